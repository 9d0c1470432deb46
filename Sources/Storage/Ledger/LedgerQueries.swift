internal import Cryptography
internal import Pledges

/// The questions of `LedgerReading` as statements, prepared once for a connection.
///
/// Each statement is reset as soon as it has answered: one left at a row would hold its read transaction open, and the
/// write-ahead log could not shrink.
struct LedgerQueries: ~Copyable {
  private var head: Statement
  private var entry: Statement
  private var ofStatement: Statement
  private var texts: Statement
  private var treeHash: Statement
  private var treeHashes: Statement
  private var latestCheckpoint: Statement
  private var checkpointOfSize: Statement
  private var checkpointAfter: Statement
  private var checkpointCount: Statement

  static let row = """
    SELECT e.seq, e.previous, e.leaf, e.statement, e.header, v.bytes
    FROM entry AS e NOT INDEXED LEFT JOIN envelope AS v ON v.seq = e.seq
    """

  init(on connection: Connection) throws(StorageError) {
    // Locals first: a noncopyable value cannot be left half made by a failure.
    let head = try Statement("SELECT seq, leaf FROM entry ORDER BY seq DESC LIMIT 1", on: connection, kept: true)
    let entry = try Statement("\(Self.row) WHERE e.seq = ?", on: connection, kept: true)
    let ofStatement = try Statement("SELECT seq FROM entry WHERE statement = ?", on: connection, kept: true)
    let texts = try Statement("\(TextRow.columns) WHERE seq = ?", on: connection, kept: true)
    let treeHash = try Statement("SELECT hash FROM tree_hash WHERE position = ?", on: connection, kept: true)
    let treeHashes = try Statement(
      "SELECT position, hash FROM tree_hash WHERE position >= ? ORDER BY position", on: connection, kept: true)
    let latestCheckpoint = try Statement(
      "SELECT size, note FROM checkpoint ORDER BY size DESC LIMIT 1", on: connection, kept: true)
    let checkpointOfSize = try Statement("SELECT size, note FROM checkpoint WHERE size = ?", on: connection, kept: true)
    let checkpointAfter = try Statement(
      "SELECT size, note FROM checkpoint WHERE size > ? ORDER BY size LIMIT 1", on: connection, kept: true)
    let checkpointCount = try Statement("SELECT count(*) FROM checkpoint", on: connection, kept: true)
    self.head = head
    self.entry = entry
    self.ofStatement = ofStatement
    self.texts = texts
    self.treeHash = treeHash
    self.treeHashes = treeHashes
    self.latestCheckpoint = latestCheckpoint
    self.checkpointOfSize = checkpointOfSize
    self.checkpointAfter = checkpointAfter
    self.checkpointCount = checkpointCount
  }

  mutating func readHead() throws(StorageError) -> LedgerHead {
    defer { head.reset() }
    guard try head.step() else { return .empty }
    guard let last = head.integer(0), let leaf = head.digest(1), last >= 0, last < LedgerBatch.mostEntries else {
      throw Self.damaged("the last entry")
    }
    return LedgerHead(size: UInt64(last) + 1, leaf: leaf)
  }

  mutating func readEntry(at index: EntryIndex) throws(StorageError) -> StoredEntry? {
    guard let number = Int64(exactly: index.rawValue) else { return nil }
    defer { entry.reset() }
    try entry.bind(number, at: 1)
    guard try entry.step() else { return nil }
    switch StoredRow(entry) {
    case .entry(let entry): return entry
    case .fault: throw Self.damaged("an entry")
    }
  }

  mutating func readTexts(at index: EntryIndex) throws(StorageError) -> StoredTexts {
    guard let number = Int64(exactly: index.rawValue) else { return StoredTexts() }
    defer { texts.reset() }
    try texts.bind(number, at: 1)
    return try texts.step() ? StoredTexts(TextRow(texts)) : StoredTexts()
  }

  mutating func readIndex(ofStatement digest: Digest) throws(StorageError) -> EntryIndex? {
    defer { ofStatement.reset() }
    try ofStatement.bind(digest, at: 1)
    guard try ofStatement.step() else { return nil }
    guard let number = ofStatement.integer(0), let index = UInt64(exactly: number) else {
      throw Self.damaged("the index of statements")
    }
    return EntryIndex(index)
  }

  mutating func readTreeHash(at position: UInt64) throws(StorageError) -> Digest? {
    guard let number = Int64(exactly: position) else { return nil }
    defer { treeHash.reset() }
    try treeHash.bind(number, at: 1)
    guard try treeHash.step() else { return nil }
    guard let hash = treeHash.digest(0) else { throw Self.damaged("a tree hash") }
    return hash
  }

  mutating func readTreeHashes(from position: UInt64, count: Int) -> [Digest] {
    guard let first = Int64(exactly: position) else { return [] }
    var hashes: [Digest] = []
    hashes.reserveCapacity(min(count, 1_024))
    defer { treeHashes.reset() }
    do {
      try treeHashes.bind(first, at: 1)
      while hashes.count < count, try treeHashes.step(), treeHashes.integer(0) == first &+ Int64(hashes.count),
        let hash = treeHashes.digest(1)
      { hashes.append(hash) }
    } catch {
      // The row that cannot be read is not among them: asked for alone, it says what is wrong.
    }
    return hashes
  }

  mutating func readLatestCheckpoint() throws(StorageError) -> StoredCheckpoint? {
    try Self.checkpoint(from: &latestCheckpoint)
  }

  mutating func readCheckpoint(ofSize size: UInt64) throws(StorageError) -> StoredCheckpoint? {
    guard let number = Int64(exactly: size) else { return nil }
    try checkpointOfSize.bind(number, at: 1)
    return try Self.checkpoint(from: &checkpointOfSize)
  }

  mutating func readCheckpoint(after size: UInt64) throws(StorageError) -> StoredCheckpoint? {
    guard let number = Int64(exactly: size) else { return nil }
    try checkpointAfter.bind(number, at: 1)
    return try Self.checkpoint(from: &checkpointAfter)
  }

  mutating func countCheckpoints() throws(StorageError) -> UInt64 {
    defer { checkpointCount.reset() }
    guard try checkpointCount.step(), let count = checkpointCount.integer(0) else { return 0 }
    return UInt64(clamping: count)
  }

  private static func checkpoint(from statement: inout Statement) throws(StorageError) -> StoredCheckpoint? {
    defer { statement.reset() }
    guard try statement.step() else { return nil }
    guard let number = statement.integer(0), let size = UInt64(exactly: number), let note = statement.blob(1) else {
      throw damaged("a checkpoint")
    }
    return StoredCheckpoint(size: size, note: note)
  }

  @inline(never)
  private static func damaged(_ what: String) -> StorageError {
    StorageError(.damaged, "\(what) has an impossible type or length", hint: StorageError.restoreHint)
  }
}

extension StoredRow {
  /// Reads a row of `LedgerQueries.row`, believing nothing of what the schema promises.
  init(_ row: borrowing Statement) {
    guard let number = row.integer(0) else {
      self = .fault(RowFault(index: nil, reason: "the entry's number is not an integer"))
      return
    }
    guard let index = UInt64(exactly: number) else {
      self = .fault(RowFault(index: number, reason: "the entry's number is negative"))
      return
    }
    guard index < LedgerBatch.mostEntries else {
      self = .fault(RowFault(index: number, reason: "the entry's number is larger than that of any entry"))
      return
    }
    guard let previous = row.digest(1), let leaf = row.digest(2), let statement = row.digest(3) else {
      self = .fault(RowFault(index: number, reason: "a digest of the entry is not 32 bytes"))
      return
    }
    guard let header = row.blob(4), !header.isEmpty else {
      self = .fault(RowFault(index: number, reason: "the entry's header is not bytes, or empty"))
      return
    }
    let envelope = row.blob(5)
    guard envelope != nil || row.isNull(5) else {
      self = .fault(RowFault(index: number, reason: "the entry's envelope is not bytes"))
      return
    }
    self = .entry(
      StoredEntry(
        index: EntryIndex(index), header: header, leaf: leaf, previous: previous, statement: statement,
        envelope: envelope))
  }
}
