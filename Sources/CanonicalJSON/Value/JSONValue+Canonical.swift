extension JSONValue {
  /// The canonical form. // RFC 8785
  ///
  /// An integer above 2^53−1 is written as the double it becomes for other readers. NaN and the infinities have no form
  /// and are written `null`.
  public func canonicalBytes() -> [UInt8] {
    var bytes: [UInt8] = []
    appendCanonicalBytes(to: &bytes)
    return bytes
  }

  /// Appends the canonical form to a buffer that is reused. // RFC 8785
  public func appendCanonicalBytes(to buffer: inout [UInt8]) {
    switch self {
    case .null: buffer.append(contentsOf: "null".utf8)
    case .boolean(let value): buffer.append(contentsOf: (value ? "true" : "false").utf8)
    case .integer(let value): CanonicalNumber.append(value, to: &buffer)
    case .double(let value): CanonicalNumber.append(value, to: &buffer)
    case .string(let value): CanonicalText.append(value, to: &buffer)
    case .array(let elements):
      buffer.append(ASCII.openBracket)
      for position in elements.indices {
        if position > 0 { buffer.append(ASCII.comma) }
        elements[position].appendCanonicalBytes(to: &buffer)
      }
      buffer.append(ASCII.closeBracket)
    case .object(let members):
      buffer.append(ASCII.openBrace)
      let sorted = members.sorted { NameOrder.compare($0.name.utf8.span, $1.name.utf8.span) < 0 }
      for position in sorted.indices {
        if position > 0 { buffer.append(ASCII.comma) }
        CanonicalText.append(sorted[position].name, to: &buffer)
        buffer.append(ASCII.colon)
        sorted[position].value.appendCanonicalBytes(to: &buffer)
      }
      buffer.append(ASCII.closeBrace)
    }
  }
}
