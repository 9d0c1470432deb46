import Cryptography
import Fixtures
import LedgerFixtures
import Testing

@testable import Pledges

@Suite("The set of statements answers exactly, wherever they lie")
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

  @Test("as a plain set does, in memory and in runs of any size", arguments: [1, 2, 3, 48, 768, 100_000])
  func agrees(_ run: Int) throws {
    var generator = SeededGenerator(seed: UInt64(run))
    let spill = MemorySpill()
    let spilling = Spilling(spill: spill, grain: SpillGrain(entries: 0, chunk: 2, run: run), since: 0)
    var set = StatementSet()
    var known: Set<StatementKey> = []
    let count = run < 10 ? 300 : 3_000
    for digest in try Self.digests(count, &generator) + [.zero] {
      #expect(set.contains(digest) == known.contains(StatementKey(digest)))
      set.insert(digest)
      // One that comes again, by a redaction, stays one.
      if Int.random(in: 0..<8, using: &generator) == 0 { set.insert(digest) }
      known.insert(StatementKey(digest))
      set.spill(spilling)
      #expect(set.contains(digest))
    }
    for digest in try Self.digests(count, &generator) {
      #expect(set.contains(digest) == known.contains(StatementKey(digest)))
    }
    var again = SeededGenerator(seed: UInt64(run))
    for digest in try Self.digests(count, &again) {
      #expect(set.contains(digest))
      set.insert(digest)
      set.spill(spilling)
    }
    #expect(Array(set.sorted) == known.sorted())
    #expect(spill.failure == nil)
    #expect((spill.calls == 0) == (run == 100_000))
  }

  @Test("few of the runs that do not hold a statement are read for it")
  func filter() throws {
    var generator = SeededGenerator(seed: 1)
    func word() -> UInt64 { .random(in: .min ... .max, using: &generator) }
    func key() -> StatementKey { StatementKey(high: word(), low: word()) }
    var filter = RunFilter(keysInRun: 1_536)
    let runs = (0..<40).map { _ in (0..<1_536).map { _ in key() } }
    for run in runs { filter.append(run) }
    for (number, run) in runs.enumerated() {
      for key in run { #expect(filter.runs(thatMayHold: key).contains(number)) }
    }
    let named = (0..<1_000).reduce(0) { sum, _ in sum + filter.runs(thatMayHold: key()).count }
    // One in a hundred of 40,000, and a margin.
    #expect(named < 600)
  }
}
