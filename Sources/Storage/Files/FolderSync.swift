internal import Glibc

/// Makes a name in a folder survive a power cut, after a file was made or renamed; false for an error, with the reason
/// in `errno`.
func syncFolder(of path: String) -> Bool {
  let slash = path.lastIndex(of: "/")
  let folder = slash.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
  let descriptor = unsafe open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
  guard descriptor >= 0 else { return false }
  defer { close(descriptor) }
  return fsync(descriptor) == 0
}
