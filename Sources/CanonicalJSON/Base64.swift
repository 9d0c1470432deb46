/// Base64 with the standard alphabet and padding, in its canonical form only. // RFC 4648 §4, Format §2
///
/// Every byte string has exactly one text and every text that passes is that one: no white space, no other alphabet, no
/// missing padding, no bits left over.
public enum Base64 {
  private static let digits = [UInt8]("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
  private static let padding = UInt8(ascii: "=")
  private static let noDigit: UInt8 = 0xFF

  // The value of each byte as a digit.
  private static let values: [UInt8] = {
    var values = [UInt8](repeating: noDigit, count: 256)
    for (value, digit) in digits.enumerated() { values[Int(digit)] = UInt8(value) }
    return values
  }()

  /// The text of these bytes.
  public static func encode(_ bytes: [UInt8]) -> String {
    var text: [UInt8] = []
    append(bytes, to: &text)
    return String(decoding: text, as: UTF8.self)
  }

  /// Appends the text of these bytes to a buffer that is reused.
  public static func append(_ bytes: [UInt8], to buffer: inout [UInt8]) {
    let digits = digits
    buffer.reserveCapacity(buffer.count + (bytes.count + 2) / 3 * 4)
    var position = 0
    while position < bytes.count {
      let taken = min(3, bytes.count - position)
      var word = UInt32(bytes[position]) << 16
      if taken > 1 { word |= UInt32(bytes[position + 1]) << 8 }
      if taken > 2 { word |= UInt32(bytes[position + 2]) }
      buffer.append(digits[Int(word >> 18)])
      buffer.append(digits[Int(word >> 12 & 63)])
      buffer.append(taken > 1 ? digits[Int(word >> 6 & 63)] : padding)
      buffer.append(taken > 2 ? digits[Int(word & 63)] : padding)
      position += 3
    }
  }

  /// The bytes of a text in canonical form, or nil for any other text.
  public static func decode(_ text: String) -> [UInt8]? {
    decode(text.utf8.span)
  }

  /// The bytes of a text in canonical form, or nil for any other text.
  public static func decode(_ text: [UInt8]) -> [UInt8]? {
    decode(text.span)
  }

  /// The bytes of a text in canonical form, or nil for any other text.
  public static func decode(_ text: some Collection<UInt8>) -> [UInt8]? {
    decode([UInt8](text).span)
  }

  /// The bytes of a text in canonical form, or nil for any other text.
  public static func decode(_ text: Span<UInt8>) -> [UInt8]? {
    guard text.count % 4 == 0 else { return nil }
    guard !text.isEmpty else { return [] }
    let last = text.count - 4
    var isWhole = false
    var bytes = [UInt8](unsafeUninitializedCapacity: text.count / 4 * 3) { room, count in
      isWhole = text.withUnsafeBufferPointer { digits in
        values.withUnsafeBufferPointer { values in
          decodeFours(UnsafeBufferPointer(rebasing: digits[..<last]), values, into: room)
        }
      }
      count = isWhole ? last / 4 * 3 : 0
    }
    guard isWhole, appendLastFour(text.extracting(last...), to: &bytes) else { return nil }
    return bytes
  }

  /// Whole groups of four digits, each three bytes; false when something else stands among them.
  private static func decodeFours(
    _ digits: UnsafeBufferPointer<UInt8>, _ values: UnsafeBufferPointer<UInt8>,
    into room: UnsafeMutableBufferPointer<UInt8>
  ) -> Bool {
    // What is no digit has bits above the lowest six; they are looked at once, at the end.
    var seen: UInt32 = 0
    var written = 0
    var position = 0
    while position < digits.count {
      let a = UInt32(values[Int(digits[position])])
      let b = UInt32(values[Int(digits[position &+ 1])])
      let c = UInt32(values[Int(digits[position &+ 2])])
      let d = UInt32(values[Int(digits[position &+ 3])])
      seen |= a | b | c | d
      let word = a << 18 | b << 12 | c << 6 | d
      room[written] = UInt8(truncatingIfNeeded: word >> 16)
      room[written &+ 1] = UInt8(truncatingIfNeeded: word >> 8)
      room[written &+ 2] = UInt8(truncatingIfNeeded: word)
      written &+= 3
      position &+= 4
    }
    return seen < 64
  }

  /// The last four: two, three or four digits, and no bit set that stands for nothing.
  private static func appendLastFour(_ text: Span<UInt8>, to bytes: inout [UInt8]) -> Bool {
    let values = values
    let a = values[Int(text[0])]
    let b = values[Int(text[1])]
    guard a | b < 64 else { return false }
    bytes.append(a << 2 | b >> 4)
    if text[2] == padding { return text[3] == padding && b & 15 == 0 }
    let c = values[Int(text[2])]
    guard c < 64 else { return false }
    bytes.append(b << 4 | c >> 2)
    if text[3] == padding { return c & 3 == 0 }
    let d = values[Int(text[3])]
    guard d < 64 else { return false }
    bytes.append(c << 6 | d)
    return true
  }
}
