import Files
import Foundation
import Glibc

@testable import CommandLineTools

/// A terminal whose keyboard and screen are the test's.
final class PseudoTerminal: Sendable {
  let device: String
  private let master: Int32
  private let slave: Int32

  enum Step: Sendable {
    /// Waits until this text is on the screen, after what was waited for before.
    case expect(String)
    case type(String)
    /// Sends the whole process a signal.
    case signal(Int32)
  }

  init() throws {
    // posix_openpt and its kind are not in the Glibc module; these are what they do on Linux (ioctl_tty(2)).
    let unlock = UInt(0x4004_5431)  // TIOCSPTLCK
    let number = UInt(0x8004_5430)  // TIOCGPTN
    master = open("/dev/ptmx", O_RDWR | O_NOCTTY)
    var (isLocked, index): (Int32, UInt32) = (0, 0)
    guard master >= 0, ioctl(master, unlock, &isLocked) == 0, ioctl(master, number, &index) == 0 else {
      throw SystemFailure()
    }
    device = "/dev/pts/\(index)"
    slave = open(device, O_RDWR | O_NOCTTY)
    guard slave >= 0 else { throw SystemFailure() }
  }

  deinit {
    close(slave)
    close(master)
  }

  /// Whether the terminal shows what is typed.
  var echoes: Bool { Self.echoes(slave) }

  static func echoes(_ descriptor: Int32) -> Bool {
    var settings = termios()
    return tcgetattr(descriptor, &settings) == 0 && settings.c_lflag & tcflag_t(ECHO) != 0
  }

  /// Follows the script on a thread of its own while `body` runs; returns what was on the screen.
  func following(_ script: [Step], _ body: () -> Void) -> String {
    let done = DispatchSemaphore(value: 0)
    let screen = Screen()
    let thread = Thread { [self] in
      for step in script {
        switch step {
        case .expect(let text): screen.read(master, until: text)
        case .type(let text): try? FileDescriptor(borrowing: master).write(Array(text.utf8))
        case .signal(let number): kill(getpid(), number)
        }
      }
      done.signal()
    }
    thread.start()
    body()
    done.wait()
    return screen.text + rest()
  }

  /// What is on the screen and was not read yet.
  func rest() -> String {
    var bytes: [UInt8] = []
    let file = FileDescriptor(borrowing: master)
    while file.wait(for: POLLIN, milliseconds: 50) {
      guard (try? file.read(into: &bytes, upTo: 4096)) == true else { break }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Read by one thread, looked at by another once the first is done; the semaphore orders the two.
  private final class Screen: @unchecked Sendable {
    private var bytes: [UInt8] = []
    private var seen = 0

    var text: String { String(decoding: bytes, as: UTF8.self) }

    func read(_ descriptor: Int32, until text: String) {
      let file = FileDescriptor(borrowing: descriptor)
      let wanted = Array(text.utf8)
      while true {
        if let range = bytes[seen...].firstRange(of: wanted) {
          seen = range.upperBound
          return
        }
        guard (try? file.read(into: &bytes, upTo: 1)) == true else { return }
      }
    }
  }
}

/// For tests that run in a process of their own: ends it when something does not hold.
func check(_ holds: Bool, _ what: String) {
  guard !holds else { return }
  try? FileDescriptor(borrowing: 2).write(Array("does not hold: \(what)\n".utf8))
  exit(99)
}
