internal import Files
internal import Glibc

/// The terminal of whoever started the command: where a person is asked, wherever the standard streams go.
///
/// It is the controlling terminal, if there is one: with `2>log`, or with standard input closed, somebody sits there all the
/// same. A process without one, started by a timer or a service, has nobody to ask unless a terminal is its standard input and
/// error.
public struct PersonsTerminal: ~Copyable {
  private let input: FileDescriptor
  private let output: FileDescriptor

  private init(input: consuming FileDescriptor, output: consuming FileDescriptor) {
    self.input = input
    self.output = output
  }

  /// Nil where nobody can be asked.
  public static func find() -> PersonsTerminal? {
    do throws(SystemFailure) {
      let device = try FileDescriptor("/dev/tty", O_RDWR)
      let number = device.number
      if isatty(number) == 1 { return PersonsTerminal(input: device, output: FileDescriptor(borrowing: number)) }
    } catch {
      // There is no controlling terminal, or it is gone.
    }
    guard StandardStream.input.isTerminal, StandardStream.error.isTerminal else { return nil }
    return PersonsTerminal(
      input: FileDescriptor(borrowing: StandardStream.input.descriptor),
      output: FileDescriptor(borrowing: StandardStream.error.descriptor))
  }

  /// Whether somebody else has the terminal's attention: to read from it would stop this process.
  public var isInBackground: Bool {
    let group = tcgetpgrp(input.number)
    return group > 0 && group != getpgrp()
  }

  /// Shows these lines, asks, and gives back the line that is typed in answer, as `StandardStream.line` does.
  ///
  /// What was typed before the question is no answer to it, and is thrown away.
  public func answer(to question: String, below lines: [String]) throws(CommandError) -> String? {
    try write(lines.map { $0 + "\n" }.joined())
    _ = tcflush(input.number, TCIFLUSH)
    try write(question)
    return try typedLine(input, of: "the terminal")
  }

  private func write(_ text: String) throws(CommandError) {
    do throws(SystemFailure) {
      try output.write(Array(sanitised(text, keepingLines: true).utf8))
    } catch {
      throw error.writing("the terminal")
    }
  }
}
