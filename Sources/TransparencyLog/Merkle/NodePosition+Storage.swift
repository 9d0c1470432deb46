/// The dense order of stored hashes: each leaf is followed by the nodes that it completes, lowest first, no gaps.
///
///     leaves      0     1        2     3              4
///     stored      0     1  2     3     4  5  6        7
///     levels      0     0  1     0     0  1  2        0
///
/// One table keyed by this number, or one flat file of 32-byte records, holds the tree; appending only ever appends.
extension NodePosition {
  /// The number of the node's hash in the dense order.
  public var storageIndex: UInt64 {
    // The node stands `level` places behind the last leaf below it.
    NodePosition.storedCount(end - 1) + UInt64(level)
  }

  /// The node stored under a number of the dense order, or nil for a number no tree reaches.
  public init?(storageIndex: UInt64) {
    guard storageIndex < NodePosition.storedCount(TreeSize.maximum) else { return nil }
    // A leaf n is stored at 2n − ones(n): at least half the number sought, and at most 63 leaves short of it.
    var leaf = storageIndex / 2
    while leaf + 1 < TreeSize.maximum, NodePosition.storedCount(leaf + 1) <= storageIndex {
      leaf += 1
    }
    let level = Int(storageIndex - NodePosition.storedCount(leaf))
    self.init(unchecked: level, leaf >> UInt64(level))
  }

  /// How many hashes a tree of a size stores: 2 · size − (number of one bits of size).
  ///
  /// It is also where the hashes of the next leaf begin. No tree is larger than `TreeSize.maximum`: what is said to be
  /// larger counts as that.
  public static func storedCount(_ size: UInt64) -> UInt64 {
    let size = min(size, TreeSize.maximum)
    return 2 * size - UInt64(size.nonzeroBitCount)
  }

  /// The nodes that the leaf with this index completes, in storage order: itself first.
  ///
  /// The index is below `TreeSize.maximum`.
  public static func completed(byLeaf index: UInt64) -> [NodePosition] {
    (0...(~index).trailingZeroBitCount).map { level in
      NodePosition(unchecked: level, index >> UInt64(level))
    }
  }

  /// The complete subtrees whose leaves together are the range, from left to right; the fewest there are.
  static func covering(_ range: Range<UInt64>) -> [NodePosition] {
    var nodes: [NodePosition] = []
    var start = range.lowerBound
    while start < range.upperBound {
      let fitting = TreeSize.bitLength(range.upperBound - start) - 1
      let level = min(fitting, start.trailingZeroBitCount)
      nodes.append(NodePosition(unchecked: level, start >> UInt64(level)))
      start += 1 << UInt64(level)
    }
    return nodes
  }
}
