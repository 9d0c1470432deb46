extension JSONNode {
  /// The text without its escapes, or nil for another kind.
  public var string: String? { view.string }

  /// The UTF-8 bytes of a text that is written without escapes, in place; nil for another text or kind.
  public var plainText: Span<UInt8>? {
    @_lifetime(borrow self)
    get { view.plainText }
  }

  /// The UTF-8 bytes of the text without its escapes, or nil for another kind.
  public var stringBytes: [UInt8]? { view.stringBytes }

  /// Appends the UTF-8 bytes of the text without its escapes; false, and nothing appended, for another kind.
  public func appendStringBytes(to buffer: inout [UInt8]) -> Bool {
    view.appendStringBytes(to: &buffer)
  }

  /// Whether this is a string of exactly these UTF-8 bytes.
  public func isString(_ text: String) -> Bool { view.isString(text) }

  /// The bytes that a string in canonical Base64 stands for; nil for another text or kind. // Format §2
  public var base64: [UInt8]? { view.base64 }
}
