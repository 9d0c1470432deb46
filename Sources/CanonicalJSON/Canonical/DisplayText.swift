/// How a string is written for people: as in canonical form, with more of it escaped.
enum DisplayText {
  /// Appends a string with its quotes.
  static func append(_ text: String, to buffer: inout [UInt8]) {
    guard text.unicodeScalars.contains(where: steers) else { return CanonicalText.append(text, to: &buffer) }
    buffer.append(ASCII.quote)
    for scalar in text.unicodeScalars {
      guard steers(scalar) else {
        for byte in String(scalar).utf8 { CanonicalText.append(byte, to: &buffer) }
        continue
      }
      // None of them lies beyond the first plane, so one escape is enough. // RFC 8259 §7
      buffer.append(ASCII.backslash)
      buffer.append(UInt8(ascii: "u"))
      for shift in [12, 8, 4, 0] as [UInt32] {
        buffer.append(ASCII.hexDigit(UInt8(truncatingIfNeeded: scalar.value >> shift & 15)))
      }
    }
    buffer.append(ASCII.quote)
  }

  /// Whether a character steers a terminal, ends a line, or turns the order of what stands around it.
  private static func steers(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x7F...0x9F: true  // DEL and C1; C0 is escaped in any JSON
    case 0x061C, 0x200E, 0x200F: true  // direction marks
    case 0x2028...0x202E, 0x2066...0x2069: true  // line ends, embeddings, overrides, isolates (UAX #9)
    case 0xFEFF: true  // a byte order mark, which some readers drop
    default: false
    }
  }
}
