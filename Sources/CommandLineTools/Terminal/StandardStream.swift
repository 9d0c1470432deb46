internal import Glibc

/// One of the three streams a process is born with.
public enum StandardStream: Int32, Sendable {
  case input = 0
  case output = 1
  case error = 2

  var descriptor: Int32 { rawValue }

  /// Whether a person's terminal is at the other end.
  public var isTerminal: Bool { isatty(descriptor) == 1 }

  /// The columns of that terminal; 80 when there is none or it does not say.
  public var width: Int {
    var size = winsize()
    if unsafe ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 { return Int(size.ws_col) }
    if let columns = environmentValue("COLUMNS").flatMap({ Int($0) }), columns > 0 { return columns }
    return 80
  }
}
