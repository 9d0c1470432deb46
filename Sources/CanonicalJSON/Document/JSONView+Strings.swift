extension JSONView {
  /// The text without its escapes, or nil for another kind.
  public var string: String? {
    let record = record
    guard record.kind == .string else { return nil }
    if record.isPlain {
      return bytes.extracting(record.range).withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) }
    }
    var unescaped: [UInt8] = []
    appendUnescaped(to: &unescaped)
    return String(decoding: unescaped, as: UTF8.self)
  }

  /// The UTF-8 bytes of a text that is written without escapes, in place; nil for another text or kind.
  public var plainText: Span<UInt8>? {
    @_lifetime(copy self)
    get {
      let record = record
      guard record.kind == .string, record.isPlain else { return nil }
      return bytes.extracting(record.range)
    }
  }

  /// The UTF-8 bytes of the text without its escapes, or nil for another kind.
  public var stringBytes: [UInt8]? {
    guard record.kind == .string else { return nil }
    var unescaped: [UInt8] = []
    appendUnescaped(to: &unescaped)
    return unescaped
  }

  /// Appends the UTF-8 bytes of the text without its escapes; false, and nothing appended, for another kind.
  public func appendStringBytes(to buffer: inout [UInt8]) -> Bool {
    guard record.kind == .string else { return false }
    appendUnescaped(to: &buffer)
    return true
  }

  /// Whether this is a string of exactly these UTF-8 bytes.
  ///
  /// Swift's `==` on strings takes composed and decomposed letters for the same; ids and names must not.
  public func isString(_ text: String) -> Bool {
    let record = record
    return record.kind == .string && NameOrder.isEqual(record, in: bytes, to: text.utf8.span)
  }

  /// The bytes that a string in canonical Base64 stands for; nil for another text or kind. // Format §2
  public var base64: [UInt8]? {
    if let text = plainText { return Base64.decode(text) }
    return stringBytes.flatMap { Base64.decode($0.span) }
  }

  private func appendUnescaped(to buffer: inout [UInt8]) {
    let record = record
    buffer.reserveCapacity(buffer.count + record.range.count)
    if record.isPlain {
      buffer.append(bytes.extracting(record.range))
    } else {
      UnescapedBytes.append(record.range, of: bytes, to: &buffer)
    }
  }
}
