internal import Cryptography
internal import Pledges
internal import Storage
internal import TransparencyLog

/// The files that a publication gets when it grows from one size to a larger one, but for words.
struct PublicationGrowth {
  private let source: any LedgerReading
  private let old: UInt64
  private let new: UInt64
  /// What is published says this of itself.
  private(set) var description: LedgerDescription
  /// Whether words may lie there that an entry removed: one that is new, or one that nobody remembers.
  private(set) var mayHoldRemoved = false
  /// The new entries of kinds that this program does not know: they are passed on as they are, and told.
  private(set) var notUnderstood: [(index: EntryIndex, kind: EntryKind)] = []

  init(
    _ source: any LedgerReading, from old: UInt64, to checkpoint: Checkpoint, _ files: any PublishingFiles
  ) throws {
    self.source = source
    self.old = old
    new = checkpoint.size
    guard let genesis = try source.entry(at: .genesis), let bytes = genesis.envelope,
      let description = LedgerDescription(
        origin: checkpoint.origin, genesis: genesis.leaf, try PublishedStatement.read(inEnvelope: bytes))
    else {
      throw PublicationError(.otherLedger, "entry 0 is not the genesis of \(checkpoint.origin)")
    }
    self.description = description
    if old > 0 { try resume(files) }
  }

  /// What `ledger.json` said before; without one that fits, what the entries published so far say.
  private mutating func resume(_ files: any PublishingFiles) throws {
    if let bytes = try files.bytes(of: PublicationPath.description, limit: LedgerDescription.limit),
      let known = LedgerDescription(bytes), known.origin == description.origin, known.genesis == description.genesis,
      known.environment == description.environment
    {
      description = known
      // A run that ended before its checkpoint may have gone further.
      description.removals = known.removals.filter { $0.rawValue < old }
      return
    }
    mayHoldRemoved = true
    var description = description
    try source.forEachEntry(from: .genesis, upTo: old) { row in
      if case .entry(let entry) = row, let kind = EntryHeader(entry.header)?.kind.text,
        LedgerDescription.kinds.contains(kind), let bytes = entry.envelope
      {
        description.take(try PublishedStatement.read(inEnvelope: bytes), at: entry.index)
      }
      return true
    }
    self.description = description
  }

  /// The tiles of row 0 that get entries.
  var blocks: Range<UInt64> {
    old < new ? old >> 8..<PublicationPath.tileCount(size: new) : 0..<0
  }

  private var tiles: [Tile] {
    get throws(LogError) { try Tile.added(growingFrom: old, to: new) }
  }

  mutating func write(
    _ placer: inout FilePlacer, _ tree: inout SourceTree, _ progress: (_ tile: UInt64) -> Void
  ) throws {
    for index in blocks {
      try writeBlock(index, &placer, &tree)
      progress(index)
    }
    for tile in try tiles where tile.level > 0 {
      let hashes = try source.treeHashes(at: tile.positions)
      try placer.put(tree.content(of: tile, hashes).bytes, at: tile.path.text)
    }
  }

  /// Leaves out the entries that would remove words and took no effect.
  mutating func keepRemovals(_ effective: Set<EntryIndex>) {
    description.removals.removeAll { !effective.contains($0) }
  }

  /// Removes the partial tiles in whose place there are full ones, which have to be durable by then.
  func removePartials(_ placer: inout FilePlacer) throws {
    for tile in try tiles where tile.isFull {
      try placer.removePartials(of: tile.path.text)
      guard tile.level == 0 else { continue }
      try placer.removePartials(of: PublicationPath.entries(tile.index, width: tile.width).text)
      try placer.removePartials(of: PublicationPath.envelopes(tile.index, width: tile.width).text)
      try placer.removePartials(of: PublicationPath.texts(tile.index, width: tile.width).text)
    }
  }

  /// The tile of leaf hashes, the bundle and the envelopes of up to 256 entries.
  private mutating func writeBlock(_ index: UInt64, _ placer: inout FilePlacer, _ tree: inout SourceTree) throws {
    let width = PublicationPath.width(index, size: new)
    guard let tile = Tile(level: 0, index: index, width: width) else { return }
    var headers: [[UInt8]] = []
    var envelopes: [[UInt8]] = []
    var leaves: [Digest] = []
    for entry in try entries(of: index, width: width) {
      let leaf = try tree.leaf(entry.header)
      let (header, envelope) = try checked(entry, leaf, tree)
      headers.append(entry.header)
      envelopes.append(envelope)
      leaves.append(leaf)
      if entry.index.rawValue >= old, header.kind.known == nil { notUnderstood.append((entry.index, header.kind)) }
      if entry.index.rawValue >= old, LedgerDescription.kinds.contains(header.kind.text) {
        description.take(try PublishedStatement.read(inEnvelope: envelope), at: entry.index)
        if description.removals.last == entry.index { mayHoldRemoved = true }
      }
    }
    try placer.put(tree.content(of: tile, leaves).bytes, at: tile.path.text)
    try placer.put(EntryBundle(headers).bytes, at: PublicationPath.entries(index, width: width).text)
    try placer.put(EnvelopeLines.bytes(envelopes), at: PublicationPath.envelopes(index, width: width).text)
  }

  private func entries(of index: UInt64, width: Int) throws -> [StoredEntry] {
    var entries: [StoredEntry] = []
    entries.reserveCapacity(width)
    let first = index << 8
    try source.forEachEntry(from: EntryIndex(first), upTo: first + UInt64(width)) { row in
      guard case .entry(let entry) = row, entry.index.rawValue == first + UInt64(entries.count) else {
        throw PublicationError(
          .headerMalformed, "entry \(first + UInt64(entries.count)) is not there", hint: "run pledgebook verify")
      }
      entries.append(entry)
      return true
    }
    guard entries.count == width else {
      throw PublicationError(
        .headerMalformed, "entry \(first + UInt64(entries.count)) is not there", hint: "run pledgebook verify")
    }
    return entries
  }

  /// Nothing is published that does not hang together: header and tree, body and header.
  private func checked(
    _ entry: StoredEntry, _ leaf: Digest, _ tree: borrowing SourceTree
  ) throws -> (EntryHeader, envelope: [UInt8]) {
    guard let node = NodePosition(level: 0, index: entry.index.rawValue), try tree.hash(at: node) == leaf else {
      throw PublicationError(
        .treeTile, "the header of entry \(entry.index) is not the one in the tree", hint: "run pledgebook verify")
    }
    guard let header = EntryHeader(entry.header) else {
      throw PublicationError(
        .headerMalformed, "the header of entry \(entry.index) cannot be read", hint: "run pledgebook verify")
    }
    guard let envelope = entry.envelope else {
      throw PublicationError(
        .envelopeMissing, "the envelope of entry \(entry.index) is gone", hint: "run pledgebook verify")
    }
    guard try Digest.sha256(of: envelope) == header.envelope else {
      throw PublicationError(
        .envelopeDigest, "the envelope of entry \(entry.index) is not the one that its header names",
        hint: "run pledgebook verify")
    }
    return (header, envelope)
  }
}
