public import Cryptography

/// A range of leaves that is a tree of its own inside larger trees. // draft-ietf-plants-merkle-tree-certs §4
///
/// Witnesses that sign subtrees, and mirrors, speak of these.
public struct Subtree: Hashable, Sendable {
  /// The first leaf.
  public let start: UInt64
  /// The leaf after the last one.
  public let end: UInt64

  /// The subtree [start, end), or nil unless the start is a multiple of the smallest power of two that holds it.
  public init?(start: UInt64, end: UInt64) {
    guard start <= end, end <= TreeSize.maximum else { return nil }
    if start < end {
      let depth = TreeSize.bitLength(end - start - 1)
      guard start.trailingZeroBitCount >= depth else { return nil }
    }
    self.start = start
    self.end = end
  }

  /// How many leaves it has.
  public var size: UInt64 { end - start }

  /// Whether these hashes lead from the hash of the leaf at `index` of the whole tree to the subtree's hash.
  public func includes(
    leaf: Digest, index: UInt64, proof: [Digest], hash: Digest, hasher: inout MerkleHasher
  ) throws(LogError) -> Bool {
    guard index >= start, index < end else { return false }
    return try InclusionProof(unchecked: index - start, size, proof).isValid(leaf: leaf, root: hash, hasher: &hasher)
  }

  /// Whether these hashes show the subtree with this hash to be part of the tree with this size and root.
  public func isConsistent(
    hash: Digest, treeSize: UInt64, root: Digest, proof: [Digest], hasher: inout MerkleHasher
  ) throws(LogError) -> Bool {
    guard end <= treeSize, treeSize <= TreeSize.maximum, proof.count <= Subtree.longestProof else { return false }
    if start == end { return proof.isEmpty && hash == .emptyTreeRoot }

    var (first, node, last) = (start, end - 1, treeSize - 1)
    func shift() {
      first >>= 1
      node >>= 1
      last >>= 1
    }
    if node == last {
      while first != node { shift() }
    } else {
      while first != node && node & 1 == 1 { shift() }
    }
    var rest = proof[...]
    let seed: Digest
    if first == node {
      seed = hash
    } else {
      guard let begin = rest.popFirst() else { return false }
      seed = begin
    }
    var (older, newer) = (seed, seed)
    for sibling in rest {
      if last == 0 { return false }
      if node & 1 == 1 || node == last {
        if first < node { older = try hasher.node(sibling, older) }
        newer = try hasher.node(sibling, newer)
        while node != 0 && node & 1 == 0 { shift() }
      } else {
        newer = try hasher.node(newer, sibling)
      }
      shift()
    }
    return last == 0 && older == hash && newer == root
  }

  // One hash for the start and one for each level above it.
  private static let longestProof = 64
}
