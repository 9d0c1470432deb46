import Fixtures
import Foundation
import Publication
import Testing
import Verification

@Suite("Publishing into a folder")
struct FolderTests {
  private func contents(of path: String) throws -> [String: [UInt8]] {
    var files: [String: [UInt8]] = [:]
    for name in try FileManager.default.subpathsOfDirectory(atPath: path) {
      if let data = FileManager.default.contents(atPath: "\(path)/\(name)"), !name.hasSuffix("/") {
        var isFolder: ObjCBool = false
        if FileManager.default.fileExists(atPath: "\(path)/\(name)", isDirectory: &isFolder), !isFolder.boolValue {
          files[name] = Array(data)
        }
      }
    }
    return files
  }

  @Test("the files are those of the same publication in memory, and nothing else is left")
  func sameFiles() throws {
    let folder = try TemporaryFolder()
    let path = folder.path("out")
    for size in [9, 200, 258, 302] {
      try Samples.publish(Samples.redacted, size, into: PublishingFolder(path))
    }
    let memory = MemoryFiles()
    for size in [9, 200, 258, 302] { try Samples.publish(Samples.redacted, size, into: memory) }
    #expect(try contents(of: path) == memory.files)
    let report = try PublishedVerification(PublishedFolder(path)).report
    #expect(report.findings == [])
  }

  @Test("one process publishes at a time")
  func busy() throws {
    let folder = try TemporaryFolder()
    let first = try PublishingFolder(folder.path("out"))
    #expect(code { _ = try PublishingFolder(folder.path("out")) } == "publication.busy")
    _ = try first.names(in: "")
  }

  @Test("nothing is written or read through a link, wherever it stands")
  func links() throws {
    let folder = try TemporaryFolder()
    let manager = FileManager.default
    let elsewhere = folder.path("elsewhere")
    try manager.createDirectory(atPath: elsewhere, withIntermediateDirectories: false)
    try manager.createSymbolicLink(atPath: folder.path("link"), withDestinationPath: elsewhere)
    #expect(code { _ = try PublishingFolder(folder.path("link")) } == "publication.unsafe-path")
    #expect(code { _ = try PublishingFolder(folder.path("link/")) } == "publication.unsafe-path")
    #expect(code { _ = try PublishedFolder(folder.path("link")) } == "publication.unsafe-path")

    let out = folder.path("out")
    try manager.createDirectory(atPath: out, withIntermediateDirectories: false)
    try manager.createSymbolicLink(atPath: "\(out)/tile", withDestinationPath: elsewhere)
    #expect(
      code { try Samples.publish(Samples.long, 9, into: PublishingFolder(out)) } == "publication.unsafe-path")
    try manager.removeItem(atPath: "\(out)/tile")
    try manager.createSymbolicLink(atPath: "\(out)/checkpoint", withDestinationPath: "\(elsewhere)/checkpoint")
    #expect(
      code { try Samples.publish(Samples.long, 9, into: PublishingFolder(out)) } == "publication.unsafe-path")
    try manager.removeItem(atPath: "\(out)/checkpoint")
    // The name under which files are written before they get theirs.
    try manager.createSymbolicLink(atPath: "\(out)/.publishing", withDestinationPath: "\(elsewhere)/staged")
    try Samples.publish(Samples.long, 9, into: PublishingFolder(out))
    #expect(try manager.contentsOfDirectory(atPath: elsewhere) == [])
    #expect(try PublishedVerification(PublishedFolder(out)).report.findings == [])
  }

  @Test("a pipe or a folder in the place of a file is refused without waiting")
  func notAFile() throws {
    let folder = try TemporaryFolder()
    let out = folder.path("out")
    try Samples.publish(Samples.long, 9, into: PublishingFolder(out))
    try FileManager.default.removeItem(atPath: "\(out)/checkpoint")
    #expect(mkfifo("\(out)/checkpoint", 0o600) == 0)
    #expect(code { _ = try PublishedCheckpoint.read(PublishedFolder(out)) } == "publication.unreadable")
    try FileManager.default.removeItem(atPath: "\(out)/checkpoint")
    try FileManager.default.createDirectory(atPath: "\(out)/checkpoint", withIntermediateDirectories: false)
    #expect(code { _ = try PublishedCheckpoint.read(PublishedFolder(out)) } == "publication.unreadable")
  }

  @Test("a folder that is not there")
  func notThere() throws {
    let folder = try TemporaryFolder()
    #expect(code { _ = try PublishedFolder(folder.path("none")) } == "publication.not-found")
    #expect(code { _ = try PublishingFolder(folder.path("none/below")) } == "publication.not-found")
    #expect(code { _ = try PublishedCheckpoint.read(PublishedFolder(folder.path)) } == "checkpoint.missing")
  }
}
