/// Colour that a text wears or not; it never carries meaning alone.
public struct Style: Sendable, Equatable {
  public let isColored: Bool

  public init(isColored: Bool) {
    self.isColored = isColored
  }

  public static let plain = Style(isColored: false)

  public func bold(_ text: String) -> String { wrapped(text, 1) }
  public func dim(_ text: String) -> String { wrapped(text, 2) }
  public func red(_ text: String) -> String { wrapped(text, 31) }
  public func green(_ text: String) -> String { wrapped(text, 32) }
  public func yellow(_ text: String) -> String { wrapped(text, 33) }

  // ECMA-48 §8.3.117, SGR.
  private func wrapped(_ text: String, _ code: Int) -> String {
    isColored ? "\u{1b}[\(code)m\(text)\u{1b}[0m" : text
  }
}
