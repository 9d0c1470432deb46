internal import Files
internal import Glibc

/// A terminal that shows nothing of what is typed, until it is told to again or this value goes.
struct Echo: ~Copyable {
  private let descriptor: Int32
  private let before: termios

  /// Switches echo off and forgets what was typed ahead, which was on the screen.
  init(off descriptor: Int32) throws(SystemFailure) {
    var settings = termios()
    guard unsafe tcgetattr(descriptor, &settings) == 0 else { throw SystemFailure() }
    let before = settings
    settings.c_lflag &= ~tcflag_t(ECHO | ECHONL)
    settings.c_lflag |= tcflag_t(ICANON | ISIG)
    guard unsafe tcsetattr(descriptor, TCSAFLUSH, &settings) == 0 else { throw SystemFailure() }
    self.descriptor = descriptor
    self.before = before
  }

  consuming func restore() {}

  deinit {
    var settings = before
    while unsafe tcsetattr(descriptor, TCSAFLUSH, &settings) != 0, errno == EINTR {}
  }
}
