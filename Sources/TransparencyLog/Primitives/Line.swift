internal import CanonicalJSON
internal import Cryptography

/// What the text formats have in common: lines ended by LF, and decimal numbers with one spelling.
enum Line {
  static let feed = UInt8(ascii: "\n")
  static let space = UInt8(ascii: " ")

  /// The number written in decimal without sign or leading zero, or nil; at most 2^63 − 1, as everywhere in the field.
  static func number(_ text: some Collection<UInt8>) -> UInt64? {
    guard (1...19).contains(text.count), text.count == 1 || text.first != UInt8(ascii: "0") else { return nil }
    var value: UInt64 = 0
    for digit in text {
      guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit) else { return nil }
      value = value * 10 + UInt64(digit - UInt8(ascii: "0"))
    }
    return value <= TreeSize.maximum ? value : nil
  }

  /// The 32-byte hash written in base64, or nil.
  static func hash(_ text: some Collection<UInt8>) -> Digest? {
    guard text.count == 44, let bytes = Base64.decode(text) else { return nil }
    return Digest(bytes)
  }
}

/// Takes a text apart line by line.
struct LineReader {
  private(set) var rest: ArraySlice<UInt8>
  /// The number of the line last taken, counted from 1.
  private(set) var number = 0

  init(_ bytes: ArraySlice<UInt8>) {
    rest = bytes
  }

  var isAtEnd: Bool { rest.isEmpty }

  /// The next line without its LF, or nil when no complete line is left.
  mutating func next() -> ArraySlice<UInt8>? {
    guard let end = rest.firstIndex(of: Line.feed) else { return nil }
    number += 1
    defer { rest = rest[(end + 1)...] }
    return rest[..<end]
  }
}

extension ArraySlice<UInt8> {
  /// What follows the prefix, or nil for a line that does not begin with it.
  func dropping(prefix: some Collection<UInt8>) -> ArraySlice<UInt8>? {
    starts(with: prefix) ? dropFirst(prefix.count) : nil
  }
}
