public import Cryptography

extension InclusionProof {
  /// What has to be read from a store of complete subtrees in order to make a proof.
  ///
  ///     let plan = try InclusionProof.Plan(index: 5, treeSize: 8)
  ///     let proof = try plan.proof(from: store.hashes(at: plan.positions), hasher: &hasher)
  public struct Plan: Sendable {
    public let index: UInt64
    public let treeSize: UInt64
    private let folding: RangeFolding

    /// A plan for a leaf that is in the tree; any other has no proof.
    public init(index: UInt64, treeSize: UInt64) throws(LogError) {
      try TreeSize.check(treeSize)
      guard index < treeSize else {
        throw LogError(.proofImpossible, "leaf \(index) is not in a tree of \(treeSize) leaves")
      }
      self.index = index
      self.treeSize = treeSize
      // RFC 9162 §2.1.3.1, from the root down; the proof is written from the leaf up.
      var folding = RangeFolding()
      var range = 0..<treeSize
      while range.upperBound - range.lowerBound > 1 {
        let middle = range.lowerBound + TreeSize.split(range.upperBound - range.lowerBound)
        if index < middle {
          folding.add(middle..<range.upperBound)
          range = range.lowerBound..<middle
        } else {
          folding.add(range.lowerBound..<middle)
          range = middle..<range.upperBound
        }
      }
      folding.reverse()
      self.folding = folding
    }

    /// The stored hashes to read, in the order in which `proof` wants them.
    public var positions: [NodePosition] { folding.positions }

    /// The proof, from the hashes stored at `positions`.
    public func proof(from stored: [Digest], hasher: inout MerkleHasher) throws(LogError) -> InclusionProof {
      InclusionProof(unchecked: index, treeSize, try folding.fold(stored, hasher: &hasher))
    }
  }
}
