import Fixtures
import Testing
import TransparencyLog

@Suite("Entry bundles")
struct EntryBundleTests {
  @Test("Entries stand behind their length in two bytes, big-endian")
  func framing() throws {
    let bundle = try EntryBundle([[], [1], Array(repeating: 7, count: 258)])
    #expect(Array(bundle.bytes.prefix(7)) == [0, 0, 0, 1, 1, 1, 2])
    #expect(bundle.bytes.count == 2 + 3 + 260)
    #expect(try EntryBundle(bytes: bundle.bytes, width: 3) == bundle)
  }

  @Test("An entry has at most 65,535 bytes")
  func longest() throws {
    let longest = [UInt8](repeating: 1, count: 65_535)
    let bundle = try EntryBundle([longest])
    #expect(try EntryBundle(bytes: bundle.bytes, width: 1) == bundle)
    #expect(throws: LogError(.entryTooLong, "")) { try EntryBundle([longest + [1]]) }
  }

  @Test("A bundle of another width, cut short or with more behind it is refused")
  func malformed() throws {
    let bytes = try EntryBundle([[1, 2, 3], [4]]).bytes
    for width in [-1, 0, 1, 3, 257] {
      #expect(throws: LogError(.bundleMalformed, "")) { try EntryBundle(bytes: bytes, width: width) }
    }
    for count in 0..<bytes.count {
      #expect(throws: LogError(.bundleMalformed, "")) {
        try EntryBundle(bytes: Array(bytes.prefix(count)), width: 2)
      }
    }
    #expect(throws: LogError(.bundleMalformed, "")) { try EntryBundle(bytes: bytes + [0], width: 2) }
    #expect(throws: LogError(.bundleMalformed, "")) { try EntryBundle([]) }
    #expect(throws: LogError(.bundleMalformed, "")) { try EntryBundle(Array(repeating: [], count: 257)) }
  }

  @Test("Any bytes are refused or written back as they were")
  func random() {
    var generator = SeededGenerator(seed: 3)
    for _ in 0..<3_000 {
      let bytes = (0..<Int.random(in: 0...20, using: &generator)).map { _ in
        UInt8.random(in: 0...5, using: &generator) % 5
      }
      let width = Int.random(in: 1...4, using: &generator)
      if let bundle = try? EntryBundle(bytes: bytes, width: width) {
        #expect(bundle.bytes == bytes)
        #expect(bundle.entries.count == width)
      }
    }
  }
}
