extension JSONNode {
  /// The canonical form of this value. // RFC 8785
  ///
  /// A number that no double can hold has no canonical form; its text is kept, and the document is not canonical.
  public func canonicalBytes() -> [UInt8] { view.canonicalBytes() }

  /// Appends the canonical form of this value to a buffer that is reused. // RFC 8785
  public func appendCanonicalBytes(to buffer: inout [UInt8]) {
    view.appendCanonicalBytes(to: &buffer)
  }
}

extension JSONView {
  /// The canonical form of this value. // RFC 8785
  ///
  /// A number that no double can hold has no canonical form; its text is kept, and the document is not canonical.
  public func canonicalBytes() -> [UInt8] {
    var written: [UInt8] = []
    appendCanonicalBytes(to: &written)
    return written
  }

  /// Appends the canonical form of this value to a buffer that is reused. // RFC 8785
  public func appendCanonicalBytes(to buffer: inout [UInt8]) {
    guard form == .canonical else { return appendCanonical(index, to: &buffer) }
    let range = record.range
    let quotes = record.kind == .string ? 1 : 0
    buffer.append(bytes.extracting(range.lowerBound - quotes..<range.upperBound + quotes))
  }

  // Recursive: the reader has bounded the depth.
  private func appendCanonical(_ index: Int, to buffer: inout [UInt8]) {
    let record = records[index]
    switch record.kind {
    case .yes, .no, .null:
      buffer.append(bytes.extracting(record.range))
    case .number:
      appendNumber(record, to: &buffer)
    case .string:
      appendString(record, to: &buffer)
    case .array:
      buffer.append(ASCII.openBracket)
      var child = index + 1
      while child < Int(record.next) {
        if child != index + 1 { buffer.append(ASCII.comma) }
        appendCanonical(child, to: &buffer)
        child = Int(records[child].next)
      }
      buffer.append(ASCII.closeBracket)
    case .object:
      buffer.append(ASCII.openBrace)
      if record.isPlain {
        var name = index + 1
        while name < Int(record.next) {
          appendMember(name, isFirst: name == index + 1, to: &buffer)
          name = Int(records[name + 1].next)
        }
      } else {
        let names = sortedNames(of: index)
        for name in names {
          appendMember(name, isFirst: name == names.first, to: &buffer)
        }
      }
      buffer.append(ASCII.closeBrace)
    }
  }

  private func appendMember(_ name: Int, isFirst: Bool, to buffer: inout [UInt8]) {
    if !isFirst { buffer.append(ASCII.comma) }
    appendString(records[name], to: &buffer)
    buffer.append(ASCII.colon)
    appendCanonical(name + 1, to: &buffer)
  }

  private func sortedNames(of object: Int) -> [Int] {
    var names: [Int] = []
    names.reserveCapacity(records[object].count)
    var name = object + 1
    while name < Int(records[object].next) {
      names.append(name)
      name = Int(records[name + 1].next)
    }
    names.sort { NameOrder.compare(records[$0], records[$1], in: bytes) < 0 }
    return names
  }

  private func appendString(_ record: JSONRecord, to buffer: inout [UInt8]) {
    if record.isPlain {
      buffer.append(bytes.extracting(record.range.lowerBound - 1..<record.range.upperBound + 1))
      return
    }
    buffer.append(ASCII.quote)
    var unescaped = UnescapedBytes(record.range, of: bytes)
    while let byte = unescaped.next() {
      CanonicalText.append(byte, to: &buffer)
    }
    buffer.append(ASCII.quote)
  }

  private func appendNumber(_ record: JSONRecord, to buffer: inout [UInt8]) {
    let text = bytes.extracting(record.range)
    if !record.isPlain, let double = CanonicalNumber.double(text) {
      CanonicalNumber.append(double, to: &buffer)
    } else {
      buffer.append(text)
    }
  }
}
