internal import Glibc

/// How many files this process may have open.
public enum OpenFileLimit {
  /// With fewer that are free the library that runs work on several cores ends the process by a signal, where it cannot
  /// open its own. No command was seen to need more than half of them.
  private static let needed = 16

  /// Makes room where the limit allows it, and says so where it does not.
  public static func require() throws(CommandError) {
    var limit = rlimit()
    guard unsafe getrlimit(resource, &limit) == 0, freeCount(below: limit.rlim_cur) < needed else { return }
    // What whoever started the process left open takes of the limit as well.
    limit.rlim_cur = min(limit.rlim_max, limit.rlim_cur.addingReportingOverflow(rlim_t(needed)).partialValue)
    guard unsafe setrlimit(resource, &limit) == 0, freeCount(below: limit.rlim_cur) >= needed else {
      throw .io(
        "files", "this process has too few files left to open: less than \(needed) of \(limit.rlim_cur)",
        hint: "raise the limit of open files (ulimit -n), or start the program with fewer files open")
    }
  }

  private static var resource: __rlimit_resource_t { __rlimit_resource_t(RLIMIT_NOFILE.rawValue) }

  /// How many numbers below the limit stand for no open file; no more are counted than are needed.
  private static func freeCount(below limit: rlim_t) -> Int {
    var count = 0
    for number in 0..<Int32(clamping: limit) where fcntl(number, F_GETFD) == -1 {
      count += 1
      if count == needed { break }
    }
    return count
  }
}
