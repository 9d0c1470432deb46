internal import Files
internal import Glibc

extension StandardStream {
  /// The next line that somebody types, without its end; nil at the end of input, or when it is too long.
  ///
  /// A signal that asks to stop is heard while it waits.
  public func line() throws(CommandError) -> String? {
    try typedLine(FileDescriptor(borrowing: descriptor), of: "standard input")
  }
}

/// The longest answer; whoever types more has not understood the question.
private let longestLine = 1_024

/// The next line from a terminal or another stream; see `StandardStream.line`.
func typedLine(_ input: borrowing FileDescriptor, of name: String) throws(CommandError) -> String? {
  var bytes: [UInt8] = []
  while bytes.count < longestLine {
    try StopSignal.check()
    guard input.wait(for: POLLIN, milliseconds: 200) else { continue }
    var piece: [UInt8] = []
    do throws(SystemFailure) {
      guard try input.read(into: &piece, upTo: 1) else { return nil }
    } catch {
      throw error.reading(name)
    }
    if piece == [UInt8(ascii: "\n")] { return String(validating: bytes, as: UTF8.self) }
    bytes += piece
  }
  return nil
}
