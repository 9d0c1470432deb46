import Files
import Glibc

@testable import CommandLineTools

/// A pipe whose other end the test reads.
final class TestPipe: Sendable {
  let reading: Int32
  let writing: Int32

  init() throws {
    var ends: [Int32] = [0, 0]
    guard pipe(&ends) == 0 else { throw SystemFailure() }
    (reading, writing) = (ends[0], ends[1])
  }

  deinit {
    close(reading)
    close(writing)
  }

  /// Everything that is there now.
  func drain() -> String {
    var bytes: [UInt8] = []
    let pipe = FileDescriptor(borrowing: reading)
    while pipe.wait(for: POLLIN, milliseconds: 0) {
      guard (try? pipe.read(into: &bytes, upTo: 4096)) == true else { break }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// So many bytes, however long they take.
  func read(_ count: Int) -> [UInt8] {
    var bytes: [UInt8] = []
    let pipe = FileDescriptor(borrowing: reading)
    while bytes.count < count, (try? pipe.read(into: &bytes, upTo: count - bytes.count)) == true {}
    return bytes
  }

  func output(
    json: Bool = false, quiet: Bool = false, messages: TestPipe, messageStyle: Style = .plain, seen: Bool = false
  ) -> Output {
    Output(
      json: json, quiet: quiet, style: .plain, messageStyle: messageStyle, results: writing,
      messages: messages.writing, resultsAreSeen: seen)
  }
}
