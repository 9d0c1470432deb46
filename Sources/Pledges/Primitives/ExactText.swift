/// A text that names something: two of them are the same only byte for byte.
///
/// Swift's `==` on `String` asks for canonical equivalence, in which U+212A KELVIN SIGN is a K and a composed letter is a
/// decomposed one. The format knows no normalisation, so wherever a rule decides by a text that came from outside, and
/// whose form does not already leave nothing but ASCII, it decides by one of these. // Format §2
public struct ExactText: Sendable {
  /// The text as written, for showing it.
  public let text: String

  public init(_ text: String) {
    self.text = text
  }
}

extension ExactText: Hashable {
  public static func == (left: ExactText, right: ExactText) -> Bool {
    left.text.isExactly(right.text)
  }

  public func hash(into hasher: inout Hasher) {
    for byte in text.utf8 { hasher.combine(byte) }
  }
}

extension ExactText: ExpressibleByStringInterpolation {
  public init(stringLiteral text: String) {
    self.init(text)
  }
}

extension ExactText: CustomStringConvertible {
  public var description: String { text }
}

extension String {
  /// Whether two texts are the same byte for byte.
  func isExactly(_ other: String) -> Bool {
    utf8.span.equals(other)
  }
}
