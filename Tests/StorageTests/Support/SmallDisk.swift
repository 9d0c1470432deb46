import Fixtures
import Glibc
import Testing

/// A disk in memory of a few kilobytes, which can be full for real and can be made read-only.
///
/// It takes the right to mount. Where that is missing the test says so and ends: the answer is nil.
final class SmallDisk {
  private let folder: TemporaryFolder
  private let place: String

  init?(kilobytes: Int, sourceLocation: SourceLocation = #_sourceLocation) {
    guard let folder = try? TemporaryFolder() else { return nil }
    place = folder.path("disk")
    self.folder = folder
    mkdir(place, 0o700)
    let options = "size=\(kilobytes)k,mode=700"
    guard let result = try? run("mount", ["-t", "tmpfs", "-o", options, "tmpfs", place]), result.status == 0 else {
      withKnownIssue("skipped: a disk of a fixed size needs the right to mount") {
        Issue.record("not tested here", sourceLocation: sourceLocation)
      }
      return nil
    }
  }

  deinit {
    _ = try? run("umount", ["-l", place])
  }

  func path(_ name: String) -> String {
    "\(place)/\(name)"
  }

  func remountReadOnly() throws {
    let result = try run("mount", ["-o", "remount,ro", place])
    #expect(result.status == 0)
  }

  /// Whether no file is on the disk.
  var isEmpty: Bool {
    (try? run("ls", ["-A", place]).output.isEmpty) ?? false
  }
}
