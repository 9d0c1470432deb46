import Testing

@testable import CommandLineTools

@Suite("Progress")
struct ProgressTests {
  /// A clock that a test sets and a screen that it reads.
  final class Screen {
    var time = Duration.seconds(1000)
    var width = 80
    private(set) var writes: [String] = []

    func progress() -> TerminalProgress {
      TerminalProgress(
        width: { self.width }, now: { self.time },
        write: { self.writes.append(String(decoding: $0, as: UTF8.self)) })
    }
  }

  @Test("Work of less than a second shows nothing at all")
  func short() {
    let screen = Screen()
    var progress = screen.progress()
    progress.begin("verifying", total: 100)
    for step in 1...99 {
      screen.time += .milliseconds(10)
      progress.advance(to: step)
    }
    progress.end()
    #expect(screen.writes == [])
  }

  @Test("Longer work shows a bar, ten times a second at most, and erases it at the end")
  func long() {
    let screen = Screen()
    var progress = screen.progress()
    progress.begin("verifying", total: 10_000)
    for step in 1...4000 {
      screen.time += .milliseconds(1)
      progress.advance(to: step)
    }
    #expect(screen.writes.count == 31)
    #expect(
      screen.writes.first
        == "\r\u{1b}[2Kverifying  [##-------------------------]  10 %  1,000/10,000  1.0k/s  0:09 left")
    progress.end()
    #expect(screen.writes.last == "\r\u{1b}[2K")
    #expect(screen.writes.count == 32)
    progress.end()
    progress.advance(to: 5000)
    #expect(screen.writes.count == 32)
  }

  @Test("Each piece of work waits its own second")
  func again() {
    let screen = Screen()
    var progress = screen.progress()
    progress.begin("one", total: 2)
    screen.time += .seconds(2)
    progress.advance(to: 1)
    #expect(screen.writes.count == 1)
    progress.begin("two", total: 2)
    #expect(screen.writes.last == "\r\u{1b}[2K")
    screen.time += .milliseconds(900)
    progress.advance(to: 1)
    #expect(screen.writes.count == 2)
  }

  @Test("The bar goes off the screen when the work throws")
  func throwing() {
    let screen = Screen()
    let error = commandError {
      try withProgress("verifying", total: 2, on: screen.progress()) { progress throws(CommandError) in
        screen.time += .seconds(2)
        progress.advance(to: 1)
        throw .io("read", "broken")
      }
    }
    #expect(error?.code == "io.read")
    #expect(screen.writes.count == 2)
    #expect(screen.writes.last == "\r\u{1b}[2K")
  }

  @Test("Through the protocol it works as well, and silence is silent")
  func existential() {
    let screen = Screen()
    var progress: any Progress = screen.progress()
    progress.begin("x", total: nil)
    screen.time += .seconds(1)
    progress.advance(to: 5)
    progress.end()
    #expect(screen.writes == ["\r\u{1b}[2Kx  5  5/s", "\r\u{1b}[2K"])
    progress = SilentProgress()
    progress.begin("x", total: nil)
    progress.advance(to: 5)
    progress.end()
    let result = withProgress("x", total: 1, on: progress) { progress in
      progress.advance(to: 1)
      return 7
    }
    #expect(result == 7)
  }

  static let lines: [(Int?, Int, Int, Int, String)] = [
    (100, 43, 10, 80, "work  [############------------------]  43 %  43/100  4/s  0:14 left"),
    (100, 43, 10, 60, "work  [#########-------------]  43 %  43/100  4/s  0:14 left"),
    (100, 43, 10, 40, "work  43 %  43/100  4/s  0:14 left"),
    (100, 43, 10, 22, "work  43 %  0:14 left"),
    (100, 43, 10, 12, "work  43 %"),
    (100, 43, 10, 5, "43 %"),
    (100, 43, 10, 2, "43"),
    (100, 43, 10, 0, ""),
    (100, 100, 10, 80, "work  [##############################]  100 %  100/100  10/s  0:00 left"),
    (100, 120, 10, 80, "work  [##############################]  100 %  120/100  12/s  0:00 left"),
    (100, 0, 10, 80, "work  [------------------------------]  0 %  0/100  0/s"),
    (10_000_000, 5000, 1, 79, "work  [----------------------------]  0 %  5,000/10,000,000  5.0k/s  33:19 left"),
    (10_000_000, 700, 1, 79, "work  [-----------------------------]  0 %  700/10,000,000  700/s  3:58:05 left"),
    (nil, 1_234_567, 10, 80, "work  1,234,567  123k/s"),
    (nil, 1_234_567, 10, 16, "work  1,234,567"),
    (0, 0, 10, 80, "work  0/0  0/s"),
  ]

  @Test("A line says what fits", arguments: lines)
  func line(_ total: Int?, _ done: Int, _ seconds: Int, _ width: Int, _ text: String) {
    var state = ProgressState(label: "work", total: total)
    state.done = done
    state.elapsed = .seconds(seconds)
    #expect(state.line(width: width) == text)
  }

  @Test("No width is exceeded", arguments: [0, 1, 5, 10, 20, 40, 60, 79, 120, 400])
  func widths(_ width: Int) {
    for total in [nil, 0, 1, 99, 123_456_789] as [Int?] {
      for done in [0, 1, 98, 123_456_788] {
        var state = ProgressState(label: "replaying the ledger", total: total)
        state.done = done
        state.elapsed = .milliseconds(1234)
        #expect(state.line(width: width).count <= width)
      }
    }
  }

  @Test("Numbers are grouped and shortened by hand")
  func numbers() {
    #expect([0, 999, 1000, 1_234_567, -1234].map(grouped) == ["0", "999", "1,000", "1,234,567", "-1,234"])
    #expect(
      [0, 999, 1000, 9999, 10_000, 999_999, 1_000_000, 25_000_000].map(shortened)
        == ["0", "999", "1.0k", "9.9k", "10k", "999k", "1.0M", "25M"])
  }

  @Test("The clock goes forward")
  func clock() {
    let earlier = monotonicTime()
    #expect(monotonicTime() >= earlier)
  }
}
