internal import Cryptography
internal import Pledges
internal import TransparencyLog

/// The words that the entries of a publication removed, by their digests. // Format §3
///
/// Whatever entry they stood in, and whatever kind it is of: they are published for none.
struct RemovedTexts {
  private var digests: Set<Digest> = []

  /// What these entries, each a `text.redact`, removed, by their envelopes as they are published.
  init(by removals: [EntryIndex], in tiles: PublishedTiles) throws(PublicationError) {
    var block: (index: UInt64, envelopes: PublishedEnvelopes)?
    for removal in removals {
      let index = removal.rawValue >> 8
      let envelopes = if let block, block.index == index { block.envelopes } else { try tiles.ownEnvelopes(index) }
      block = (index, envelopes)
      let bytes = try envelopes.envelope(Int(removal.rawValue & 255))
      guard case .redact(let redaction) = try PublishedStatement.read(inEnvelope: bytes).predicate else { continue }
      digests.formUnion(redaction.texts)
    }
  }

  func contains(_ digest: Digest) -> Bool { digests.contains(digest) }

  /// Takes them out of every file of words of so many tiles, partial ones of earlier sizes included.
  func sweep(_ files: any PublishingFiles, tileCount: UInt64, _ placer: inout FilePlacer) throws {
    for tile in 0..<tileCount {
      let full = try PublicationPath.texts(tile, width: Tile.fullWidth)
      try sweep(files, full, &placer)
      for width in try placer.partialWidths(of: full.text) {
        try sweep(files, try PublicationPath.texts(tile, width: width), &placer)
      }
    }
  }

  private func sweep(_ files: any PublishingFiles, _ path: TilePath, _ placer: inout FilePlacer) throws {
    guard let bytes = try files.bytes(of: path.text, limit: PublishedTiles.textsLimit),
      let cleared = try TextLines.bytes(bytes, without: self)
    else { return }
    try placer.renew(path.text, with: cleared)
  }
}

extension PublishedTiles {
  /// The envelopes of a tile that this program put there.
  func ownEnvelopes(_ index: UInt64) throws(PublicationError) -> PublishedEnvelopes {
    do {
      return try envelopes(index)
    } catch {
      guard error.code == .unreadable else { throw error }
      throw PublicationError(
        .unreadable, error.reason, hint: "publish into a new folder, and put it in the place of this one")
    }
  }
}
