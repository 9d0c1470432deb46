internal import ForeignText

/// How a string is written for people: as in canonical form, with more of it escaped.
enum DisplayText {
  /// Appends a string with its quotes.
  static func append(_ text: String, to buffer: inout [UInt8]) {
    guard text.unicodeScalars.contains(where: \.steers) else { return CanonicalText.append(text, to: &buffer) }
    buffer.append(ASCII.quote)
    for scalar in text.unicodeScalars {
      // C0 has shorter escapes in canonical form.
      guard scalar.steers, scalar.value >= 0x20 else {
        for byte in String(scalar).utf8 { CanonicalText.append(byte, to: &buffer) }
        continue
      }
      // One escape is enough, since none of them lies beyond the first plane. // RFC 8259 §7
      buffer.append(ASCII.backslash)
      buffer.append(UInt8(ascii: "u"))
      for shift in [12, 8, 4, 0] as [UInt32] {
        buffer.append(ASCII.hexDigit(UInt8(truncatingIfNeeded: scalar.value >> shift & 15)))
      }
    }
    buffer.append(ASCII.quote)
  }
}
