public import Cryptography

/// The right edge of a growing tree: all that appending and the root need, at most 63 hashes whatever the size.
///
/// A plain value, so a batch that may fail is tried on a copy. The hasher comes from outside because it is one
/// library context, reused for every hash.
///
///     var hasher = try MerkleHasher()
///     var frontier = MerkleFrontier()
///     try frontier.append(hasher.leaf(header), hasher: &hasher)
///     let root = try frontier.root(hasher: &hasher)
public struct MerkleFrontier: Hashable, Sendable {
  /// How many leaves the tree has.
  public private(set) var size: UInt64
  /// The hashes of the largest complete subtrees from left to right, one for each one bit of the size.
  public private(set) var edge: [Digest]

  /// The edge of a tree without leaves.
  public init() {
    size = 0
    edge = []
  }

  /// The edge of a tree that is already there, from the stored hashes at `edgePositions`.
  public init(size: UInt64, edge: [Digest]) throws(LogError) {
    try TreeSize.check(size)
    guard edge.count == size.nonzeroBitCount else {
      throw LogError(.treeHashes, "a tree of \(size) leaves has \(size.nonzeroBitCount) edge hashes, not \(edge.count)")
    }
    self.size = size
    self.edge = edge
  }

  /// Where the edge hashes of a tree of this size stand, in the order `init(size:edge:)` wants them.
  public static func edgePositions(size: UInt64) throws(LogError) -> [NodePosition] {
    try TreeSize.check(size)
    return NodePosition.covering(0..<size)
  }

  /// Adds a leaf, given by its hash, at the right end.
  public mutating func append(_ leaf: Digest, hasher: inout MerkleHasher) throws(LogError) {
    let top = try pair(leaf, hasher: &hasher) { _ in }
    grow(by: top)
  }

  /// Adds a leaf and notes every hash that it completes, in storage order, leaf first.
  ///
  /// The first of them belongs at storage index `NodePosition.storedCount(size)` of the size before.
  public mutating func append(
    _ leaf: Digest, completing completed: inout [Digest], hasher: inout MerkleHasher
  ) throws(LogError) {
    completed.append(leaf)
    let top = try pair(leaf, hasher: &hasher) { completed.append($0) }
    grow(by: top)
  }

  /// The same in two steps: all that can fail, which leaves the tree as it is, and then `append(_: Growth)`.
  public func growth(by leaf: Digest, hasher: inout MerkleHasher) throws(LogError) -> Growth {
    var completed = [leaf]
    let top = try pair(leaf, hasher: &hasher) { completed.append($0) }
    return Growth(size: size, completed: completed, top: top)
  }

  /// Adds the leaf of a growth, which must be of the tree as it is now.
  public mutating func append(_ growth: Growth) {
    precondition(growth.size == size, "the tree has grown since")
    grow(by: growth.top)
  }

  /// A leaf that is hashed and not added yet.
  public struct Growth: Sendable {
    fileprivate let size: UInt64
    /// Every hash that the leaf completes, in storage order, leaf first.
    public let completed: [Digest]
    fileprivate let top: Digest
  }

  /// The root of the tree as it stands.
  public func root(hasher: inout MerkleHasher) throws(LogError) -> Digest {
    try hasher.fold(edge) ?? .emptyTreeRoot
  }

  // Each one bit at the low end of the size is a complete subtree that the new leaf's subtree pairs with.
  private var pairCount: Int { (~size).trailingZeroBitCount }

  /// The root of the largest subtree that a leaf completes; each on the way there goes to `node`.
  private func pair(
    _ leaf: Digest, hasher: inout MerkleHasher, each node: (Digest) -> Void
  ) throws(LogError) -> Digest {
    try TreeSize.check(size + 1)
    var hash = leaf
    for position in stride(from: edge.count - 1, through: edge.count - pairCount, by: -1) {
      hash = try hasher.node(edge[position], hash)
      node(hash)
    }
    return hash
  }

  // The edge changes only once all hashing has succeeded.
  private mutating func grow(by top: Digest) {
    edge.removeLast(pairCount)
    edge.append(top)
    size += 1
  }
}
