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

  /// The envelopes of a tile, as many as the tile is wide; nil for one that is redacted or not there.
  func envelopes(_ index: UInt64) throws(PublicationError) -> EnvelopeLines {
    let width = PublicationPath.width(index, size: size)
    let path = try PublicationPath.envelopes(index, width: width)
    if let bytes = try files.bytes(of: path.text, limit: Self.envelopesLimit) {
      return EnvelopeLines(bytes, width: width)
    }
    guard width < Tile.fullWidth, let bytes = try files.bytes(of: path.full.text, limit: Self.envelopesLimit) else {
      return EnvelopeLines([], width: width)
    }
    var lines = EnvelopeLines(bytes, width: Tile.fullWidth)
    lines.keep(width)
    return lines
  }
}

/// The lines of an envelope tile: one canonical envelope each, or `null`. // Format §7
struct EnvelopeLines {
  enum Line: Equatable {
    case envelope([UInt8])
    case redacted
    case missing
  }

  private(set) var lines: [Line]

  static let null = Array("null".utf8)

  init(_ bytes: [UInt8], width: Int) {
    var parts = bytes.split(separator: UInt8(ascii: "\n"), maxSplits: width - 1, omittingEmptySubsequences: false)
    // What is behind the last line belongs to it and spoils it; a line without its end is none.
    if parts.last?.last == UInt8(ascii: "\n") {
      parts[parts.count - 1].removeLast()
    } else {
      parts.removeLast()
    }
    lines = parts.map { part in
      part.elementsEqual(Self.null) ? .redacted : .envelope(Array(part))
    }
    while lines.count < width { lines.append(.missing) }
  }

  mutating func keep(_ width: Int) {
    lines = Array(lines.prefix(width))
  }

  /// The tile of these envelopes, nil for a redacted one.
  static func bytes(_ envelopes: [[UInt8]?]) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(envelopes.reduce(0) { $0 + 1 + ($1?.count ?? null.count) })
    for envelope in envelopes {
      bytes += envelope ?? null
      bytes.append(UInt8(ascii: "\n"))
    }
    return bytes
  }

  /// Whether one tile became the other by lines that turned to null and in no other way.
  static func isRedaction(from old: [UInt8], to new: [UInt8]) -> Bool {
    let before = old.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    let after = new.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    return before.count == after.count
      && zip(before, after).allSatisfy { $0 == $1 || (!$0.isEmpty && $1.elementsEqual(null)) }
  }
}
