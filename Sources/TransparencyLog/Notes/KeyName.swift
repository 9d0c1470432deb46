/// The name part of a note key: at least one character, no white space of Unicode, no `+`. // signed-note
///
/// Compared byte by byte: two names that only look alike, or are equal after normalisation, are two names.
public struct KeyName: Sendable {
  /// The name as written.
  public let text: String

  /// The name written as this text, or nil for a text that is no key name.
  public init?(_ text: String) {
    // Notes hold no control character but the line feed, and that is white space.
    let isAllowed = text.unicodeScalars.allSatisfy { scalar in
      scalar.value >= 0x20 && scalar != "+" && !scalar.properties.isWhitespace
    }
    guard !text.isEmpty, isAllowed else { return nil }
    self.text = text
  }

  /// The name with these bytes of UTF-8.
  init?(_ bytes: some Collection<UInt8>) {
    guard let text = String(validating: bytes, as: UTF8.self) else { return nil }
    self.init(text)
  }

  /// The key name of a log, which is its origin.
  public init(_ origin: Origin) {
    text = origin.text
  }
}

extension KeyName: Hashable {
  public static func == (left: KeyName, right: KeyName) -> Bool {
    left.text.utf8.elementsEqual(right.text.utf8)
  }

  public func hash(into hasher: inout Hasher) {
    for byte in text.utf8 { hasher.combine(byte) }
  }
}

extension KeyName: CustomStringConvertible {
  public var description: String { text }
}
