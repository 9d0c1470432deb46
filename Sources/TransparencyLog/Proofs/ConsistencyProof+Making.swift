public import Cryptography

extension ConsistencyProof {
  /// What has to be read from a store of complete subtrees in order to make a proof.
  public struct Plan: Sendable {
    public let first: UInt64
    public let second: UInt64
    private let folding: RangeFolding

    /// A plan for two sizes of one tree, the smaller first; a tree is never consistent with a smaller one.
    public init(first: UInt64, second: UInt64) throws(LogError) {
      try TreeSize.check(second)
      guard first <= second else {
        throw LogError(.proofImpossible, "a tree of \(second) leaves cannot extend one of \(first)")
      }
      self.first = first
      self.second = second
      var folding = RangeFolding()
      if first > 0 {
        // RFC 9162 §2.1.4.1, from the root down; the proof is written from the bottom up.
        var range = 0..<second
        var isWhole = true
        while first < range.upperBound {
          let middle = range.lowerBound + TreeSize.split(range.upperBound - range.lowerBound)
          if first <= middle {
            folding.add(middle..<range.upperBound)
            range = range.lowerBound..<middle
          } else {
            folding.add(range.lowerBound..<middle)
            range = middle..<range.upperBound
            isWhole = false
          }
        }
        if !isWhole { folding.add(range) }
        folding.reverse()
      }
      self.folding = folding
    }

    /// The stored hashes to read, in the order in which `proof` wants them.
    public var positions: [NodePosition] { folding.positions }

    /// The proof, from the hashes stored at `positions`.
    public func proof(from stored: [Digest], hasher: inout MerkleHasher) throws(LogError) -> ConsistencyProof {
      ConsistencyProof(unchecked: first, second, try folding.fold(stored, hasher: &hasher))
    }
  }
}
