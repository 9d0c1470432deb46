/// The place of a complete subtree: level 0 is the leaves, and (level, index) covers 2^level leaves from index · 2^level.
///
/// Such a node never changes once its leaves are there, which is why only these are stored.
public struct NodePosition: Hashable, Sendable {
  /// How far above the leaves, 0 to 62.
  public let level: Int
  /// Which node of its level, counted from 0.
  public let index: UInt64

  /// The position, or nil unless its leaves lie in a tree of at most 2^63 − 1 leaves.
  public init?(level: Int, index: UInt64) {
    guard (0...62).contains(level), index < TreeSize.maximum >> UInt64(level) else { return nil }
    self.init(unchecked: level, index)
  }

  init(unchecked level: Int, _ index: UInt64) {
    self.level = level
    self.index = index
  }

  /// The position of a leaf's own hash; the index is one that a tree can have.
  init(leaf index: UInt64) {
    self.init(unchecked: 0, index)
  }

  /// The first leaf below the node.
  public var firstLeaf: UInt64 { index << UInt64(level) }

  /// The leaf after the last one below the node: the smallest tree that has the node.
  public var end: UInt64 { (index + 1) << UInt64(level) }
}

extension NodePosition: CustomStringConvertible {
  public var description: String { "(\(level), \(index))" }
}
