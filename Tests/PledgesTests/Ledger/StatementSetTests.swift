import Cryptography
import Fixtures
import LedgerFixtures
import Testing

@testable import Pledges

@Suite("The set of statements answers exactly")
struct StatementSetTests {
  /// Digests of which many begin alike, and some have the same first eight or sixteen bytes.
  private static func digests(_ count: Int, _ generator: inout SeededGenerator) throws -> [Digest] {
    try (0..<count).map { _ in
      var bytes = (0..<32).map { _ in UInt8.random(in: 0...255, using: &generator) }
      let alike = [0, 0, 7, 8, 15, 16].randomElement(using: &generator) ?? 0
      for place in 0..<alike { bytes[place] = UInt8.random(in: 0...1, using: &generator) == 0 || place < 4 ? 0 : 1 }
      return try #require(Digest(bytes))
    }
  }

  @Test("as a plain set does", arguments: [1, 2, 3])
  func agrees(_ seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    var set = StatementSet()
    var known: Set<StatementKey> = []
    for digest in try Self.digests(3_000, &generator) + [.zero] {
      #expect(set.contains(digest) == known.contains(StatementKey(digest)))
      set.insert(digest)
      // One that comes again, by a redaction, stays one.
      if Int.random(in: 0..<8, using: &generator) == 0 { set.insert(digest) }
      known.insert(StatementKey(digest))
      #expect(set.contains(digest))
    }
    for digest in try Self.digests(3_000, &generator) {
      #expect(set.contains(digest) == known.contains(StatementKey(digest)))
    }
    var again = SeededGenerator(seed: seed)
    for digest in try Self.digests(3_000, &again) {
      #expect(set.contains(digest))
      set.insert(digest)
    }
    #expect(set.sorted == known.sorted())
  }
}
