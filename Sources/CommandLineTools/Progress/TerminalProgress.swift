internal import Glibc

/// A bar on one line of a terminal, drawn only for work that lasts, and erased at the end.
public struct TerminalProgress: Progress {
  /// Work shorter than this is over before a bar would help.
  static let patience = Duration.seconds(1)
  /// Ten drawings a second are smooth; more would slow the work.
  static let interval = Duration.milliseconds(100)
  /// Back to the first column and erase the line (ECMA-48, CR and EL).
  private static let erase = "\r\u{1b}[2K"

  private let width: () -> Int
  private let now: () -> Duration
  private let write: ([UInt8]) -> Void
  private var state = ProgressState(label: "", total: nil)
  private var started = Duration.zero
  private var next = Duration.zero
  private var isRunning = false
  private var isVisible = false

  /// - Parameters:
  ///   - width: columns of the terminal, asked at each drawing since windows change.
  ///   - now: a clock that never goes back, from any origin.
  ///   - write: where the bytes go.
  public init(width: @escaping () -> Int, now: @escaping () -> Duration, write: @escaping ([UInt8]) -> Void) {
    self.width = width
    self.now = now
    self.write = write
  }

  public mutating func begin(_ label: String, total: Int?) {
    end()
    state = ProgressState(label: sanitised(label), total: total)
    started = now()
    next = started + Self.patience
    isRunning = true
  }

  public mutating func advance(to done: Int) {
    state.done = done
    guard isRunning else { return }
    let time = now()
    guard time >= next else { return }
    next = time + Self.interval
    state.elapsed = time - started
    isVisible = true
    // The last column stays free: writing there makes some terminals wrap.
    write(Array((Self.erase + state.line(width: width() - 1)).utf8))
  }

  public mutating func end() {
    if isVisible { write(Array(Self.erase.utf8)) }
    isVisible = false
    isRunning = false
  }
}

/// Time since some moment before the program began; unlike the wall clock nobody sets it.
func monotonicTime() -> Duration {
  var time = timespec()
  unsafe clock_gettime(CLOCK_MONOTONIC, &time)
  return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
}
