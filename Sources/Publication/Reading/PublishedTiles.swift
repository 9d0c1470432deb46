internal import Cryptography
internal import Pledges
internal import TransparencyLog

/// The files of a publication for one size of the ledger, as they are served and nobody's word yet.
///
/// A partial tile may be gone once the full one is there; then its part of the full one is taken. // tlog-tiles
struct PublishedTiles {
  let files: any Fetching
  let size: UInt64

  private static let tileLimit = Tile.fullWidth * Digest.byteCount
  /// Far above what headers need, so that a bundle with a mended header is read and judged.
  private static let bundleLimit = 1 << 22
  private static let envelopesLimit = Tile.fullWidth * (Envelope.maximumByteCount + 1)
  /// For each entry all its disclosures, a comma or bracket behind each, a bracket and a line end.
  static let textsLimit = Tile.fullWidth * (SubmittedEnvelope.maximumTextByteCount + Statement.maximumTexts + 3)

  /// The bytes of a tile, or nil when it is not there.
  func hashes(_ tile: Tile) throws(PublicationError) -> [UInt8]? {
    if let bytes = try files.bytes(of: tile.path.text, limit: Self.tileLimit) { return bytes }
    guard !tile.isFull, let full = try files.bytes(of: tile.path.full.text, limit: Self.tileLimit) else { return nil }
    return Array(full.prefix(tile.width * Digest.byteCount))
  }

  /// The headers in a bundle, or nil when it is not there; `bundle.malformed` when it holds others.
  func headers(_ index: UInt64) throws(PublicationError) -> [[UInt8]]? {
    let width = PublicationPath.width(index, size: size)
    let path = try PublicationPath.entries(index, width: width)
    if let bytes = try files.bytes(of: path.text, limit: Self.bundleLimit) {
      return try bundle(bytes, width: width, path)
    }
    guard width < Tile.fullWidth, let bytes = try files.bytes(of: path.full.text, limit: Self.bundleLimit) else {
      return nil
    }
    return Array(try bundle(bytes, width: Tile.fullWidth, path.full).prefix(width))
  }

  private func bundle(_ bytes: [UInt8], width: Int, _ path: TilePath) throws(PublicationError) -> [[UInt8]] {
    do {
      return try EntryBundle(bytes: bytes, width: width).entries
    } catch {
      throw PublicationError(error, in: path.text)
    }
  }

  /// The envelopes of a tile, as many as the tile is wide; nil for one that is not there.
  func envelopes(_ index: UInt64) throws(PublicationError) -> [[UInt8]?] {
    let width = PublicationPath.width(index, size: size)
    let path = try PublicationPath.envelopes(index, width: width)
    if let bytes = try files.bytes(of: path.text, limit: Self.envelopesLimit) {
      return EnvelopeLines.envelopes(in: bytes, width: width)
    }
    guard width < Tile.fullWidth, let bytes = try files.bytes(of: path.full.text, limit: Self.envelopesLimit) else {
      return Array(repeating: nil, count: width)
    }
    return Array(EnvelopeLines.envelopes(in: bytes, width: Tile.fullWidth).prefix(width))
  }

  /// The words of a tile, as many lines as the tile is wide; none where they are not there.
  func texts(_ index: UInt64) throws(PublicationError) -> TextLines {
    let width = PublicationPath.width(index, size: size)
    let path = try PublicationPath.texts(index, width: width)
    if let bytes = try texts(at: path) { return TextLines(bytes, width: width) }
    return TextLines(width < Tile.fullWidth ? try texts(at: path.full) ?? [] : [], width: width)
  }

  /// A file of words; one that cannot be what it should be is as good as none, for words are missed by no verdict.
  private func texts(at path: TilePath) throws(PublicationError) -> [UInt8]? {
    do {
      return try files.bytes(of: path.text, limit: Self.textsLimit)
    } catch {
      guard error.isDamage else { throw error }
      return nil
    }
  }
}

/// The lines of an envelope tile: one canonical envelope each. // Format §7
enum EnvelopeLines {
  private static let lineFeed = UInt8(ascii: "\n")

  static func envelopes(in bytes: [UInt8], width: Int) -> [[UInt8]?] {
    var lines = bytes.split(separator: lineFeed, maxSplits: width - 1, omittingEmptySubsequences: false)
    // What is behind the last line belongs to it and spoils it; a line without its end is none.
    if lines.last?.last == lineFeed {
      lines[lines.count - 1].removeLast()
    } else {
      lines.removeLast()
    }
    return lines.map { Array($0) } + Array(repeating: nil, count: width - lines.count)
  }

  /// The tile of these envelopes.
  static func bytes(_ envelopes: [[UInt8]]) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(envelopes.reduce(0) { $0 + 1 + $1.count })
    for envelope in envelopes {
      bytes += envelope
      bytes.append(lineFeed)
    }
    return bytes
  }
}
