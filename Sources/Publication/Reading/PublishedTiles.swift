internal import Cryptography
internal import Files
internal import Pledges
internal import TransparencyLog

/// The files of a publication for one size of the ledger, as they are served and nobody's word yet.
///
/// A partial tile may be gone once the full one is there; then its part of the full one is taken, whatever it is that
/// answers in its place. // tlog-tiles
struct PublishedTiles {
  let files: any Fetching
  let size: UInt64

  private static let tileLimit = Tile.fullWidth * Digest.byteCount
  /// Far above what headers need, so that a bundle with a mended header is read and judged.
  private static let bundleLimit = 1 << 22
  private static let envelopesLimit = Tile.fullWidth * (Envelope.maximumByteCount + 1)
  /// For each entry all its disclosures, a comma or bracket behind each, a bracket and a line end.
  static let textsLimit = Tile.fullWidth * (SubmittedEnvelope.maximumTextByteCount + Statement.maximumTexts + 3)

  /// The bytes of a tile: its hashes, as many as it is wide.
  func hashes(_ tile: Tile) throws(PublicationError) -> [UInt8] {
    try content(of: tile.path, limit: Self.tileLimit) { content, width throws(NotTheFile) in
      Array(try PublishedForm.hashes(content.small(), width: width).prefix(tile.width * Digest.byteCount))
    }
  }

  /// The headers in a bundle, as many as the tile is wide.
  func headers(_ index: UInt64) throws(PublicationError) -> [[UInt8]] {
    let wanted = PublicationPath.width(index, size: size)
    let path = try PublicationPath.entries(index, width: wanted)
    return try content(of: path, limit: Self.bundleLimit) { content, width throws(NotTheFile) in
      Array(try PublishedForm.headers(content.small(), width: width).prefix(wanted))
    }
  }

  /// The envelopes of a tile, as many as the tile is wide; the headers help to tell them from something else.
  func envelopes(_ index: UInt64, of headers: [[UInt8]]? = nil) throws(PublicationError) -> PublishedEnvelopes {
    let wanted = PublicationPath.width(index, size: size)
    let path = try PublicationPath.envelopes(index, width: wanted)
    return try content(of: path, limit: Self.envelopesLimit) { content, width throws(NotTheFile) in
      PublishedEnvelopes(try PublishedForm.envelopes(content, width: width, of: headers).first(wanted))
    }
  }

  /// The words of a tile, as many lines as the tile is wide; none where they are not there.
  ///
  /// Words are missed by no verdict, so one line that cannot be read leaves the others as they are.
  func texts(_ index: UInt64) throws(PublicationError) -> TextLines {
    let width = PublicationPath.width(index, size: size)
    let path = try PublicationPath.texts(index, width: width)
    let given = texts(at: path, width)
    if case .success(let lines?) = given, lines.isWhole { return lines }
    let full = width < Tile.fullWidth ? texts(at: path.full, width) : given
    if case .success(let lines?) = full, lines.isWhole { return lines }
    if let lines = try given.get() { return lines }
    if let lines = try full.get() { return lines }
    return try TextLines(FetchedContent(), width: width)
  }

  /// A file of words, or nil where it is not there, or cannot be what it should be.
  private func texts(at path: TilePath, _ width: Int) -> Result<TextLines?, PublicationError> {
    do {
      guard let content = try files.content(of: path.text, limit: Self.textsLimit) else { return .success(nil) }
      return .success(try TextLines(content, width: width))
    } catch {
      // Something too large is no words; where nobody answers, that is to be said.
      return error.code == .inputOutput ? .failure(error) : .success(nil)
    }
  }

  /// What `read` makes of a file, or of the full one in the place of a partial one; asked for again after a pause.
  private func content<Content>(
    of path: TilePath, limit: Int, _ read: (FetchedContent, _ width: Int) throws(NotTheFile) -> Content
  ) throws(PublicationError) -> Content {
    while true {
      do {
        return try contentOrFull(of: path, limit: limit, read)
      } catch {
        guard error.code == .unreadable, files.pause() else { throw error }
      }
    }
  }

  private func contentOrFull<Content>(
    of path: TilePath, limit: Int, _ read: (FetchedContent, _ width: Int) throws(NotTheFile) -> Content
  ) throws(PublicationError) -> Content {
    do {
      return try answer(at: path, limit: limit, read)
    } catch let failure {
      guard failure.isUnread, path.width < Tile.fullWidth else { throw failure }
      do {
        return try answer(at: path.full, limit: limit, read)
      } catch {
        // What is missing is the one that was asked for.
        throw error.isUnread ? failure : error
      }
    }
  }

  private func answer<Content>(
    at path: TilePath, limit: Int, _ read: (FetchedContent, _ width: Int) throws(NotTheFile) -> Content
  ) throws(PublicationError) -> Content {
    let content: FetchedContent?
    do {
      content = try files.content(of: path.text, limit: limit)
    } catch {
      guard error.code == .tooLarge || error.code == .unsafePath else { throw error }
      throw .unreadable(path.text, error.reason)
    }
    guard let content else { throw .unreadable(path.text, "it is not there") }
    do throws(NotTheFile) {
      return try read(content, path.width)
    } catch {
      throw .unreadable(path.text, error.reason)
    }
  }
}

extension FetchedContent {
  /// All of a file that is small.
  fileprivate func small() throws(NotTheFile) -> [UInt8] {
    do {
      return try bytes(0..<count)
    } catch {
      throw NotTheFile(unread: error.reason)
    }
  }
}

/// The lines of an envelope tile: one canonical envelope each. // Format §7
enum EnvelopeLines {
  /// The tile of these envelopes.
  static func bytes(_ envelopes: [[UInt8]]) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(envelopes.reduce(0) { $0 + 1 + $1.count })
    for envelope in envelopes {
      bytes += envelope
      bytes.append(UInt8(ascii: "\n"))
    }
    return bytes
  }
}
