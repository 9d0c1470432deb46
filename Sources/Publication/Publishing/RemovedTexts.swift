internal import Cryptography
internal import Pledges

/// The words that the entries of a publication removed, by their digests. // Format §3
///
/// Whatever entry they stood in, and whatever kind it is of: they are published for none.
struct RemovedTexts {
  private var digests: Set<Digest> = []

  /// What these entries, each a `text.redact`, removed, by their envelopes as they are published.
  init(by removals: [EntryIndex], in tiles: PublishedTiles) throws(PublicationError) {
    var block: (index: UInt64, envelopes: [[UInt8]?])?
    for removal in removals {
      let index = removal.rawValue >> 8
      if block?.index != index { block = (index, try tiles.envelopes(index)) }
      guard let bytes = block?.envelopes[Int(removal.rawValue & 255)] else {
        throw PublicationError(publishedEnvelopeMissingAt: removal)
      }
      guard case .redact(let redaction) = try PublishedStatement.read(inEnvelope: bytes).predicate else { continue }
      digests.formUnion(redaction.texts)
    }
  }

  func contains(_ digest: Digest) -> Bool { digests.contains(digest) }
}

extension PublicationError {
  init(publishedEnvelopeMissingAt entry: EntryIndex) {
    self.init(
      .envelopeMissing, "the envelope of entry \(entry) is not among the files that were published",
      hint: "publish into a new folder, and put it in the place of this one")
  }
}
