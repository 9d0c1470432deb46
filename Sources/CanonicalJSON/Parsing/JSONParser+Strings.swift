extension JSONParser {
  /// Reads a string, from its opening quote to behind the closing one.
  @_lifetime(self: copy self)
  @inline(__always)
  mutating func scanString() throws(JSONError) {
    let start = position &+ 1
    let end = skipPlainText(from: start)
    guard end < input.count, input[end] == ASCII.quote else { return try scanString(from: start, plainUpTo: end) }
    append(.string, start: start, end: end)
    position = end &+ 1
  }

  /// Reads a string that is more than plain text, from its first byte that is not.
  @_lifetime(self: copy self)
  @inline(never)
  private mutating func scanString(from start: Int, plainUpTo plainEnd: Int) throws(JSONError) {
    var end = plainEnd
    var isPlain = true
    while true {
      guard end < input.count else { throw syntax("a string has no end", at: start - 1) }
      let byte = input[end]
      if byte == ASCII.quote { break }
      if byte == ASCII.backslash {
        isPlain = false
        end = try scanEscape(at: end)
      } else if byte < ASCII.space {
        throw syntax("a control byte stands in a string", at: end)
      } else {
        guard let length = sequenceLength(at: end) else { throw invalidUTF8(at: end) }
        end += length
      }
      end = skipPlainText(from: end)
    }
    append(.string, start: start, end: end, isPlain: isPlain)
    position = end + 1
  }

  /// The first byte from `start` on that is a quote, a backslash, a control byte or not ASCII; eight at a time.
  @inline(__always)
  private func skipPlainText(from start: Int) -> Int {
    var position = start
    let bytes = input.bytes
    while position &+ 8 <= input.count {
      let word = UInt64(littleEndian: bytes.unsafeLoadUnaligned(fromUncheckedByteOffset: position, as: UInt64.self))
      // Each term sets the high bit of the bytes it looks for. A borrow may mark bytes above the first hit, never below.
      let quotes = (word ^ 0x2222_2222_2222_2222) &- 0x0101_0101_0101_0101
      let backslashes = (word ^ 0x5C5C_5C5C_5C5C_5C5C) &- 0x0101_0101_0101_0101
      let controls = word &- 0x2020_2020_2020_2020
      let hits = (quotes | backslashes | controls | word) & 0x8080_8080_8080_8080
      if hits != 0 {
        return position &+ hits.trailingZeroBitCount >> 3
      }
      position &+= 8
    }
    return skipLastPlainText(from: position)
  }

  /// The same for fewer than eight bytes, at the end of a document.
  @inline(never)
  private func skipLastPlainText(from start: Int) -> Int {
    var position = start
    while position < input.count {
      let byte = input[position]
      if byte >= 0x80 || CanonicalText.mustEscape(byte) { break }
      position &+= 1
    }
    return position
  }

  /// The length of the UTF-8 sequence at a byte that is not ASCII; nil for anything the Unicode table does not allow.
  func sequenceLength(at start: Int) -> Int? {  // Unicode 15, table 3-7
    let lead = input[start]
    var second: ClosedRange<UInt8> = 0x80...0xBF
    let length: Int
    switch lead {
    case 0xC2...0xDF: length = 2
    case 0xE0: (length, second) = (3, 0xA0...0xBF)
    case 0xED: (length, second) = (3, 0x80...0x9F)
    case 0xE1...0xEF: length = 3
    case 0xF0: (length, second) = (4, 0x90...0xBF)
    case 0xF4: (length, second) = (4, 0x80...0x8F)
    case 0xF1...0xF3: length = 4
    default: return nil
    }
    guard input.count - start >= length, second.contains(input[start + 1]) else { return nil }
    for offset in 2..<max(length, 2) where input[start + offset] & 0xC0 != 0x80 { return nil }
    return length
  }

  /// Checks the escape at a backslash, and gives the byte behind it.
  @_lifetime(self: copy self)
  private mutating func scanEscape(at backslash: Int) throws(JSONError) -> Int {
    guard backslash + 1 < input.count else { throw syntax("a string has no end", at: backslash) }
    switch input[backslash + 1] {
    case ASCII.quote, ASCII.backslash, UInt8(ascii: "b"), UInt8(ascii: "f"), UInt8(ascii: "n"), UInt8(ascii: "r"),
      UInt8(ascii: "t"):
      return backslash + 2
    case ASCII.slash:
      isCanonical = false
      return backslash + 2
    case UInt8(ascii: "u"):
      return try scanUnicodeEscape(at: backslash)
    default:
      throw syntax("a backslash is followed by no escape that JSON has", at: backslash)
    }
  }

  @_lifetime(self: copy self)
  private mutating func scanUnicodeEscape(at backslash: Int) throws(JSONError) -> Int {
    guard let unit = codeUnit(at: backslash) else { throw syntax("an escape has no four digits", at: backslash) }
    if isCanonical { isCanonical = isCanonicalEscape(of: unit, at: backslash) }
    guard unit & 0xF800 == 0xD800 else { return backslash + 6 }
    guard unit < 0xDC00, let low = codeUnit(at: backslash + 6), low & 0xFC00 == 0xDC00 else {
      throw loneSurrogate(at: backslash)
    }
    return backslash + 12
  }

  // Only control bytes without a short form are written with digits, and with lowercase ones. // RFC 8785 §3.2.2.2
  private func isCanonicalEscape(of unit: UInt32, at backslash: Int) -> Bool {
    guard unit < 0x20 else { return false }
    switch UInt8(truncatingIfNeeded: unit) {
    case ASCII.backspace, ASCII.tab, ASCII.lineFeed, ASCII.formFeed, ASCII.carriageReturn: return false
    default: return input[backslash + 5] == ASCII.hexDigit(UInt8(truncatingIfNeeded: unit & 15))
    }
  }

  private func codeUnit(at backslash: Int) -> UInt32? {
    guard input.count - backslash >= 6, input[backslash] == ASCII.backslash,
      input[backslash + 1] == UInt8(ascii: "u")
    else { return nil }
    var unit: UInt32 = 0
    for position in backslash + 2..<backslash + 6 {
      guard let value = ASCII.hexValue(input[position]) else { return nil }
      unit = unit << 4 | value
    }
    return unit
  }
}
