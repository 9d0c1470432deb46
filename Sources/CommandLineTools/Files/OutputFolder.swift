public import Files
internal import Glibc

/// Writes several files into a folder that becomes theirs: all of them are there, or the folder is not.
///
/// They are written into a folder beside it, which gets the name in one step. The name has to be free, or that of an empty
/// folder: rename replaces that and nothing else.
public func writeFolder(_ files: [(name: String, bytes: [UInt8])], to path: FilePath) throws(CommandError) {
  try requireFreeFolder(path)
  // A slash at the end names the same folder, and would put the one beside it into it.
  let target = path.folder / path.name
  let staged = UnfinishedFile.name(for: target)
  guard unsafe mkdir(staged.nulTerminated, 0o777) == 0 else { throw SystemFailure().writing("\(path)") }
  do throws(CommandError) {
    for file in files { try writeOutput(file.bytes, to: staged / file.name) }
    guard unsafe rename(staged.nulTerminated, target.nulTerminated) == 0 else {
      let failure = SystemFailure()
      throw [EEXIST, ENOTEMPTY, ENOTDIR].contains(failure.number) ? .taken(path) : failure.writing("\(path)")
    }
  } catch {
    for file in files { _ = unsafe unlink((staged / file.name).nulTerminated) }
    _ = unsafe rmdir(staged.nulTerminated)
    throw error
  }
  // As with a file: a folder that cannot be opened is no failure now.
  try? target.folder.synchroniseFolder()
}

/// Refuses, before anything is done, a place where `writeFolder` could not put a folder.
public func requireFreeFolder(_ path: FilePath) throws(CommandError) {
  try requireWritableFolder(of: path, for: "the folder \(path)")
  guard let present = try? FileStatus(of: path.folder / path.name, followingLinks: false) else { return }
  guard present.kind == .folder, (try? path.names())?.isEmpty == true else { throw .taken(path) }
}

extension CommandError {
  fileprivate static func taken(_ path: FilePath) -> CommandError {
    .io("exists", "\(path) exists already", hint: "name a folder that is not there yet, or an empty one")
  }
}
