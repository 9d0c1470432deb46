public import Cryptography

/// The hashes that connect one leaf to the root of a tree of a given size. // RFC 9162 §2.1.3
public struct InclusionProof: Hashable, Sendable {
  /// Which leaf, counted from 0.
  public let index: UInt64
  /// How many leaves the tree has.
  public let treeSize: UInt64
  /// The sibling at each level: the leaf's first, the child of the root last.
  public let hashes: [Digest]

  /// A proof as it was handed over, not yet checked in any way but that its numbers are numbers of a tree.
  public init(index: UInt64, treeSize: UInt64, hashes: [Digest]) throws(LogError) {
    guard treeSize <= TreeSize.maximum, index <= TreeSize.maximum else {
      throw LogError(.proofMalformed, "an index or size is above 2^63 - 1")
    }
    self.index = index
    self.treeSize = treeSize
    self.hashes = hashes
  }

  init(unchecked index: UInt64, _ treeSize: UInt64, _ hashes: [Digest]) {
    self.index = index
    self.treeSize = treeSize
    self.hashes = hashes
  }

  /// How many hashes a proof has for a leaf that is in the tree; at most 63.
  static func length(index: UInt64, treeSize: UInt64) -> Int {
    let inner = TreeSize.bitLength(index ^ (treeSize - 1))
    return inner + (index >> UInt64(inner)).nonzeroBitCount
  }
}
