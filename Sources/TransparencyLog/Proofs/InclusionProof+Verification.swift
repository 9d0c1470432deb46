public import Cryptography

extension InclusionProof {
  /// Whether the proof leads from this leaf hash to this root.
  ///
  /// False for an index outside the tree, and for a proof one hash too long or too short. // RFC 9162 §2.1.3.2
  public func isValid(leaf: Digest, root: Digest, hasher: inout MerkleHasher) throws(LogError) -> Bool {
    guard let reached = try impliedRoot(leaf: leaf, hasher: &hasher) else { return false }
    return reached == root
  }

  /// The root that the tree must have if the leaf is in it, or nil where no root fits.
  public func impliedRoot(leaf: Digest, hasher: inout MerkleHasher) throws(LogError) -> Digest? {
    // The length follows from the numbers, so a hostile proof costs no hashing.
    guard index < treeSize, hashes.count == InclusionProof.length(index: index, treeSize: treeSize) else { return nil }
    var node = index
    var last = treeSize - 1
    var hash = leaf
    for sibling in hashes {
      if last == 0 { return nil }
      if node & 1 == 1 || node == last {
        hash = try hasher.node(sibling, hash)
        // A node without a right neighbour moves up until it is a right child.
        while node & 1 == 0 && node != 0 {
          node >>= 1
          last >>= 1
        }
      } else {
        hash = try hasher.node(hash, sibling)
      }
      node >>= 1
      last >>= 1
    }
    return last == 0 ? hash : nil
  }
}
