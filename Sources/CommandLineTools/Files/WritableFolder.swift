internal import Glibc

/// Requires a folder in which files can be made, before anything is done whose result goes there.
///
/// - Parameter purpose: what is to be written, as a message says it.
public func requireWritableFolder(_ path: String, for purpose: String) throws(CommandError) {
  var status = stat()
  let failure: SystemFailure
  if unsafe stat(path, &status) != 0 {
    failure = SystemFailure()
  } else if status.st_mode & S_IFMT != S_IFDIR {
    failure = SystemFailure(ENOTDIR)
  } else if unsafe access(path, W_OK | X_OK) != 0 {
    failure = SystemFailure()
  } else {
    return
  }
  throw failure.writing("\(purpose) in \(path)")
}

/// The same of the folder in which a file is to be made.
public func requireWritableFolder(of path: String, for purpose: String) throws(CommandError) {
  try requireWritableFolder(folder(of: path), for: purpose)
}

/// The folder in which a file lies.
func folder(of path: String) -> String {
  guard let slash = path.lastIndex(of: "/") else { return "." }
  return slash == path.startIndex ? "/" : String(path[..<slash])
}
