import Cryptography
import Fixtures
import Testing
import TransparencyLog

@Suite("Reading a tree from tiles")
struct TileReadingTests {
  /// A tree of 70,000 leaves: three rows of tiles, each with a partial one.
  struct Log {
    let tree: StoredTree
    let leaves: [Digest]

    init(size: Int, hasher: inout MerkleHasher) throws {
      var leaves: [Digest] = []
      for index in 0..<size {
        leaves.append(try hasher.leaf([UInt8(index & 255), UInt8(index >> 8 & 255), UInt8(index >> 16)]))
      }
      self.leaves = leaves
      tree = try StoredTree(leaves, hasher: &hasher)
    }

    func bytes(_ tile: Tile) throws -> [UInt8] {
      try TileContent(tile, hashes: tree.read(tile.positions)).bytes
    }

    func root(_ size: UInt64, hasher: inout MerkleHasher) throws -> Digest {
      try MerkleFrontier(size: size, edge: tree.read(MerkleFrontier.edgePositions(size: size))).root(hasher: &hasher)
    }
  }

  @Test("Leaves and nodes are read from the tiles of every kind of size, and a changed byte anywhere is found")
  func readsAndFinds() throws {
    var hasher = try MerkleHasher()
    let log = try Log(size: 70_000, hasher: &hasher)
    var generator = SeededGenerator(seed: 11)
    for size in [1, 2, 255, 256, 257, 511, 512, 4_099, 65_535, 65_536, 65_537, 66_048, 70_000] as [UInt64] {
      let root = try log.root(size, hasher: &hasher)
      let leaves =
        [0, size - 1, size / 2] + (0..<4).map { _ in UInt64.random(in: 0..<size, using: &generator) }
      let reading = try TileReading(treeSize: size, leaves: leaves)
      // Only tiles that a tree of this size has are asked for, each once.
      let all = try Set(Tile.added(growingFrom: 0, to: size))
      #expect(Set(reading.tiles).isSubset(of: all))
      #expect(Set(reading.tiles).count == reading.tiles.count)

      let contents = try reading.tiles.map(log.bytes)
      guard case .authentic(let tiles) = try reading.authenticate(contents, root: root, hasher: &hasher) else {
        Issue.record("size \(size) is not authentic")
        continue
      }
      for leaf in leaves {
        #expect(tiles.leaf(leaf) == log.leaves[Int(leaf)])
        let inTile = try hasher.node(log.leaves[Int(leaf & ~1)], log.leaves[Int(leaf | 1)])
        if let position = NodePosition(level: 1, index: leaf / 2), position.end <= size {
          let hash = try tiles.hash(at: position, hasher: &hasher)
          #expect(hash == inTile)
        }
      }
      #expect(tiles.leaf(size) == nil)
      #expect(tiles.tiles.count == reading.tiles.count)

      for (place, tile) in reading.tiles.enumerated() {
        var changed = contents
        changed[place][Int.random(in: 0..<changed[place].count, using: &generator)] ^= 1
        switch try reading.authenticate(changed, root: root, hasher: &hasher) {
        case .authentic: Issue.record("a changed byte in \(tile) was not found")
        case .rootDiffers(let found): #expect(found != root)
        case .tileDiffers(let found): #expect(found == tile || found.level < tile.level)
        }
      }
      guard case .rootDiffers = try reading.authenticate(contents, root: root.corrupted, hasher: &hasher) else {
        Issue.record("another root was taken")
        continue
      }
    }
  }

  @Test("What proofs need can be read from tiles, with no hash that is not authenticated")
  func proofsFromTiles() throws {
    var hasher = try MerkleHasher()
    let log = try Log(size: 1_300, hasher: &hasher)
    let root = try log.root(1_300, hasher: &hasher)
    for index in [0, 255, 256, 700, 1_299] as [UInt64] {
      let plan = try InclusionProof.Plan(index: index, treeSize: 1_300)
      let reading = try TileReading(treeSize: 1_300, positions: plan.positions)
      let contents = try reading.tiles.map(log.bytes)
      guard case .authentic(let tiles) = try reading.authenticate(contents, root: root, hasher: &hasher) else {
        Issue.record("not authentic")
        return
      }
      var stored: [Digest] = []
      for position in plan.positions {
        if let hash = try tiles.hash(at: position, hasher: &hasher) { stored.append(hash) }
      }
      let proof = try plan.proof(from: stored, hasher: &hasher)
      let valid = try proof.isValid(leaf: log.leaves[Int(index)], root: root, hasher: &hasher)
      #expect(valid)
    }
  }

  @Test("The empty tree needs no tile and has one root")
  func empty() throws {
    var hasher = try MerkleHasher()
    let reading = try TileReading(treeSize: 0, positions: [])
    #expect(reading.tiles.isEmpty)
    guard case .authentic = try reading.authenticate([], root: .emptyTreeRoot, hasher: &hasher) else {
      Issue.record("not authentic")
      return
    }
    guard case .rootDiffers = try reading.authenticate([], root: .zero, hasher: &hasher) else {
      Issue.record("authentic")
      return
    }
  }

  @Test("Nodes outside the tree, and tiles of another length or number, are refused")
  func refusals() throws {
    var hasher = try MerkleHasher()
    #expect(throws: LogError(.treeRange, "")) { try TileReading(treeSize: 5, leaves: [5]) }
    #expect(throws: LogError(.treeRange, "")) { try TileReading(treeSize: 1 << 63, leaves: [5]) }
    let incomplete = try #require(NodePosition(level: 2, index: 1))
    #expect(throws: LogError(.treeRange, "")) { try TileReading(treeSize: 5, positions: [incomplete]) }
    let reading = try TileReading(treeSize: 5, leaves: [0])
    #expect(throws: LogError(.tileMalformed, "")) {
      try reading.authenticate([], root: .zero, hasher: &hasher)
    }
    #expect(throws: LogError(.tileMalformed, "")) {
      try reading.authenticate([[1]], root: .zero, hasher: &hasher)
    }
  }
}
