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

  // Two digits for each twelve bits, the first one lowest.
  private static let pairs: [UInt16] = (0..<4_096).map { bits in
    UInt16(digits[bits >> 6]) | UInt16(digits[bits & 63]) << 8
  }

  // What each byte as first, second, third and fourth digit adds to three bytes, the first byte lowest.
  private static let shifted: [UInt32] = {
    var shifted = [UInt32](repeating: 1 << 24, count: 4 * 256)
    for (value, digit) in digits.enumerated() {
      let value = UInt32(value)
      shifted[Int(digit)] = value << 2
      shifted[256 + Int(digit)] = value >> 4 | (value & 15) << 12
      shifted[512 + Int(digit)] = (value >> 2) << 8 | (value & 3) << 22
      shifted[768 + Int(digit)] = value << 16
    }
    return shifted
  }()

  /// The text of these bytes.
  public static func encode(_ bytes: [UInt8]) -> String {
    var text: [UInt8] = []
    append(bytes, to: &text)
    return String(decoding: text, as: UTF8.self)
  }

  /// Appends the text of these bytes to a buffer that is reused.
  public static func append(_ bytes: [UInt8], to buffer: inout [UInt8]) {
    let start = buffer.count
    let end = start + (bytes.count + 2) / 3 * 4
    buffer.append(contentsOf: repeatElement(padding, count: end - start))
    let source = bytes.span
    var target = buffer.mutableSpan
    var position = encodeSixes(source.bytes, into: &target, at: start)
    var written = start + position / 3 * 4
    while position + 3 <= source.count {
      let word = UInt32(source[position]) << 16 | UInt32(source[position + 1]) << 8 | UInt32(source[position + 2])
      for shift in stride(from: UInt32(18), through: 0, by: -6) {
        target[written] = digits[Int(word >> shift & 63)]
        written += 1
      }
      position += 3
    }
    guard position < source.count else { return }
    // One or two bytes are left: two or three digits before the padding.
    let second = position + 1 < source.count ? source[position + 1] : 0
    target[written] = digits[Int(source[position] >> 2)]
    target[written + 1] = digits[Int(source[position] << 4 & 63 | second >> 4)]
    if position + 1 < source.count { target[written + 2] = digits[Int(second << 2 & 63)] }
  }

  /// Six bytes as eight digits, again and again while eight bytes can be read at once; how many it took.
  private static func encodeSixes(_ source: RawSpan, into target: inout MutableSpan<UInt8>, at start: Int) -> Int {
    pairs.withUnsafeBufferPointer { pairs in
      target.withUnsafeMutableBytes { target in
        var (position, written) = (0, start)
        while position &+ 8 <= source.byteCount, written &+ 8 <= target.count {
          let eight = UInt64(
            bigEndian: source.unsafeLoadUnaligned(fromUncheckedByteOffset: position, as: UInt64.self))
          let text =
            UInt64(pairs[Int(eight >> 52)]) | UInt64(pairs[Int(eight >> 40 & 4_095)]) << 16
            | UInt64(pairs[Int(eight >> 28 & 4_095)]) << 32 | UInt64(pairs[Int(eight >> 16 & 4_095)]) << 48
          target.storeBytes(of: text.littleEndian, toByteOffset: written, as: UInt64.self)
          position &+= 6
          written &+= 8
        }
        return position
      }
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
    // Room for the last three as well, so that a group of three may be written as four bytes.
    var bytes = [UInt8](unsafeUninitializedCapacity: text.count / 4 * 3) { room, count in
      isWhole = decodeFours(text.extracting(..<last), into: UnsafeMutableRawBufferPointer(room))
      count = isWhole ? last / 4 * 3 : 0
    }
    guard isWhole, appendLastFour(text.extracting(last...), to: &bytes) else { return nil }
    return bytes
  }

  /// Whole groups of four digits, each three bytes; false when something else stands among them.
  private static func decodeFours(_ digits: Span<UInt8>, into room: UnsafeMutableRawBufferPointer) -> Bool {
    let bytes = digits.bytes
    return shifted.withUnsafeBufferPointer { shifted in
      // What is no digit has a bit above the lowest 24; they are looked at once, at the end.
      var seen: UInt32 = 0
      var written = 0
      var position = 0
      while position &+ 4 <= bytes.byteCount {
        let four = UInt32(
          littleEndian: bytes.unsafeLoadUnaligned(fromUncheckedByteOffset: position, as: UInt32.self))
        let word =
          shifted[Int(four & 255)] | shifted[256 &+ Int(four >> 8 & 255)] | shifted[512 &+ Int(four >> 16 & 255)]
          | shifted[768 &+ Int(four >> 24)]
        seen |= word
        room.storeBytes(of: word.littleEndian, toByteOffset: written, as: UInt32.self)
        written &+= 3
        position &+= 4
      }
      return seen < 1 << 24
    }
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
