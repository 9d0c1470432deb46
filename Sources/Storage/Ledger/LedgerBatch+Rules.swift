internal import Cryptography
internal import Pledges

extension LedgerBatch {
  /// The most entries a ledger takes: row numbers and positions of tree hashes stay far inside 64 bits.
  static let mostEntries = UInt64(1) << 48

  /// Refuses a batch that contradicts itself, before anything is written.
  ///
  /// The triggers of the schema would stop most of this as well; here the reason can be named.
  func check(with leaves: inout LeafHasher) throws(StorageError) {
    guard expectedHead.size <= Self.mostEntries, UInt64(entries.count) <= Self.mostEntries - expectedHead.size else {
      throw StorageError(.tooLarge, "the ledger would hold too many entries")
    }
    try checkEntries(with: &leaves)
    try checkTreeHashes()
    try checkRemovals()
    if let checkpoint, checkpoint.size == 0 || checkpoint.size > newHead.size || checkpoint.note.isEmpty {
      throw Self.mistake("the checkpoint is empty or speaks of a size that the ledger does not have")
    }
  }

  private func checkEntries(with leaves: inout LeafHasher) throws(StorageError) {
    var head = expectedHead
    guard (head.size == 0) == (head.leaf == .zero) else { throw Self.mistake("the expected head contradicts itself") }
    for entry in entries {
      guard entry.index.rawValue == head.size else { throw Self.mistake("an entry is out of sequence") }
      guard entry.previous == head.leaf else { throw Self.mistake("an entry does not name the leaf before it") }
      guard !entry.header.isEmpty, entry.envelope?.isEmpty == false else {
        throw Self.mistake("an entry has no header or envelope, or an empty one")
      }
      guard try leaves.leaf(of: entry.header) == entry.leaf else {
        throw Self.mistake("the leaf of an entry is not the hash of its header")
      }
      try checkTexts(of: entry)
      head = LedgerHead(size: head.size + 1, leaf: entry.leaf)
    }
  }

  private func checkTreeHashes() throws(StorageError) {
    var position = Self.treeHashCount(forSize: expectedHead.size)
    for tree in treeHashes {
      guard tree.position == position else { throw Self.mistake("a tree hash is out of sequence") }
      position += 1
    }
    guard position == Self.treeHashCount(forSize: newHead.size) else {
      throw Self.mistake("the batch does not bring exactly the tree hashes that its entries complete")
    }
  }

  private func checkTexts(of entry: StoredEntry) throws(StorageError) {
    let texts = entry.texts ?? []
    let digests = entry.textDigests ?? []
    guard texts.count == digests.count, !texts.contains(where: { $0.isEmpty || $0.contains(TextRow.lineEnd) }) else {
      throw Self.mistake("the texts of an entry are empty, more than a line or without their digests")
    }
    guard zip(digests, digests.dropFirst()).allSatisfy({ $0 < $1 }) else {
      throw Self.mistake("the texts of an entry are not in ascending order of digest")
    }
  }

  private func checkRemovals() throws(StorageError) {
    for removal in removals {
      guard removal.by.rawValue >= expectedHead.size, removal.by.rawValue < newHead.size else {
        throw Self.mistake("a removal of words is not ordered by an entry of the same batch")
      }
    }
  }

  @inline(never)
  private static func mistake(_ reason: String) -> StorageError {
    StorageError(.programming, reason)
  }
}
