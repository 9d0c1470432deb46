internal import Glibc

/// How many files this process may have open.
public enum OpenFileLimit {
  /// With fewer the library that runs work on several cores ends the process by a signal, where it cannot open its own.
  private static let least: rlim_t = 32

  /// Makes room where the limit allows it, and says so where it does not.
  public static func require() throws(CommandError) {
    var limit = rlimit()
    guard unsafe getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0, limit.rlim_cur < least else {
      return
    }
    limit.rlim_cur = min(least, limit.rlim_max)
    guard unsafe setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0, limit.rlim_cur >= least else {
      throw .io(
        "files", "this process may have fewer than \(least) files open",
        hint: "raise the limit of open files (ulimit -n)")
    }
  }
}
