/// How a string is written: `"` and `\` escaped, control bytes escaped the short way where there is one, the rest as is.
enum CanonicalText {  // RFC 8785 §3.2.2.2
  /// Appends a string with its quotes.
  static func append(_ text: String, to buffer: inout [UInt8]) {
    let bytes = text.utf8.span
    buffer.append(ASCII.quote)
    var run = 0
    for position in bytes.indices where mustEscape(bytes[position]) {
      buffer.append(bytes.extracting(run..<position))
      append(bytes[position], to: &buffer)
      run = position + 1
    }
    buffer.append(bytes.extracting(run..<bytes.count))
    buffer.append(ASCII.quote)
  }

  static func mustEscape(_ byte: UInt8) -> Bool {
    byte < ASCII.space || byte == ASCII.quote || byte == ASCII.backslash
  }

  /// Appends one byte of a string.
  static func append(_ byte: UInt8, to buffer: inout [UInt8]) {
    guard mustEscape(byte) else {
      buffer.append(byte)
      return
    }
    buffer.append(ASCII.backslash)
    switch byte {
    case ASCII.quote, ASCII.backslash: buffer.append(byte)
    case ASCII.backspace: buffer.append(UInt8(ascii: "b"))
    case ASCII.tab: buffer.append(UInt8(ascii: "t"))
    case ASCII.lineFeed: buffer.append(UInt8(ascii: "n"))
    case ASCII.formFeed: buffer.append(UInt8(ascii: "f"))
    case ASCII.carriageReturn: buffer.append(UInt8(ascii: "r"))
    default:
      buffer.append(UInt8(ascii: "u"))
      buffer.append(ASCII.zero)
      buffer.append(ASCII.zero)
      buffer.append(ASCII.hexDigit(byte >> 4))
      buffer.append(ASCII.hexDigit(byte & 15))
    }
  }
}
