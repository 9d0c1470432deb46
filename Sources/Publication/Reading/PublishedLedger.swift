public import Cryptography
public import Pledges
public import Storage
public import TransparencyLog

/// A ledger read from its published files, at the size of one checkpoint. // Format §7
///
/// As served, for verification: nothing is held against anything yet, and replay finds whatever is wrong. Authentic,
/// for all other readers: hashes, headers and envelopes are held against the root of the checkpoint before they are
/// handed on, and what differs is thrown under its code of Format §8. For both, what cannot be told to be a file's own
/// bytes is thrown as `publication.unreadable`, and is no verdict.
///
/// Memory stays flat: one tile of 256 entries at a time. For the thread that made it.
public final class PublishedLedger: LedgerReading {
  /// Whether what is read has been held against the checkpoint.
  public enum Reading: Sendable {
    case asServed
    case authentic
  }

  /// The checkpoint that everything is read at.
  public let checkpoint: SignedCheckpoint
  let tiles: PublishedTiles
  private let reading: Reading
  private var tree: PublishedTree
  private var block: PublishedBlock?
  /// The words of the tile that was asked for last.
  private var texts: (tile: UInt64, lines: TextLines)?

  /// Reads at a checkpoint that the caller has judged.
  public init(
    _ files: any Fetching, at checkpoint: SignedCheckpoint, _ reading: Reading
  ) throws(PublicationError) {
    let tiles = PublishedTiles(files: files, size: checkpoint.checkpoint.size)
    let tree = try PublicationError.wrapping {
      try PublishedTree(tiles, authenticatedTo: reading == .authentic ? checkpoint.checkpoint.root : nil)
    }
    self.checkpoint = checkpoint
    self.tiles = tiles
    self.reading = reading
    self.tree = tree
    try requireFormat()
  }

  /// Told of version 0 before anything is made of the entries; what else is wrong with entry 0 is found in its turn.
  private func requireFormat() throws(PublicationError) {
    let genesis: StoredEntry?
    do {
      genesis = try entry(at: .genesis)
    } catch {
      let failure = PublicationError(error)
      guard !failure.isUnread else { throw failure }
      return
    }
    if let bytes = genesis?.envelope, FormatVersion.isZero(genesis: bytes) {
      throw PublicationError(.versionZero, FormatVersion.zeroReason, hint: FormatVersion.zeroHint)
    }
  }

  public var size: UInt64 { tiles.size }

  // MARK: - LedgerReading

  /// The size that the checkpoint says; as served, the leaf is zeros when the last entry cannot be read.
  public func head() throws(StorageError) -> LedgerHead {
    guard size > 0 else { return .empty }
    do {
      return LedgerHead(size: size, leaf: try entry(at: EntryIndex(size - 1))?.leaf ?? .zero)
    } catch {
      // A replay comes to that entry, and says what is wrong with it.
      guard reading == .asServed else { throw error }
      return LedgerHead(size: size, leaf: .zero)
    }
  }

  public func entry(at index: EntryIndex) throws(StorageError) -> StoredEntry? {
    guard index.rawValue < size else { return nil }
    return try StorageError.wrapping { () throws(PublicationError) in
      let block = try self.block(index.rawValue >> 8)
      self.block = block
      return try stored(in: block, Int(index.rawValue & 255))
    }
  }

  /// As they are served: whether an entry removed some, the entries say.
  public func texts(at index: EntryIndex) throws(StorageError) -> [[UInt8]] {
    guard index.rawValue < size else { return [] }
    return try StorageError.wrapping { () throws(PublicationError) in
      try textLines(index.rawValue >> 8).texts(Int(index.rawValue & 255))
    }
  }

  /// No index is published: all words are looked at.
  public func entries(holding digests: Set<Digest>) throws(StorageError) -> [(entry: EntryIndex, digest: Digest)] {
    var found: [(entry: EntryIndex, digest: Digest)] = []
    try scan(withTexts: true) { entry throws(CryptographyError) in
      for text in entry.texts ?? [] {
        let digest = try Digest.sha256(of: text)
        if digests.contains(digest) { found.append((entry.index, digest)) }
      }
      return true
    }
    return found
  }

  /// No index is published: every envelope is looked at.
  public func index(ofStatement statement: Digest) throws(StorageError) -> EntryIndex? {
    var found: EntryIndex?
    try scan(withTexts: false) { entry in
      if entry.statement == statement { found = entry.index }
      return found == nil
    }
    return found
  }

  /// How many words are still served of those that entries removed, in the entries that the removals name.
  func count(of removals: TextRemovals) throws(PublicationError) -> Int {
    var count = 0
    for removal in removals.all.sorted(by: { $0.target < $1.target }) where removal.target.rawValue < size {
      for text in try textLines(removal.target.rawValue >> 8).texts(Int(removal.target.rawValue & 255)) {
        let digest = try PublicationError.wrapping { try Digest.sha256(of: text) }
        if removal.texts.contains(digest) { count += 1 }
      }
    }
    return count
  }

  /// Hands on the entries that can be read, until `body` answers false.
  private func scan(
    withTexts: Bool, _ body: (StoredEntry) throws(CryptographyError) -> Bool
  ) throws(StorageError) {
    do {
      try forEachEntry(from: .genesis, upTo: nil, withTexts: withTexts) { row in
        if case .entry(let entry) = row { try body(entry) } else { true }
      }
    } catch let error as StorageError {
      throw error
    } catch {
      throw StorageError(PublicationError.wrapped(error))
    }
  }

  public func forEachEntry(
    from start: EntryIndex, upTo limit: UInt64?, withTexts: Bool, _ body: (StoredRow) throws -> Bool
  ) throws {
    let end = min(limit ?? size, size)
    var position = start.rawValue
    while position < end {
      let index = position >> 8
      let last = min((index + 1) << 8, end)
      let block = try StorageError.wrapping { () throws(PublicationError) in try self.block(index) }
      while position < last {
        var entry: StoredEntry
        do throws(PublicationError) {
          entry = try stored(in: block, Int(position & 255))
          if withTexts { entry.texts = try textLines(index).texts(Int(position & 255)) }
        } catch {
          throw StorageError(error)
        }
        guard try body(.entry(entry)) else { return }
        position += 1
      }
    }
  }

  public func treeHash(at position: UInt64) throws(StorageError) -> Digest? {
    guard let node = NodePosition(storageIndex: position) else { return nil }
    return try StorageError.wrapping { () throws(PublicationError) in try tree.hash(at: node) }
  }

  public func latestCheckpoint() throws(StorageError) -> StoredCheckpoint? {
    StoredCheckpoint(size: size, note: checkpoint.bytes)
  }

  public func checkpoint(ofSize size: UInt64) throws(StorageError) -> StoredCheckpoint? {
    size == self.size ? try latestCheckpoint() : nil
  }

  public func checkpoint(after size: UInt64) throws(StorageError) -> StoredCheckpoint? {
    size < self.size ? try latestCheckpoint() : nil
  }

  public func checkpointCount() throws(StorageError) -> UInt64 { 1 }

  // MARK: - Blocks

  /// The entries of a tile of row 0; the one that `entry` read last is at hand.
  private func block(_ index: UInt64) throws(PublicationError) -> PublishedBlock {
    if let block, block.index == index { return block }
    let headers = try tiles.headers(index)
    let block = PublishedBlock(index, headers: headers, envelopes: try tiles.envelopes(index, of: headers))
    if reading == .authentic { try block.check(&tree) }
    return block
  }

  private func stored(in block: PublishedBlock, _ offset: Int) throws(PublicationError) -> StoredEntry {
    let index = EntryIndex(block.first + UInt64(offset))
    let header = block.headers[offset]
    return try PublicationError.wrapping {
      let envelope = try block.envelopes.envelope(offset)
      return StoredEntry(
        index: index, header: header, leaf: try tree.leaf(header), previous: EntryHeader(header)?.previous ?? .zero,
        statement: try PublishedStatement.digest(inEnvelope: envelope), envelope: envelope)
    }
  }

  /// The words of a tile of row 0, a line an entry.
  private func textLines(_ tile: UInt64) throws(PublicationError) -> TextLines {
    if let texts, texts.tile == tile { return texts.lines }
    let lines = try tiles.texts(tile)
    texts = (tile, lines)
    return lines
  }
}

extension StorageError {
  /// What publications say, in the words of a store: the code stays.
  init(_ error: PublicationError) {
    self.init(Code(rawValue: error.code.rawValue), error.reason, hint: error.hint)
  }

  static func wrapping<Result>(_ body: () throws(PublicationError) -> Result) throws(StorageError) -> Result {
    do {
      return try body()
    } catch {
      throw StorageError(error)
    }
  }
}
