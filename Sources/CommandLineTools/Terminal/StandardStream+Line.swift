internal import Files
internal import Glibc

extension StandardStream {
  /// The longest answer; whoever types more has not understood the question.
  private static let longestLine = 1_024

  /// The next line that somebody types, without its end; nil at the end of input, or when it is too long.
  ///
  /// A signal that asks to stop is heard while it waits.
  public func line() throws(CommandError) -> String? {
    let input = FileDescriptor(borrowing: descriptor)
    var bytes: [UInt8] = []
    while bytes.count < Self.longestLine {
      try StopSignal.check()
      var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
      guard unsafe poll(&waiting, 1, 200) > 0 else { continue }
      var piece: [UInt8] = []
      do throws(SystemFailure) {
        guard try input.read(into: &piece, upTo: 1) else { return nil }
      } catch {
        throw error.reading("standard input")
      }
      if piece == [UInt8(ascii: "\n")] { return String(validating: bytes, as: UTF8.self) }
      bytes += piece
    }
    return nil
  }
}
