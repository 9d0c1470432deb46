public import Cryptography
public import Pledges
internal import TransparencyLog

/// What one transaction adds to a ledger: all of it becomes durable, or nothing does.
public struct LedgerBatch: Sendable {
  /// The head the batch was prepared for; it is compared inside the transaction.
  public var expectedHead: LedgerHead
  /// The new entries in order, each with its envelope and the words that are to be kept of it.
  public var entries: [StoredEntry]
  /// Digests whose words go from every earlier entry, each with the entry of this batch that removes them. // Format §3
  public var removals: [(digest: Digest, by: EntryIndex)]
  /// Exactly the hashes that the new entries complete, each at its place in dense storage, in order.
  public var treeHashes: [(position: UInt64, hash: Digest)]
  /// The checkpoint of the ledger as it is after this batch, or of any size since the last checkpoint.
  public var checkpoint: StoredCheckpoint?

  public init(
    expectedHead: LedgerHead, entries: [StoredEntry] = [],
    removals: [(digest: Digest, by: EntryIndex)] = [],
    treeHashes: [(position: UInt64, hash: Digest)] = [],
    checkpoint: StoredCheckpoint? = nil
  ) {
    self.expectedHead = expectedHead
    self.entries = entries
    self.removals = removals
    self.treeHashes = treeHashes
    self.checkpoint = checkpoint
  }

  /// The head of the ledger once this batch is in it.
  public var newHead: LedgerHead {
    LedgerHead(size: expectedHead.size + UInt64(entries.count), leaf: entries.last?.leaf ?? expectedHead.leaf)
  }

  /// The number of tree hashes that dense storage holds for `size` entries.
  ///
  /// Entry n adds its leaf hash and the hash of every subtree that it completes, one for each trailing one bit of n,
  /// which sums to twice the number of entries less the ones in it.
  public static func treeHashCount(forSize size: UInt64) -> UInt64 {
    NodePosition.storedCount(size)
  }
}
