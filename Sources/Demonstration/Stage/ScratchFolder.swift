internal import CommandLineTools
internal import Files
internal import Glibc

/// The folder of one tour: new, or empty when the tour begins.
enum ScratchFolder {
  /// The folder given, made if need be, or a new one under the system's temporary folder.
  static func prepare(_ path: FilePath?) throws(CommandError) -> FilePath {
    guard let path else { return try temporary() }
    if unsafe mkdir(path.nulTerminated, 0o700) != 0 {
      guard errno == EEXIST else { throw failure(path, "cannot be made") }
      guard try isEmptyFolder(path) else {
        throw .io("exists", "\(path) is there already and not an empty folder", hint: "choose another name for --out")
      }
    }
    return try absolute(path)
  }

  /// Makes a folder inside.
  static func make(_ path: FilePath) throws(CommandError) {
    guard unsafe mkdir(path.nulTerminated, 0o700) == 0 else { throw failure(path, "cannot be made") }
  }

  private static func temporary() throws(CommandError) -> FilePath {
    let parent = FilePath.environment("TMPDIR") ?? "/tmp"
    for _ in 0..<16 {
      let path = parent / "pledgebook-demo-\(String(UInt32.random(in: 0...UInt32.max), radix: 36))"
      if unsafe mkdir(path.nulTerminated, 0o700) == 0 { return try absolute(path) }
      guard errno == EEXIST else { throw failure(parent, "takes no new folder") }
    }
    throw failure(parent, "takes no new folder")
  }

  private static func isEmptyFolder(_ path: FilePath) throws(CommandError) -> Bool {
    do throws(SystemFailure) {
      return try path.names().isEmpty
    } catch {
      if error.number == ENOTDIR { return false }
      throw failure(path, "cannot be read")
    }
  }

  /// The path from the root, since the commands run elsewhere.
  private static func absolute(_ path: FilePath) throws(CommandError) -> FilePath {
    do throws(SystemFailure) {
      return try path.resolved()
    } catch {
      throw failure(path, "cannot be found")
    }
  }

  private static func failure(_ path: FilePath, _ what: String) -> CommandError {
    .io("folder", "the folder \(path) \(what)", hint: "give another with --out DIR")
  }
}
