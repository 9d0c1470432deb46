import Cryptography
import LedgerFixtures
import Pledges
import Publication
import Storage
import Testing
import TransparencyLog

@Suite("Comparing checkpoints")
struct EvidenceTests {
  private func checkpoint(_ entries: [AdmittedEntry], _ size: Int, _ key: FixedKey = .log) throws -> SignedCheckpoint {
    try MemoryLedger(entries, size: size).signed(by: key)
  }

  private func compare(
    _ one: SignedCheckpoint, _ other: SignedCheckpoint, in source: MemoryLedger? = nil
  ) throws -> CheckpointComparison {
    try CheckpointComparison.of(one, other, by: Samples.policy(), in: source)
  }

  private func evidence(_ comparison: CheckpointComparison) -> LogEvidence? {
    if case .fork(let evidence) = comparison { evidence } else { nil }
  }

  private func isConsistent(_ comparison: CheckpointComparison) -> Bool {
    if case .consistent = comparison { true } else { false }
  }

  private func isUndecided(_ comparison: CheckpointComparison) -> Bool {
    if case .undecided = comparison { true } else { false }
  }

  @Test("two of one size and one root are consistent; of two roots they are a fork that anybody can check")
  func oneSize() throws {
    let one = try checkpoint(Samples.long, 300)
    #expect(try isConsistent(compare(one, one)))
    let found = try #require(try evidence(compare(one, checkpoint(Samples.fork, 300))))
    let read = try LogEvidence(found.bytes)
    #expect(read == found)
    #expect(try read.check(by: Samples.policy()) == .fork)
    #expect(try read.check(by: Samples.policy(.secondLog)) != .fork)
  }

  @Test("of two sizes a ledger decides; without one, or with too short a one, nothing does")
  func twoSizes() throws {
    let (small, large) = (try checkpoint(Samples.long, 210), try checkpoint(Samples.long, 300))
    #expect(try isUndecided(compare(small, large)))
    #expect(try isConsistent(compare(small, large, in: MemoryLedger(Samples.long, size: 300))))
    #expect(try isConsistent(compare(large, small, in: MemoryLedger(Samples.long, size: 400))))
    #expect(try isUndecided(compare(small, large, in: MemoryLedger(Samples.long, size: 250))))
    #expect(try isUndecided(compare(small, large, in: MemoryLedger(Samples.long, size: 100))))
  }

  @Test(
    "a fork between two sizes is shown by a ledger of either side",
    arguments: [(201, 300), (210, 290), (256, 300), (255, 257)])
  func forkOfTwoSizes(small: Int, large: Int) throws {
    let one = try checkpoint(Samples.fork, small)
    let other = try checkpoint(Samples.long, large)
    for source in try [MemoryLedger(Samples.long, size: large), MemoryLedger(Samples.fork, size: 300)] {
      let found = try #require(try evidence(compare(one, other, in: source)))
      let read = try LogEvidence(found.bytes)
      #expect(try read.check(by: Samples.policy()) == .fork)
    }
    // Where the two trees had not parted yet there is no fork.
    let before = try checkpoint(Samples.fork, 200)
    #expect(try isConsistent(compare(before, other, in: MemoryLedger(Samples.long, size: large))))
  }

  @Test("a ledger that contradicts both with a checkpoint nobody signed decides nothing")
  func unsignedLedger() throws {
    let forger = try MemoryLedger(Samples.fork, size: 300)
    let unsigned = try forger.with(forger.signed(by: .stranger))
    let (small, large) = (try checkpoint(Samples.long, 210), try checkpoint(Samples.long, 300))
    #expect(try isUndecided(compare(small, large, in: unsigned)))
  }

  @Test("checkpoints that no known log key signed are refused")
  func signatures() throws {
    let one = try checkpoint(Samples.long, 300)
    let other = try checkpoint(Samples.fork, 300, .stranger)
    #expect(code { _ = try compare(one, other) } == "checkpoint.signature")
    #expect(code { _ = try compare(other, one) } == "checkpoint.signature")
  }

  @Test("evidence that was changed proves nothing")
  func alteredEvidence() throws {
    let one = try checkpoint(Samples.fork, 210)
    let other = try checkpoint(Samples.long, 300)
    let good = try #require(try evidence(compare(one, other, in: MemoryLedger(Samples.long, size: 300))))
    let policy = try Samples.policy()
    func verdict(_ first: SignedCheckpoint, _ second: SignedCheckpoint, _ prefix: LogEvidence.Prefix?) throws -> Bool {
      try LogEvidence(.fork, first, second, prefix: prefix).check(by: policy) == .fork
    }
    #expect(try verdict(one, other, good.prefix))
    #expect(try !verdict(one, other, nil))
    #expect(try !verdict(other, one, good.prefix))
    #expect(try !verdict(one, one, nil))
    // The larger tree really begins with this one.
    #expect(try !verdict(checkpoint(Samples.long, 210), other, good.prefix))
    // A proof with a hash changed, or left out.
    let text = String(decoding: good.bytes, as: UTF8.self)
    let hash = try #require(good.prefix?.proof.hashes.last)
    let changed = text.replacing(hash.hex, with: Digest.zero.hex)
    #expect(try LogEvidence(Array(changed.utf8)).check(by: policy) != .fork)
    // A rollback is a note of what was seen, and proves nothing to others.
    let rollback = try LogEvidence(.rollback, checkpoint(Samples.long, 300), checkpoint(Samples.long, 210))
    #expect(try LogEvidence(rollback.bytes).check(by: policy) != .fork)
  }

  @Test(
    "a file that is no evidence is refused",
    arguments: ["", "{}", #"{"type":"pledgebook/evidence/v1","finding":"checkpoint.fork","checkpoints":["a","b"]}"#])
  func malformed(text: String) {
    #expect(code { _ = try LogEvidence(Array(text.utf8)) } == "publication.malformed")
  }
}
