public import Files
internal import Glibc

/// Requires a folder in which files can be made, before anything is done whose result goes there.
///
/// - Parameter purpose: what is to be written, as a message says it.
public func requireWritableFolder(_ path: some FileNaming, for purpose: String) throws(CommandError) {
  let path = path.filePath
  do throws(SystemFailure) {
    guard try FileStatus(of: path, followingLinks: true).kind == .folder else { throw SystemFailure(ENOTDIR) }
    guard unsafe access(path.nulTerminated, W_OK | X_OK) == 0 else { throw SystemFailure() }
  } catch {
    throw error.writing("\(purpose) in \(path)")
  }
}

/// The same of the folder in which a file is to be made.
public func requireWritableFolder(of path: some FileNaming, for purpose: String) throws(CommandError) {
  try requireWritableFolder(path.filePath.folder, for: purpose)
}
