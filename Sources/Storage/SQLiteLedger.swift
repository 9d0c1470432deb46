public import Cryptography
public import Files
public import Pledges
internal import TransparencyLog

/// A ledger in an SQLite file, for the thread that opened it.
///
/// `SQLiteLedgerReader` reads; `SQLiteLedgerWriter` reads and appends.
public class SQLiteLedger: LedgerReading {
  let place: LedgerPath
  let connection: Connection
  var queries: LedgerQueries
  /// The newest checkpoint with its cosignatures, as it lay beside the file when that was opened.
  private let cosigned: Note?

  /// The path of the file, its folder resolved.
  public var path: FilePath { place.path }

  /// Takes a connection on which everything is checked and set.
  init(at place: LedgerPath, on connection: Connection) throws(StorageError) {
    self.place = place
    self.connection = connection
    queries = try LedgerQueries(on: connection)
    cosigned = try CosignedCheckpoint(beside: place.path).readableOrAbsent()
    try requireFormat()
  }

  /// Told of version 0 before anything is made of the entries; whatever else is wrong with entry 0, its replay says.
  private func requireFormat() throws(StorageError) {
    let genesis: StoredEntry?
    do {
      genesis = try queries.readEntry(at: .genesis)
    } catch {
      guard error.tellsOfDamage else { throw error }
      return
    }
    if let bytes = genesis?.envelope, FormatVersion.isZero(genesis: bytes) { throw .versionZero }
  }

  public func head() throws(StorageError) -> LedgerHead {
    try queries.readHead()
  }

  public func entry(at index: EntryIndex) throws(StorageError) -> StoredEntry? {
    try queries.readEntry(at: index)
  }

  public func index(ofStatement statement: Digest) throws(StorageError) -> EntryIndex? {
    try queries.readIndex(ofStatement: statement)
  }

  public func treeHash(at position: UInt64) throws(StorageError) -> Digest? {
    try queries.readTreeHash(at: position)
  }

  public func treeHashes(from position: UInt64, count: Int) -> [Digest] {
    queries.readTreeHashes(from: position, count: count)
  }

  public func latestCheckpoint() throws(StorageError) -> StoredCheckpoint? {
    withCosignatures(try queries.readLatestCheckpoint())
  }

  public func latestOwnCheckpoint() throws(StorageError) -> StoredCheckpoint? {
    try queries.readLatestCheckpoint()
  }

  public func checkpoint(ofSize size: UInt64) throws(StorageError) -> StoredCheckpoint? {
    withCosignatures(try queries.readCheckpoint(ofSize: size))
  }

  public func checkpoint(after size: UInt64) throws(StorageError) -> StoredCheckpoint? {
    withCosignatures(try queries.readCheckpoint(after: size))
  }

  private func withCosignatures(_ stored: StoredCheckpoint?) -> StoredCheckpoint? {
    stored.map { CosignedCheckpoint.merge(cosigned, into: $0) }
  }

  public func checkpointCount() throws(StorageError) -> UInt64 {
    try queries.countCheckpoints()
  }

  public func texts(at index: EntryIndex) throws(StorageError) -> [[UInt8]] {
    try queries.readTexts(at: index).bytes
  }

  public func entries(holding digests: Set<Digest>) throws(StorageError) -> [(entry: EntryIndex, digest: Digest)] {
    guard !digests.isEmpty else { return [] }
    var found: [(entry: EntryIndex, digest: Digest)] = []
    // First without the words, most of which need not be read for it.
    var scan = try Statement("SELECT seq, digests FROM text ORDER BY seq", on: connection)
    var words = try Statement("\(TextRow.columns) WHERE seq = ?", on: connection)
    while try scan.step() {
      guard let seq = scan.integer(0), let index = UInt64(exactly: seq), let own = scan.digests(1),
        own.contains(where: digests.contains)
      else { continue }
      defer { words.reset() }
      try words.bind(seq, at: 1)
      guard try words.step() else { continue }
      for digest in TextRow(words).held(of: digests) { found.append((EntryIndex(index), digest)) }
    }
    return found
  }

  public func forEachEntry(
    from start: EntryIndex, upTo size: UInt64?, withTexts: Bool, _ body: (StoredRow) throws -> Bool
  ) throws {
    // A statement of its own, so that scans may be nested and `body` may ask other questions.
    var scan = try Statement("\(LedgerQueries.row) WHERE e.seq >= ? AND e.seq <= ? ORDER BY e.seq", on: connection)
    // A damaged number may be negative; a scan from the beginning shows it.
    let first = start == .genesis ? Int64.min : Int64(clamping: start.rawValue)
    let last = size.map { $0 > UInt64(Int64.max) ? Int64.max : Int64($0) - 1 } ?? Int64.max
    try scan.bind(first, at: 1)
    try scan.bind(last, at: 2)
    var texts = withTexts ? try TextScan(on: connection) : nil
    while try scan.step() {
      var row = StoredRow(scan)
      if case .entry(var entry) = row, let found = try texts?.texts(of: entry.index) {
        (entry.texts, entry.textDigests) = (found.bytes, found.digests)
        row = .entry(entry)
      }
      guard try body(row) else { return }
    }
  }

  /// Writes a sealed copy: one file that can be read from anywhere, verified before it gets its name.
  ///
  /// Nothing is overwritten, and a copy that fails leaves nothing. The answer is the head that the copy holds.
  @discardableResult
  public func backup(to path: some FileNaming) throws(StorageError) -> LedgerHead {
    try SealedCopy.write(from: place, holding: head(), to: path.filePath)
  }
}
