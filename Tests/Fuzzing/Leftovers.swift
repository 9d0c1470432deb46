import Glibc
import Synchronization

/// The temporary files of this process, which are gone when it ends, unless it is killed.
enum Leftovers {
  private static let paths = Mutex<[String]>([])

  // Memory where there is a file system of it: some harnesses write a file for each input.
  private static let folder = ["/dev/shm", "/tmp"].first { (path: String) in access(path, W_OK | X_OK) == 0 } ?? "."

  /// A path that no other process uses.
  static func path(_ name: String) -> String {
    let path = "\(folder)/pledgebook-fuzz-\(getpid())-\(name)"
    add(path)
    return path
  }

  /// Has a file removed at the end.
  static func add(_ path: String) {
    paths.withLock { paths in
      if paths.isEmpty { atexit { Leftovers.remove() } }
      paths.append(path)
    }
  }

  private static func remove() {
    for path in paths.withLock({ $0 }) { unlink(path) }
  }
}
