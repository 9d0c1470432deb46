public import Cryptography
public import Pledges

/// What replay, reports and proofs need of a store.
///
/// Each call sees the ledger as it is at that moment; for several calls about one moment, take a reader's snapshot.
public protocol LedgerReading {
  /// The number of entries and the last leaf.
  func head() throws(StorageError) -> LedgerHead

  /// The entry at this index without its words, or nil beyond the end; a row that holds no entry is thrown as
  /// `storage.damaged`.
  func entry(at index: EntryIndex) throws(StorageError) -> StoredEntry?

  /// The entry that holds this statement.
  func index(ofStatement statement: Digest) throws(StorageError) -> EntryIndex?

  /// Hands on the rows from an index up to a size, in order of index, until `body` answers false; `withTexts`, each with
  /// the words beside it.
  ///
  /// The rows come straight from the table and from no index, so that a damaged index cannot hide any. From the first
  /// entry on, rows with impossible numbers come too. Memory stays flat. What `body` throws is thrown on.
  func forEachEntry(
    from start: EntryIndex, upTo size: UInt64?, withTexts: Bool, _ body: (StoredRow) throws -> Bool
  ) throws

  /// The disclosures beside the envelope of an entry, in ascending order of digest, without those that were removed.
  /// // Format §3
  func texts(at index: EntryIndex) throws(StorageError) -> [[UInt8]]

  /// The entries beside which the words of one of these digests are kept, in order of index. All words are looked at.
  func entries(holding digests: Set<Digest>) throws(StorageError) -> [(entry: EntryIndex, digest: Digest)]

  /// The hash of the Merkle tree at a position of dense storage.
  func treeHash(at position: UInt64) throws(StorageError) -> Digest?

  /// The hashes at a position and the ones behind it, as far as each is there and sound, at most `count`.
  ///
  /// For reading the tree in order. Where the answer ends early, `treeHash(at:)` says why.
  func treeHashes(from position: UInt64, count: Int) -> [Digest]

  /// The checkpoint of the greatest size.
  func latestCheckpoint() throws(StorageError) -> StoredCheckpoint?

  /// The same as the store's own file keeps it, without cosignatures that lie beside it.
  func latestOwnCheckpoint() throws(StorageError) -> StoredCheckpoint?

  /// The checkpoint of exactly this size.
  func checkpoint(ofSize size: UInt64) throws(StorageError) -> StoredCheckpoint?

  /// The checkpoint of the smallest size above this one.
  func checkpoint(after size: UInt64) throws(StorageError) -> StoredCheckpoint?

  /// How many checkpoints are kept.
  func checkpointCount() throws(StorageError) -> UInt64
}

extension LedgerReading {
  /// For a store beside which nothing lies.
  public func latestOwnCheckpoint() throws(StorageError) -> StoredCheckpoint? { try latestCheckpoint() }

  /// One hash after the other, for a store that has each at hand.
  public func treeHashes(from position: UInt64, count: Int) -> [Digest] {
    var hashes: [Digest] = []
    do {
      while hashes.count < count, let hash = try treeHash(at: position + UInt64(hashes.count)) { hashes.append(hash) }
    } catch {
      // Whoever comes to that position asks for it alone, and hears of it then.
    }
    return hashes
  }

  /// Hands on the rows from an index up to a size without their words, until `body` answers false.
  public func forEachEntry(from start: EntryIndex, upTo size: UInt64?, _ body: (StoredRow) throws -> Bool) throws {
    try forEachEntry(from: start, upTo: size, withTexts: false, body)
  }

  /// Hands on every row of the ledger without its words, until `body` answers false.
  public func forEachEntry(_ body: (StoredRow) throws -> Bool) throws {
    try forEachEntry(from: .genesis, upTo: nil, withTexts: false, body)
  }
}
