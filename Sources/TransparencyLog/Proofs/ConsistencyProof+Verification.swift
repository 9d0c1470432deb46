public import Cryptography

extension ConsistencyProof {
  /// Whether the tree with the second root begins with all leaves of the tree with the first. // RFC 9162 §2.1.4.2
  ///
  /// The edges: an empty tree is consistent with every tree, but only with its own root and an empty proof; equal
  /// sizes need equal roots and an empty proof. An earlier state that nobody knows is not the empty tree: whoever
  /// holds no earlier checkpoint has nothing to ask here.
  public func isValid(firstRoot: Digest, secondRoot: Digest, hasher: inout MerkleHasher) throws(LogError) -> Bool {
    if first > second { return false }
    if first == second {
      // Two empty trees have one root only.
      return hashes.isEmpty && firstRoot == secondRoot && (first > 0 || firstRoot == .emptyTreeRoot)
    }
    if first == 0 { return hashes.isEmpty && firstRoot == .emptyTreeRoot }
    // The length follows from the sizes, so a hostile proof costs no hashing.
    guard hashes.count == ConsistencyProof.length(first: first, second: second) else { return false }

    var rest = hashes[...]
    let seed: Digest
    if ConsistencyProof.isPowerOfTwo(first) {
      seed = firstRoot  // a complete subtree is its own starting point, and the proof leaves it out
    } else {
      guard let start = rest.popFirst() else { return false }
      seed = start
    }
    var node = first - 1
    var last = second - 1
    let complete = (~node).trailingZeroBitCount
    node >>= UInt64(complete)
    last >>= UInt64(complete)

    var (older, newer) = (seed, seed)
    for sibling in rest {
      if last == 0 { return false }
      if node & 1 == 1 || node == last {
        older = try hasher.node(sibling, older)
        newer = try hasher.node(sibling, newer)
        while node & 1 == 0 && node != 0 {
          node >>= 1
          last >>= 1
        }
      } else {
        newer = try hasher.node(newer, sibling)
      }
      node >>= 1
      last >>= 1
    }
    return last == 0 && older == firstRoot && newer == secondRoot
  }
}
