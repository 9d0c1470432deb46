import Testing
import TransparencyLog

@Suite("Tile paths")
struct TilePathTests {
  static let knownPaths: [(TilePath.Resource, UInt64, Int, String)] = [
    (.hashes(level: 0), 0, 256, "tile/0/000"), (.hashes(level: 0), 999, 256, "tile/0/999"),
    (.hashes(level: 0), 1000, 256, "tile/0/x001/000"),
    (.hashes(level: 3), 1_234_067, 256, "tile/3/x001/x234/067"),
    (.hashes(level: 63), 0, 1, "tile/63/000.p/1"), (.entries, 0, 255, "tile/entries/000.p/255"),
    (.entries, 1_000_000, 17, "tile/entries/x001/x000/000.p/17"), (.entries, 42, 256, "tile/entries/042"),
    (.parallel("envelopes"), 7, 3, "tile/envelopes/007.p/3"),
    (
      .hashes(level: 0), TreeSize.maximum, 256, "tile/0/x009/x223/x372/x036/x854/x775/807"
    ),
  ]

  @Test("Known paths are written and read", arguments: knownPaths)
  func known(resource: TilePath.Resource, index: UInt64, width: Int, text: String) throws {
    let path = try TilePath(resource, index: index, width: width)
    #expect(path.text == text)
    #expect(try TilePath(text, parallel: ["envelopes"]) == path)
    #expect(path.full.width == 256)
  }

  @Test(
    "A text that is no path, or another spelling of one, is refused",
    arguments: [
      "", "/", "tile", "tile/", "tile/0", "tile/0/", "/tile/0/000", "tile/0/000/", "tile//000", "Tile/0/000",
      "tile/00/000", "tile/64/000", "tile/-1/000", "tile/+1/000", "tile/a/000", "tile/0/0", "tile/0/00", "tile/0/0000",
      "tile/0/1000", "tile/0/x000/000", "tile/0/x000/001", "tile/0/x01/000", "tile/0/001/000", "tile/0/x001",
      "tile/0/x001/x000", "tile/0/xx001/000", "tile/0/x001/0x0", "tile/0/000.p", "tile/0/000.p/", "tile/0/000.p/0",
      "tile/0/000.p/256", "tile/0/000.p/01", "tile/0/000.p/+1", "tile/0/000.p/1/", "tile/0/.p/1", "tile/0/000.p/1.p/1",
      "tile/0/000/1", "tile/0/x001.p/000", "tile/0/..", "tile/../000", "tile/0/x001//000", "tile/0/000\n", "tile/0/00０",
      "tile/entries", "tile/entries/", "tile/entry/000", "tile/envelope/000",
      "tile/0/x009/x223/x372/x036/x854/x775/808",
      "tile/0/" + String(repeating: "x999/", count: 40) + "999",
    ])
  func malformed(_ text: String) {
    #expect(throws: LogError(.tileMalformed, "")) { try TilePath(text, parallel: ["envelopes"]) }
  }

  @Test("A parallel resource is read only where the caller serves it")
  func parallel() throws {
    #expect(throws: LogError(.tileMalformed, "")) { try TilePath("tile/envelopes/000") }
    for name in ["", "entries", "0", "../x", "A", "a-b", String(repeating: "a", count: 33)] {
      #expect(throws: LogError(.tileMalformed, "")) { try TilePath(.parallel(name), index: 0) }
    }
  }

  @Test("No path is made with a level, index or width out of range")
  func bounds() {
    #expect(throws: LogError(.tileMalformed, "")) { try TilePath(.hashes(level: 64), index: 0) }
    #expect(throws: LogError(.tileMalformed, "")) { try TilePath(.hashes(level: -1), index: 0) }
    #expect(throws: LogError(.tileMalformed, "")) { try TilePath(.entries, index: 1 << 63) }
    #expect(throws: LogError(.tileMalformed, "")) { try TilePath(.entries, index: 0, width: 0) }
    #expect(throws: LogError(.tileMalformed, "")) { try TilePath(.entries, index: 0, width: 257) }
  }
}
