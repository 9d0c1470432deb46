import Cryptography
import Fixtures
import Testing
import TransparencyLog

@Suite("Tiles")
struct TileTests {
  /// Size, then for each row the number of full tiles and the width of the partial one.
  static let table: [(UInt64, [(UInt64, Int)])] = [
    (0, []), (1, [(0, 1)]), (255, [(0, 255)]), (256, [(1, 0), (0, 1)]), (257, [(1, 1), (0, 1)]),
    (65_535, [(255, 255), (0, 255)]), (65_536, [(256, 0), (1, 0), (0, 1)]), (70_000, [(273, 112), (1, 17), (0, 1)]),
  ]

  @Test("The tiles of a tree are those of the table of tlog-tiles", arguments: table)
  func tiles(size: UInt64, rows: [(UInt64, Int)]) throws {
    var expected: [Tile] = []
    for (level, row) in rows.enumerated() {
      for index in 0..<row.0 { expected.append(try #require(Tile(level: level, index: index))) }
      if row.1 > 0 { expected.append(try #require(Tile(level: level, index: row.0, width: row.1))) }
    }
    #expect(try Tile.added(growingFrom: 0, to: size) == expected)
    #expect(try Tile.partial(treeSize: size) == expected.filter { !$0.isFull })
  }

  @Test("Growing in steps writes every full tile once, and the partial tiles of each size")
  func growth() throws {
    var generator = SeededGenerator(seed: 7)
    for _ in 0..<40 {
      let end = UInt64.random(in: 1...200_000, using: &generator)
      var size: UInt64 = 0
      var full: [Tile] = []
      while size < end {
        let next = min(end, size + UInt64.random(in: 1...60_000, using: &generator))
        let added = try Tile.added(growingFrom: size, to: next)
        full += added.filter(\.isFull)
        // Partial tiles of the new size that were there before are those of rows with nothing new.
        let partial = try Set(Tile.partial(treeSize: next))
        #expect(Set(added.filter { !$0.isFull }).isSubset(of: partial))
        #expect(try partial.subtracting(added).isSubset(of: Tile.partial(treeSize: size)))
        size = next
      }
      #expect(full.count == Set(full).count)
      #expect(try Set(full) == Set(Tile.added(growingFrom: 0, to: end).filter(\.isFull)))
    }
    #expect(try Tile.added(growingFrom: 5, to: 5).isEmpty)
    #expect(throws: LogError(.treeRange, "")) { try Tile.added(growingFrom: 0, to: 1 << 63) }
  }

  @Test("Tiles beyond the largest tree do not exist")
  func bounds() {
    #expect(Tile(level: 7, index: 0, width: 127) != nil)
    #expect(Tile(level: 7, index: 0, width: 128) == nil)
    #expect(Tile(level: 8, index: 0, width: 1) == nil)
    #expect(Tile(level: -1, index: 0, width: 1) == nil)
    #expect(Tile(level: 0, index: 0, width: 0) == nil)
    #expect(Tile(level: 0, index: 0, width: 257) == nil)
    #expect(Tile(level: 0, index: TreeSize.maximum >> 8 - 1, width: 256) != nil)
    #expect(Tile(level: 0, index: .max, width: 1) == nil)
  }

  @Test("A tile's content has as many hashes as it is wide, and gives the hash of every node in it")
  func content() throws {
    var hasher = try MerkleHasher()
    let tree = try NaiveTree(size: 256)
    let stored = try StoredTree(tree.leaves, hasher: &hasher)
    let tile = try #require(Tile(level: 0, index: 0))
    let content = try TileContent(tile, hashes: stored.read(tile.positions))
    #expect(content.hashes == tree.leaves)
    #expect(content.bytes.count == 8_192)
    #expect(try TileContent(tile, bytes: content.bytes) == content)
    for level in 0...8 {
      for index in 0..<UInt64(256 >> level) {
        let position = try #require(NodePosition(level: level, index: index))
        let hash = try content.hash(at: position, hasher: &hasher)
        #expect(hash == stored.read([position])[0])
      }
    }
    for outside in [
      NodePosition(level: 0, index: 256), NodePosition(level: 8, index: 1), NodePosition(level: 9, index: 0),
    ] {
      let position = try #require(outside)
      let hash = try content.hash(at: position, hasher: &hasher)
      #expect(hash == nil)
    }
    #expect(throws: LogError(.tileMalformed, "")) { try TileContent(tile, bytes: content.bytes.dropLast()) }
    #expect(throws: LogError(.tileMalformed, "")) { try TileContent(tile, bytes: content.bytes + [0]) }
    #expect(throws: LogError(.tileMalformed, "")) { try TileContent(tile, hashes: content.hashes.dropLast()) }
  }
}
