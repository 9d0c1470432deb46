/// A text in one or more languages: language tag to text, in the order of the tags' bytes.
public struct TextMap: Sendable {
  /// Tag and text, ordered by tag; never empty.
  public let entries: [(language: String, text: String)]

  /// The map, or nil when there is no text at all or a tag stands twice.
  public init?(_ entries: [(language: String, text: String)]) {
    guard !entries.isEmpty else { return nil }
    guard entries.count > 1 else {
      self.entries = entries
      return
    }
    let sorted = entries.sorted { $0.language.utf8.lexicographicallyPrecedes($1.language.utf8) }
    guard zip(sorted, sorted.dropFirst()).allSatisfy({ !$0.language.isExactly($1.language) }) else { return nil }
    self.entries = sorted
  }

  /// The text in exactly this language.
  public subscript(language: String) -> String? {
    entries.first { $0.language.isExactly(language) }?.text
  }

  /// The text in this language, or in the default, or in the first there is.
  public func text(in language: String, default fallback: String = "en") -> String {
    self[language] ?? self[fallback] ?? entries[0].text
  }
}

extension TextMap: Equatable {
  public static func == (left: TextMap, right: TextMap) -> Bool {
    left.entries.elementsEqual(right.entries) {
      $0.language.isExactly($1.language) && $0.text.isExactly($1.text)
    }
  }
}

extension TextMap {
  /// A text whose language nobody said.
  public init?(plain text: String) {
    self.init([(Read.undetermined, text)])
  }

  /// Whether this is a language tag such as `en` or `pt-BR`. // RFC 5646 §2.1
  public static func isLanguage(_ text: String) -> Bool {
    Read.isLanguageTag(text)
  }
}
