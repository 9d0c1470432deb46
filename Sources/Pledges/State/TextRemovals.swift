public import Cryptography

/// Words that an entry removed, as outputs name it. // Format §3
public struct TextRemoval: Sendable {
  /// The `text.redact`.
  public let entry: EntryStamp
  /// The entry that it names.
  public let target: EntryIndex
  /// The digests that it names, in ascending order.
  public let texts: [Digest]
  public let legalBasis: TextRedaction.LegalBasis
  /// Whether an objection said one of them: the registrar removes words that speak against it. The same words can stand
  /// in an entry of the registrar's own, so it is their digests that tell, and not the entry named. // Format §13
  public let concernsRegistrar: Bool
}

/// Which words were removed, and by which entries.
///
/// A removal takes a digest out of every earlier entry, and no later statement of a known kind may name it again; a kind
/// that this program does not know may, and then it can be removed once more.
public struct TextRemovals: Sendable {
  /// In ledger order.
  public private(set) var all: [TextRemoval] = []
  /// Places among them, in ascending order.
  private var places: [Digest: [Int]] = [:]

  public init(_ all: [TextRemoval] = []) {
    for removal in all { append(removal) }
  }

  public var isEmpty: Bool { all.isEmpty }

  /// The digests that were removed from some entry.
  public var digests: Set<Digest> { Set(places.keys) }

  /// The first removal of a digest, whatever entry it stood in: such words are shown nowhere.
  public func removal(of digest: Digest) -> TextRemoval? {
    places[digest]?.first.map { all[$0] }
  }

  /// The removal that took a digest out of this entry.
  public func removal(of digest: Digest, from entry: EntryIndex) -> TextRemoval? {
    places[digest]?.first { all[$0].entry.index > entry }.map { all[$0] }
  }

  mutating func append(_ removal: TextRemoval) {
    for digest in removal.texts { places[digest, default: []].append(all.count) }
    all.append(removal)
  }
}
