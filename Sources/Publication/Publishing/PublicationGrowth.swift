internal import Cryptography
internal import Pledges
internal import Storage
internal import TransparencyLog

/// The files that a publication gets when it grows from one size to a larger one.
struct PublicationGrowth {
  private let source: any LedgerReading
  private let old: UInt64
  private let new: UInt64
  private var description: LedgerDescription
  /// The tiles in which a new redaction empties a line.
  private var redacted: Set<UInt64> = []
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
        origin: checkpoint.origin, genesis: genesis.leaf, try PublicationGrowth.statement(bytes))
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
      return
    }
    var description = description
    try source.forEachEntry(from: .genesis, upTo: old) { row in
      if case .entry(let entry) = row, let kind = EntryHeader(entry.header)?.kind.text,
        LedgerDescription.kinds.contains(kind), let bytes = entry.envelope
      {
        description.take(try PublicationGrowth.statement(bytes))
      }
      return true
    }
    self.description = description
  }

  private static func statement(_ bytes: [UInt8]) throws -> Statement {
    do {
      return try Statement.read(Envelope.readStored(bytes).payload)
    } catch {
      throw PublicationError(.init(rawValue: error.code.rawValue), error.message, hint: "run pledgebook verify")
    }
  }

  mutating func write(
    _ placer: inout FilePlacer, _ tree: inout SourceTree, _ progress: (UInt64, UInt64) -> Void
  ) throws {
    for index in old >> 8..<(new + 255) >> 8 {
      try writeBlock(index, &placer, &tree)
      progress(min((index + 1) << 8, new) - old, new - old)
    }
    let tiles = try Tile.added(growingFrom: old, to: new)
    for tile in tiles where tile.level > 0 {
      let hashes = try source.treeHashes(at: tile.positions)
      try placer.put(tree.content(of: tile, hashes).bytes, at: tile.path.text)
    }
    for index in redacted.sorted() { try empty(index, &placer) }
    try placer.replace(PublicationPath.description, with: description.bytes)
    // Full tiles have to be durable before the partial ones go.
    try placer.synchronise()
    for tile in tiles where tile.isFull {
      try placer.removePartials(of: tile.path.text)
      guard tile.level == 0 else { continue }
      try placer.removePartials(of: PublicationPath.entries(tile.index, width: tile.width).text)
      try placer.removePartials(of: PublicationPath.envelopes(tile.index, width: tile.width).text)
    }
  }

  /// The tile of leaf hashes, the bundle and the envelopes of up to 256 entries.
  private mutating func writeBlock(_ index: UInt64, _ placer: inout FilePlacer, _ tree: inout SourceTree) throws {
    let width = PublicationPath.width(index, size: new)
    guard let tile = Tile(level: 0, index: index, width: width) else { return }
    var headers: [[UInt8]] = []
    var envelopes: [[UInt8]?] = []
    var leaves: [Digest] = []
    for entry in try entries(of: index, width: width) {
      let leaf = try tree.leaf(entry.header)
      try check(entry, leaf, tree)
      headers.append(entry.header)
      envelopes.append(entry.envelope)
      leaves.append(leaf)
      if entry.index.rawValue >= old { try take(entry) }
    }
    try placer.put(tree.content(of: tile, leaves).bytes, at: tile.path.text)
    try placer.put(EntryBundle(headers).bytes, at: PublicationPath.entries(index, width: width).text)
    let lines = EnvelopeLines.bytes(envelopes)
    try placer.put(lines, at: PublicationPath.envelopes(index, width: width).text) { old in
      EnvelopeLines.isRedaction(from: old, to: lines)
    }
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
  private func check(_ entry: StoredEntry, _ leaf: Digest, _ tree: borrowing SourceTree) throws {
    guard let node = NodePosition(level: 0, index: entry.index.rawValue), try tree.hash(at: node) == leaf else {
      throw PublicationError(
        .treeTile, "the header of entry \(entry.index) is not the one in the tree", hint: "run pledgebook verify")
    }
    guard let header = EntryHeader(entry.header) else {
      throw PublicationError(
        .headerMalformed, "the header of entry \(entry.index) cannot be read", hint: "run pledgebook verify")
    }
    if let envelope = entry.envelope {
      guard try Digest.sha256(of: envelope) == header.envelope else {
        throw PublicationError(
          .envelopeDigest, "the envelope of entry \(entry.index) is not the one that its header names",
          hint: "run pledgebook verify")
      }
      return
    }
    // A redaction that no checkpoint covers yet would look like a body that went missing.
    guard let by = entry.redactedBy, by.rawValue < new else {
      throw PublicationError(
        .envelopeMissing, "the envelope of entry \(entry.index) is gone, and no entry up to the checkpoint redacts it",
        hint: "run pledgebook verify; if it was redacted after the newest checkpoint, publish after the next append")
    }
  }

  /// What a new entry changes in files other than its own.
  private mutating func take(_ entry: StoredEntry) throws {
    guard let header = EntryHeader(entry.header) else { return }
    if header.kind.known == nil { notUnderstood.append((entry.index, header.kind)) }
    guard let bytes = entry.envelope else { return }
    let kind = header.kind.text
    if LedgerDescription.kinds.contains(kind) {
      description.take(try Self.statement(bytes))
    } else if kind == "payload.redact", case .redact(let redaction) = try Self.statement(bytes).predicate {
      redacted.insert(redaction.entry.rawValue >> 8)
    }
  }

  /// Takes redacted lines out of a tile published earlier, and out of every partial one in its place.
  private func empty(_ index: UInt64, _ placer: inout FilePlacer) throws {
    let width = PublicationPath.width(index, size: new)
    let full = try PublicationPath.envelopes(index, width: Tile.fullWidth).text
    let widths = Set(try placer.partialWidths(of: full).filter { $0 < width } + [width])
    let envelopes = try entries(of: index, width: width).map(\.envelope)
    for width in widths.sorted() {
      let lines = EnvelopeLines.bytes(Array(envelopes.prefix(width)))
      try placer.put(lines, at: PublicationPath.envelopes(index, width: width).text) { old in
        EnvelopeLines.isRedaction(from: old, to: lines)
      }
    }
  }
}
