internal import Cryptography
internal import Pledges

/// The statements that append, prepared once under the writer's guard.
///
/// Plain INSERT only: `INSERT OR IGNORE` would swallow a violated check in silence. Each must change exactly one row.
struct LedgerInserts: ~Copyable {
  private var entry: Statement
  private var envelope: Statement
  private var text: Statement
  private var treeHash: Statement
  private var checkpoint: Statement

  init(on connection: Connection) throws(StorageError) {
    // Locals first: a noncopyable value cannot be left half made by a failure.
    let entry = try Statement(
      "INSERT INTO entry(seq, previous, leaf, statement, header) VALUES (?, ?, ?, ?, ?)", on: connection, kept: true)
    let envelope = try Statement("INSERT INTO envelope(seq, bytes) VALUES (?, ?)", on: connection, kept: true)
    let text = try Statement("INSERT INTO text(seq, digests, bytes) VALUES (?, ?, ?)", on: connection, kept: true)
    let treeHash = try Statement("INSERT INTO tree_hash(position, hash) VALUES (?, ?)", on: connection, kept: true)
    let checkpoint = try Statement("INSERT INTO checkpoint(size, note) VALUES (?, ?)", on: connection, kept: true)
    self.entry = entry
    self.envelope = envelope
    self.text = text
    self.treeHash = treeHash
    self.checkpoint = checkpoint
  }

  mutating func insert(_ row: StoredEntry) throws(StorageError) {
    try entry.bind(Int64(row.index.rawValue), at: 1)
    try entry.bind(row.previous, at: 2)
    try entry.bind(row.leaf, at: 3)
    try entry.bind(row.statement, at: 4)
    try entry.bind(row.header, at: 5)
    try entry.change()
  }

  mutating func insert(envelope bytes: [UInt8], at index: EntryIndex) throws(StorageError) {
    try envelope.bind(Int64(index.rawValue), at: 1)
    try envelope.bind(bytes, at: 2)
    try envelope.change()
  }

  /// Words by their digests, in ascending order of these.
  mutating func insert(texts: [[UInt8]], _ digests: [Digest], of index: EntryIndex) throws(StorageError) {
    guard !texts.isEmpty else { return }
    try text.bind(Int64(index.rawValue), at: 1)
    try text.bind(digests, at: 2)
    try text.bind(TextRow.joined(texts), at: 3)
    try text.change()
  }

  mutating func insert(treeHash hash: Digest, at position: UInt64) throws(StorageError) {
    try treeHash.bind(Int64(position), at: 1)
    try treeHash.bind(hash, at: 2)
    try treeHash.change()
  }

  mutating func insert(_ note: StoredCheckpoint) throws(StorageError) {
    try checkpoint.bind(Int64(note.size), at: 1)
    try checkpoint.bind(note.note, at: 2)
    try checkpoint.change()
  }
}
