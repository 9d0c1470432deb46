internal import Cryptography
internal import Pledges
internal import Storage

/// A batch on its way into the file: written part by part as it is admitted, so that the file takes the first entries
/// while other threads examine the last.
///
/// All of it stands in one transaction, and becomes durable by `commit` or not at all. Nothing is begun before the first
/// part is full, so that a batch whose first envelope is refused has not touched the file.
struct GrowingBatch {
  private let destination: any BatchDestination
  /// What is not written yet.
  private var part: LedgerBatch
  private var isBegun = false
  /// To be handed out once the batch is durable, and not before.
  private(set) var receipts: [Receipt] = []

  /// Entries a part: few enough that the last one, which nothing overlaps, takes no time.
  private static let partSize = 16

  init(after head: LedgerHead, into destination: any BatchDestination) {
    self.destination = destination
    part = LedgerBatch(expectedHead: head)
  }

  /// Takes the next admitted entry. After an error nothing of the batch is in the file.
  mutating func add(_ entry: AdmittedEntry) throws(StorageError) {
    receipts.append(Receipt(entry))
    part.add(entry)
    if part.entries.count == Self.partSize { try write() }
  }

  /// The envelope of an entry of this batch that is not written yet; nil for one before it, which the store has.
  func envelope(at index: EntryIndex) -> [UInt8]? {
    guard index.rawValue >= part.expectedHead.size else { return nil }
    let position = index.rawValue - part.expectedHead.size
    return position < UInt64(part.entries.count) ? part.entries[Int(position)].envelope : nil
  }

  /// Writes the rest with a checkpoint, and makes all of it durable.
  mutating func commit(_ checkpoint: StoredCheckpoint?) throws(StorageError) {
    part.checkpoint = checkpoint
    try write()
    try destination.commit()
  }

  /// Leaves the file as it was before the batch.
  func abandon() {
    if isBegun { destination.abandon() }
  }

  private mutating func write() throws(StorageError) {
    if !isBegun {
      try destination.begin(after: part.expectedHead)
      isBegun = true
    }
    try destination.write(part)
    part = LedgerBatch(expectedHead: part.newHead)
  }
}

/// Where a batch becomes durable, part by part; each error says in its outcome what became of the batch.
protocol BatchDestination {
  func begin(after head: LedgerHead) throws(StorageError)
  func write(_ part: LedgerBatch) throws(StorageError)
  func commit() throws(StorageError)
  func abandon()
}

extension SQLiteLedgerWriter: BatchDestination {}

extension LedgerBatch {
  /// Puts an admitted entry behind those that are there, with the words that it removes from earlier ones.
  mutating func add(_ entry: AdmittedEntry) {
    add(
      StoredEntry(
        index: entry.header.index, header: entry.headerBytes, leaf: entry.leaf, previous: entry.header.previous,
        statement: entry.statementDigest, envelope: entry.envelopeBytes, texts: entry.texts.map(\.bytes),
        textDigests: entry.texts.map(\.digest)),
      completing: entry.completed)
    guard case .redact(let redaction) = entry.statement.predicate else { return }
    for digest in redaction.texts { removals.append((digest, entry.header.index)) }
  }

  /// Puts an entry behind those that are there, with the tree hashes that it completes.
  mutating func add(_ entry: StoredEntry, completing completed: [Digest]) {
    var position = LedgerBatch.treeHashCount(forSize: newHead.size)
    entries.append(entry)
    for hash in completed {
      treeHashes.append((position, hash))
      position += 1
    }
  }
}
