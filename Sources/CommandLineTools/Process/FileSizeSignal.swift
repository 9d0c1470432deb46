internal import Glibc

/// Runs in signal context, and has nothing to do there.
@c func passOver(_ number: Int32) {}

/// A limit on the size of files (`ulimit -f`, a quota of a service manager) is an error of the write that meets it, and
/// not the end of the process without a word.
public enum FileSizeSignal {
  /// From here on such a write fails with EFBIG.
  ///
  /// By a handler and not by ignoring: a program that this one starts gets the signal's default back.
  public static func takeAsError() {
    install(passOver, for: SIGXFSZ, flags: SA_RESTART)
  }
}
