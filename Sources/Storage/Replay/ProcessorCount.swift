internal import Glibc

/// How many processors this process may use.
public enum ProcessorCount {
  /// At least one; asked once, since the answer is read from a file.
  public static let available = max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))))
}
