import Cryptography
import Testing
import TransparencyLog

@Suite("Merkle frontier and stored hashes")
struct MerkleFrontierTests {
  @Test("A leaf hash is SHA-256 of a zero byte and the entry", arguments: ExampleTree.leaves)
  func leafHash(_ leaf: ExampleTree.Leaf) throws {
    var hasher = try MerkleHasher()
    let digest = try hasher.leaf(leaf.data)
    #expect(digest.hex == leaf.hash)
  }

  @Test("The root of each size of the published example is the published one")
  func exampleRoots() throws {
    var hasher = try MerkleHasher()
    var frontier = MerkleFrontier()
    for (size, expected) in ExampleTree.roots.enumerated() {
      #expect(frontier.size == UInt64(size))
      let root = try frontier.root(hasher: &hasher)
      #expect(root.hex == expected)
      if size < ExampleTree.leaves.count {
        let leaf = try hasher.leaf(ExampleTree.leaves[size].data)
        try frontier.append(leaf, hasher: &hasher)
      }
    }
  }

  @Test("Every size up to 300 has the root of the recursive definition, and stores what the dense order says")
  func grows() throws {
    var hasher = try MerkleHasher()
    var frontier = MerkleFrontier()
    var stored: [Digest] = []
    let tree = try NaiveTree(size: 300)
    for size in 0...300 {
      let root = try frontier.root(hasher: &hasher)
      #expect(try root == tree.root(0..<size))
      #expect(UInt64(stored.count) == NodePosition.storedCount(UInt64(size)))

      let reloaded = try MerkleFrontier(
        size: UInt64(size),
        edge: MerkleFrontier.edgePositions(size: UInt64(size)).map { stored[Int($0.storageIndex)] })
      #expect(reloaded == frontier)

      guard size < 300 else { break }
      let before = stored.count
      let positions = NodePosition.completed(byLeaf: UInt64(size))
      try frontier.append(tree.leaves[size], completing: &stored, hasher: &hasher)
      #expect(positions.map(\.storageIndex) == (before..<stored.count).map(UInt64.init))
      for position in positions {
        let expected = try tree.root(Int(position.firstLeaf)..<Int(position.end))
        #expect(stored[Int(position.storageIndex)] == expected)
      }
    }
  }

  @Test(
    "Dense positions are those of golang/mod sumdb/tlog",
    arguments: [
      (0, 0, 0), (0, 1, 1), (0, 2, 3), (0, 3, 4), (0, 4, 7), (0, 5, 8), (0, 6, 10), (0, 7, 11), (0, 8, 15), (1, 0, 2),
      (1, 1, 5), (2, 0, 6), (3, 0, 14), (0, 255, 502), (8, 0, 510),
    ] as [(Int, UInt64, UInt64)])
  func densePositions(level: Int, index: UInt64, expected: UInt64) throws {
    let position = try #require(NodePosition(level: level, index: index))
    #expect(position.storageIndex == expected)
    #expect(NodePosition(storageIndex: expected) == position)
    #expect(golangPosition(level: level, index: index) == expected)
  }

  @Test("Storage indexes and positions are each other's inverse, at the far end too")
  func denseInverse() throws {
    let last = NodePosition.storedCount(TreeSize.maximum)
    for index in Array(0..<5_000) + Array((last - 200)..<last) {
      let position = try #require(NodePosition(storageIndex: index))
      #expect(position.storageIndex == index)
      #expect(golangPosition(level: position.level, index: position.index) == index)
    }
    #expect(NodePosition(storageIndex: last) == nil)
    #expect(NodePosition(storageIndex: .max) == nil)
  }

  @Test("Positions beyond the largest tree do not exist")
  func positionBounds() {
    #expect(NodePosition(level: -1, index: 0) == nil)
    #expect(NodePosition(level: 63, index: 0) == nil)
    #expect(NodePosition(level: 62, index: 0) != nil)
    #expect(NodePosition(level: 62, index: 1) == nil)
    #expect(NodePosition(level: 0, index: TreeSize.maximum - 1) != nil)
    #expect(NodePosition(level: 0, index: TreeSize.maximum) == nil)
  }

  @Test("A frontier refuses a number of edge hashes that its size cannot have, and sizes above the bound")
  func refusals() throws {
    #expect(throws: LogError(.treeHashes, "")) { try MerkleFrontier(size: 3, edge: [.zero]) }
    #expect(throws: LogError(.treeRange, "")) { try MerkleFrontier(size: 1 << 63, edge: [.zero]) }
    var hasher = try MerkleHasher()
    var full = try MerkleFrontier(size: TreeSize.maximum, edge: Array(repeating: .zero, count: 63))
    let before = full
    #expect(throws: LogError(.treeRange, "")) { try full.append(.zero, hasher: &hasher) }
    #expect(full == before)
  }

  /// The formula as transparency-log programs state it, with its loop.
  private func golangPosition(level: Int, index: UInt64) -> UInt64 {
    var n = index
    for _ in 0..<level { n = 2 * n + 1 }
    var i: UInt64 = 0
    while n > 0 {
      i += n
      n >>= 1
    }
    return i + UInt64(level)
  }
}
