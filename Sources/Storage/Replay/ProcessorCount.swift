internal import Glibc

/// How many processors this process may use.
public enum ProcessorCount {
  /// At least one; asked once, since the answer is read from a file.
  ///
  /// One where no thread can be had. The library that runs work on threads of its own waits for ever then, and where it
  /// cannot look at them in /proc it ends the process by a signal: with one processor it is given nothing to do.
  public static let available = hasThreads ? max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))) : 1

  private static var hasThreads: Bool {
    guard unsafe access("/proc/self/task", R_OK | X_OK) == 0 else { return false }
    var thread = pthread_t()
    guard unsafe pthread_create(&thread, nil, { _ in nil }, nil) == 0 else { return false }
    return pthread_join(thread, nil) == 0
  }
}
