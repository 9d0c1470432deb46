internal import Cryptography

/// Which stored hashes to read for the hashes of some leaf ranges, and how to fold them into those.
///
/// A range that ends at the right edge of a tree is rarely complete, so its hash is not stored; the complete subtrees
/// that it is made of are. Reading stays with the caller: plan, read `positions` in one go, fold.
struct RangeFolding: Sendable {
  private(set) var positions: [NodePosition] = []
  private var counts: [Int] = []

  /// Asks for the Merkle tree hash of one more range, which is a subtree of a tree, cut at its right edge or not.
  mutating func add(_ range: Range<UInt64>) {
    let nodes = NodePosition.covering(range)
    positions += nodes
    counts.append(nodes.count)
  }

  /// Turns the order of the ranges around.
  mutating func reverse() {
    var groups: [ArraySlice<NodePosition>] = []
    var start = 0
    for count in counts {
      groups.append(positions[start..<start + count])
      start += count
    }
    positions = groups.reversed().flatMap { $0 }
    counts.reverse()
  }

  /// The hash of each range in order, from the hashes stored at `positions`.
  func fold(_ stored: [Digest], hasher: inout MerkleHasher) throws(LogError) -> [Digest] {
    guard stored.count == positions.count else {
      throw LogError(.treeHashes, "\(positions.count) stored hashes are needed, \(stored.count) were given")
    }
    var hashes: [Digest] = []
    hashes.reserveCapacity(counts.count)
    var start = 0
    for count in counts {
      hashes.append(try hasher.fold(stored[start..<start + count]) ?? .emptyTreeRoot)
      start += count
    }
    return hashes
  }
}
