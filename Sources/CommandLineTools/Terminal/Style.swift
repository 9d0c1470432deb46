/// Colour that a text wears or not; it never carries meaning alone.
public struct Style: Sendable, Equatable {
  /// Whether the text methods colour at all.
  public let isColored: Bool

  /// A style that colours or leaves text as it is.
  public init(isColored: Bool) {
    self.isColored = isColored
  }

  /// Leaves text as it is.
  public static let plain = Style(isColored: false)

  /// Headings and labels.
  public func bold(_ text: String) -> String { wrapped(text, 1) }
  /// What matters less.
  public func dim(_ text: String) -> String { wrapped(text, 2) }
  /// Errors and what is broken.
  public func red(_ text: String) -> String { wrapped(text, 31) }
  /// What holds.
  public func green(_ text: String) -> String { wrapped(text, 32) }
  /// Warnings and what is doubtful.
  public func yellow(_ text: String) -> String { wrapped(text, 33) }

  // ECMA-48 §8.3.117, SGR.
  private func wrapped(_ text: String, _ code: Int) -> String {
    isColored ? "\u{1b}[\(code)m\(text)\u{1b}[0m" : text
  }
}
