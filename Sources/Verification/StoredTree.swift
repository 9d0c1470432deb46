internal import Cryptography
internal import Pledges
internal import Storage

/// The tree hashes that a store keeps: they have to equal those of the tree rebuilt from the headers. // Format §8
enum StoredTree {
  /// `completed` are the hashes that the entry completes, in storage order from `position` on.
  static func findings(
    _ completed: [Digest], from position: UInt64, at index: EntryIndex, in store: any LedgerReading
  ) throws(StorageError) -> [Finding] {
    var findings: [Finding] = []
    for (offset, expected) in completed.enumerated() {
      let found = try store.treeHash(at: position + UInt64(offset))
      if found != expected {
        findings.append(
          Finding(
            "tree.tile", at: index, "a stored tree hash differs from the rebuilt tree", expected: expected.hex,
            found: found?.hex ?? "nothing"))
      }
    }
    return findings
  }
}
