internal import Cryptography
internal import Pledges

extension SQLiteLedgerReader {
  /// How many entries at the end are looked at; more than one batch that a crash may have cut.
  private static let tailLength: UInt64 = 256

  /// Requires that the last entries hang together before anything is added to them.
  ///
  /// After a failure of the disk this is what decides whether a writer may go on. Leaf hashes are recomputed, links and
  /// numbers compared; the tree must be as long as the entries, and no checkpoint may be ahead of them. The whole chain
  /// is for verification.
  func requireSoundTail() throws(StorageError) {
    // In one transaction: the answers belong to one moment, and SQLite need not lock and look at the log for each.
    try atOneMoment(judgeTail)
  }

  private func judgeTail() throws(StorageError) {
    let head = try head()
    var leaves = try LeafHasher()
    var index = head.size > Self.tailLength ? head.size - Self.tailLength : 0
    var previous: Digest? = index == 0 ? .zero : nil
    while index < head.size {
      guard let entry = try entry(at: EntryIndex(index)) else { throw Self.broken("an entry is missing") }
      guard try leaves.leaf(of: entry.header) == entry.leaf else { throw Self.broken("a header was altered") }
      guard previous ?? entry.previous == entry.previous else { throw Self.broken("the chain is not linked") }
      previous = entry.leaf
      index += 1
    }
    let treeEnd = LedgerBatch.treeHashCount(forSize: head.size)
    let hasLast = treeEnd == 0 ? true : try treeHash(at: treeEnd - 1) != nil
    guard hasLast, try treeHash(at: treeEnd) == nil else {
      throw Self.broken("the tree is not as long as the entries")
    }
    if let checkpoint = try latestCheckpoint(), checkpoint.size > head.size {
      throw Self.broken("a checkpoint speaks of entries that are not there")
    }
  }

  @inline(never)
  private static func broken(_ what: String) -> StorageError {
    StorageError(.damaged, "the end of the ledger is damaged: \(what)", hint: "run verify, and restore a backup")
  }
}
