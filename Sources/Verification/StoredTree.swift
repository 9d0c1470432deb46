internal import Cryptography
internal import Pledges
internal import Storage

/// The tree hashes that a store keeps: they have to equal those of the tree rebuilt from the headers. // Format §8
///
/// Read in order and ahead, since a look-up of each costs as much as hashing it.
struct StoredTree {
  /// Hashes read at a time: 32 KiB.
  private static let stretch = 1_024

  /// The hashes at hand, of which the first stands at `position`.
  private var hashes: [Digest] = []
  private var position: UInt64 = 0

  /// `completed` are the hashes that the entry completes, in storage order from `first` on.
  mutating func compare(
    _ completed: [Digest], from first: UInt64, at index: EntryIndex, in store: any LedgerReading,
    _ findings: inout [Finding]
  ) throws(StorageError) {
    for (offset, expected) in completed.enumerated() {
      let found = try hash(at: first + UInt64(offset), in: store)
      if found != expected {
        findings.append(
          Finding(
            "tree.tile", at: index, "a stored tree hash differs from the rebuilt tree", expected: expected.hex,
            found: found?.hex ?? "nothing"))
      }
    }
  }

  private mutating func hash(at place: UInt64, in store: any LedgerReading) throws(StorageError) -> Digest? {
    if place >= position, place - position < UInt64(hashes.count) { return hashes[Int(place - position)] }
    hashes = store.treeHashes(from: place, count: StoredTree.stretch)
    position = place
    // Where there is none to read, the store says whether it is missing or damaged.
    guard let hash = hashes.first else { return try store.treeHash(at: place) }
    return hash
  }
}
