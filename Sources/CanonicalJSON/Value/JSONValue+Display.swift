extension JSONValue {
  /// The text for people and pipes: two spaces a level, members in the order given, a line feed at the end.
  ///
  /// It may come to a terminal, by whatever pipe or file: characters that steer one, or the order in which a line is read,
  /// are escaped, and the document is the same to whoever parses it.
  public func displayText() -> String {
    var bytes: [UInt8] = []
    appendDisplay(to: &bytes, level: 0)
    bytes.append(ASCII.lineFeed)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The same as a part of a larger document, so many levels inside it, without a line end.
  public func displayText(level: Int) -> String {
    var bytes: [UInt8] = []
    appendDisplay(to: &bytes, level: level)
    return String(decoding: bytes, as: UTF8.self)
  }

  private func appendDisplay(to buffer: inout [UInt8], level: Int) {
    switch self {
    case .array(let elements) where !elements.isEmpty:
      buffer.append(ASCII.openBracket)
      for position in elements.indices {
        if position > 0 { buffer.append(ASCII.comma) }
        Self.breakLine(level + 1, in: &buffer)
        elements[position].appendDisplay(to: &buffer, level: level + 1)
      }
      Self.breakLine(level, in: &buffer)
      buffer.append(ASCII.closeBracket)
    case .object(let members) where !members.isEmpty:
      buffer.append(ASCII.openBrace)
      for position in members.indices {
        if position > 0 { buffer.append(ASCII.comma) }
        Self.breakLine(level + 1, in: &buffer)
        DisplayText.append(members[position].name, to: &buffer)
        buffer.append(ASCII.colon)
        buffer.append(ASCII.space)
        members[position].value.appendDisplay(to: &buffer, level: level + 1)
      }
      Self.breakLine(level, in: &buffer)
      buffer.append(ASCII.closeBrace)
    case .string(let text): DisplayText.append(text, to: &buffer)
    default:
      appendCanonicalBytes(to: &buffer)
    }
  }

  private static func breakLine(_ level: Int, in buffer: inout [UInt8]) {
    buffer.append(ASCII.lineFeed)
    buffer.append(contentsOf: repeatElement(ASCII.space, count: 2 * level))
  }
}
