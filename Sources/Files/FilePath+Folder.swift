internal import Glibc

extension FilePath {
  /// The names in a folder, in no order, without `.` and `..`.
  public func names() throws(SystemFailure) -> [FilePath] {
    guard let stream = unsafe opendir(nulTerminated) else { throw SystemFailure() }
    defer { unsafe closedir(stream) }
    var names: [FilePath] = []
    while let entry = unsafe readdir(stream) {
      let name = unsafe withUnsafeBytes(of: &entry.pointee.d_name) { unsafe FilePath(bytes: $0.prefix { $0 != 0 }) }
      if name != ".", name != ".." { names.append(name) }
    }
    return names
  }

  /// Makes the names in a folder survive a power cut, after a file was made or renamed in it.
  public func synchroniseFolder() throws(SystemFailure) {
    try FileDescriptor(self, O_RDONLY | O_DIRECTORY).synchronise()
  }
}
