import Cryptography
import LedgerFixtures
import Testing

@testable import Pledges

/// What gatherers of signatures are told is written out by kind, beside the rules that decide: both have to say the same.
@Suite("What is said to be missing of signatures is what admission asks for")
struct MissingSignaturesTests {
  private func missing(_ attempt: RefusalCase.Attempt, _ fixture: LedgerFixture) -> [MissingSignatures] {
    fixture.state.missingSignatures(
      on: attempt.statement.predicate, by: Set(attempt.signers.map(\.keyID)), at: attempt.now)
  }

  /// Their statements do not say who has to sign them, or by which of several keys.
  private static let unnamed: Set<EntryKind.Known> = [
    .evidenceCheck, .reviewPublish, .reviewWithdraw, .challengeOpen, .challengeResolve, .challengeWithdraw, .keyObject,
  ]

  @Test(
    "whoever is refused for want of a signature is told of one, where the statement names who signs",
    arguments: RefusalTests.all.filter { $0.code == "signature.missing" && !unnamed.contains($0.kind) })
  func refused(_ refused: RefusalCase) throws {
    let fixture = try refused.ground.make()
    let attempt = try refused.attempt(fixture)
    #expect(!missing(attempt, fixture).isEmpty)
  }

  @Test("of what is admitted nothing is said to be missing", arguments: 0..<6 as Range<UInt64>)
  func admitted(seed: UInt64) throws {
    var history = try RandomHistory(seed: seed)
    try history.run(steps: 300)
    #expect(history.admittedAlthoughMissing.isEmpty)
    #expect(!history.admitted.isEmpty)
  }
}
