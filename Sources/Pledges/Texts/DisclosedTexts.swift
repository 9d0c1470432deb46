internal import Cryptography

/// The words that a reader has, and what became of the others.
///
/// Words that an entry removed are never given, also where they are still at hand: a cache may be late.
public struct DisclosedTexts: Sendable {
  private var texts: [Digest: Disclosure] = [:]
  private let removals: TextRemovals

  public init(removals: TextRemovals = TextRemovals()) {
    self.removals = removals
  }

  /// Adds the words of an entry.
  public mutating func add(_ more: some Sequence<Disclosure>) {
    for text in more where removals.removal(of: text.digest) == nil { texts[text.digest] = text }
  }

  /// The words of a detached text, or what became of them.
  public subscript<Words>(_ text: Detached<Words>) -> Disclosed<Words> {
    if let removal = removals.removal(of: text.digest) { return .removed(removal) }
    guard let words: Words = texts[text.digest]?.words() else { return .notHere }
    return .here(words)
  }
}
