import Cryptography
import LedgerFixtures
import Pledges
import Testing

@Suite("Lost keys come back in sight of all, and what rests on that takes nothing away")
struct RecoveryTests {
  /// The Harbour Light ledger where alder filed (9), lost its key on 1 March 2032 (10) and gets another one (11), which
  /// waits until 16 March.
  static func ledger() throws -> LedgerFixture {
    let fixture = try LedgerFixture.harbourLight()
    try fixture.attest(.alder, ["lamp", "depth"], at: "2032-02-01")
    try fixture.end(.alder, of: "alder", by: [.registrar], at: "2032-03-01")
    try fixture.recover([.spare], of: "alder", at: "2032-03-02")
    return fixture
  }

  static let comesIn: Instant = "2032-03-16"

  @Test("a recovered key waits fourteen days to the second, and then it signs")
  func waits() throws {
    let fixture = try RecoveryTests.ledger()
    let filed = Predicate.attest(restated(fixture, 9, .met("lamp")))
    #expect(refusal { try fixture.admit(filed, [.spare], at: "2032-03-15T23:59:59Z") } == "key.not-in-force")
    #expect(fixture.state.keys.keysInForce(of: .party("alder"), at: "2032-03-15T23:59:59Z") == [])
    #expect(
      fixture.state.keys.keysWaiting(of: .party("alder"), at: "2032-03-15T23:59:59Z") == [FixedKey.spare.publicKey])
    try fixture.admit(filed, [.spare], at: RecoveryTests.comesIn)
    #expect(
      fixture.state.keys.keysInForce(of: .party("alder"), at: RecoveryTests.comesIn) == [FixedKey.spare.publicKey])
    #expect(try Replay.agrees(fixture))
  }

  @Test("a waiting key may end itself, and nothing else; the registrar may end it")
  func endsWaiting() throws {
    let fixture = try RecoveryTests.ledger()
    #expect(
      refusal { try fixture.object(.spare, of: "alder", to: 10, at: "2032-03-03") } == "signature.missing")
    #expect(
      refusal { try fixture.end(.alder, of: "alder", since: "2032-01-01", by: [.spare], at: "2032-03-03") }
        == "key.not-in-force")
    try fixture.end(.spare, of: "alder", by: [.spare], at: "2032-03-03")
    #expect(fixture.state.owners["alder"]?.standing.lastRecovery(by: "2033-01-01") == nil)
    // Nobody has a key now, so another recovery is open, and the registrar ends that one.
    try fixture.recover([.secondSpare], of: "alder", at: "2032-03-04")
    try fixture.end(.secondSpare, of: "alder", by: [.registrar], at: "2032-03-05")
    #expect(fixture.state.accord.revocations.last?.by == .registrar)
    #expect(try Replay.agrees(fixture))
  }

  @Test("a recovery none of whose keys is left changes no threshold; one of whose keys some are left does")
  func leftKeys() throws {
    for (ended, threshold) in [([.spare, .secondSpare], 1), ([.spare], 2)] as [([FixedKey], Int)] {
      let fixture = try LedgerFixture.harbourLight()
      try fixture.end(.alder, of: "alder", by: [.alder], at: "2032-03-01")
      try fixture.recover([.spare, .secondSpare], of: "alder", threshold: 2, at: "2032-03-02")
      for key in ended { try fixture.end(key, of: "alder", by: [key], at: "2032-03-03") }
      #expect(fixture.state.owners["alder"]?.standing.threshold(at: "2032-03-15T23:59:59Z") == 1)
      #expect(fixture.state.owners["alder"]?.standing.threshold(at: RecoveryTests.comesIn) == threshold)
      // Either way too few are left then, and a recovery is open.
      try fixture.recover([.thirdSpare], of: "alder", at: RecoveryTests.comesIn)
      #expect(try Replay.agrees(fixture))
    }
  }

  @Test("a threshold that a recovery brought stands until one is set after it")
  func laterThreshold() throws {
    let fixture = try LedgerFixture.harbourLight()
    try fixture.register(.alderSpare, of: "alder", by: [.alder], at: "2032-01-01")
    try fixture.setThreshold(2, of: "alder", by: [.alder], at: "2032-01-02")
    try fixture.end(.alder, of: "alder", by: [.registrar], at: "2032-03-01")
    try fixture.recover([.spare, .secondSpare], of: "alder", threshold: 3, at: "2032-03-02")
    func threshold(at instant: Instant) -> Int? { fixture.state.owners["alder"]?.standing.threshold(at: instant) }
    #expect(threshold(at: "2032-03-15T23:59:59Z") == 2)
    #expect(threshold(at: RecoveryTests.comesIn) == 3)
    try fixture.setThreshold(1, of: "alder", by: [.alderSpare, .spare, .secondSpare], at: "2032-03-17")
    #expect(threshold(at: "2032-03-17") == 1)
    // The act needed recovered keys: the own threshold is what it was.
    #expect(fixture.state.owners["alder"]?.standing.ownThreshold(at: "2032-06-01") == 2)
    #expect(try Replay.agrees(fixture))
  }

  @Test("what a recovered key signs bears the mark of its recovery, and so do the keys it brings in")
  func marks() throws {
    let fixture = try RecoveryTests.ledger()
    try fixture.admit(.attest(restated(fixture, 9, .met("lamp"))), [.spare], at: "2032-04-01")
    try fixture.register(.secondSpare, of: "alder", by: [.spare], at: "2032-04-02")
    try fixture.admit(.attest(restated(fixture, 12, .met("lamp"), "Again.")), [.secondSpare], at: "2032-04-03")
    let marks = KeyMarks(fixture.state.accord) { _ in true }
    for entry: EntryIndex in [12, 13, 14] { #expect(marks.marks(of: entry) == [Mark(.recoveredKey, 11)]) }
    for entry: EntryIndex in [9, 10, 11] { #expect(marks.marks(of: entry) == []) }
    #expect(fixture.state.keys[FixedKey.secondSpare.keyID]?.recovery == 11)
    #expect(fixture.state.keys[FixedKey.secondSpare.keyID]?.provenance.voucher == .owner)
    #expect(try Replay.agrees(fixture))
  }

  @Test("the mark names the latest recovery that the signers go back to")
  func latest() throws {
    let fixture = try RecoveryTests.ledger()
    try fixture.end(.spare, of: "alder", by: [.spare], at: "2032-03-20")
    try fixture.recover([.secondSpare], of: "alder", at: "2032-03-21")
    try fixture.admit(.attest(restated(fixture, 9, .met("lamp"))), [.secondSpare], at: "2032-05-01")
    #expect(fixture.state.accord.recoveredActs == [12: 11, 14: 13])
  }

  @Test("a withdrawal, and a supersession to no-claim, takes nothing out, and may be said again")
  func takesNothingOut() throws {
    let fixture = try RecoveryTests.ledger()
    try fixture.withdraw(.alder, by: .spare, fixture.reference(9), at: "2032-04-01")
    #expect(fixture.heads(["lamp", "depth"]) == [9, 9])
    var none = Claim(commitment: "lamp", value: "no-claim")
    none.explanation = .words("Nothing.")
    try fixture.admit(.attest(restated(fixture, 9, none)), [.spare], at: "2032-04-02")
    #expect(fixture.heads(["lamp", "depth"]) == [9, 9])
    try fixture.admit(.attest(restated(fixture, 9, .met("depth"))), [.spare], at: "2032-04-03")
    #expect(fixture.heads(["lamp", "depth"]) == [9, 14])
    try fixture.withdraw(.alder, by: .spare, fixture.reference(9), note: "Once more.", at: "2032-04-04")
    #expect(fixture.heads(["lamp", "depth"]) == [9, 14])
    try fixture.resume()
    #expect(fixture.heads(["lamp", "depth"]) == [9, 14])
    #expect(try Replay.agrees(fixture))
  }

  @Test("it voids nothing and lifts no voiding; its word is kept")
  func voidsNothing() throws {
    let fixture = try LedgerFixture.harbourLight()
    try fixture.register(.alderSpare, of: "alder", by: [.alder], at: "2032-01-01")
    try fixture.attest(.alder, ["lamp"], at: "2032-01-10")
    try fixture.admit(.attest(fixture.attestation(.alder, [.met("depth")])), [.alderSpare], at: "2032-01-11")
    try fixture.end(.alderSpare, of: "alder", since: "2032-01-02", by: [.alder], at: "2032-01-12")
    try fixture.end(.alder, of: "alder", by: [.alder], at: "2032-01-13")
    try fixture.recover([.spare], of: "alder", at: "2032-01-14")
    #expect(fixture.heads(["lamp", "depth"]) == [10, nil])
    try fixture.end(.alder, of: "alder", since: "2032-01-02", by: [.spare], at: "2032-03-01")
    try fixture.end(.alderSpare, of: "alder", since: "2032-03-01", by: [.spare], at: "2032-03-02")
    #expect(fixture.heads(["lamp", "depth"]) == [10, nil])
    let words = fixture.state.accord.revocations.suffix(2)
    #expect(words.map(\.recovery) == [14, 14])
    #expect(words.map(\.invalidSince) == ["2032-01-02", "2032-03-01"])
    #expect(try Replay.agrees(fixture))
  }

  @Test("a challenge and a review whose withdrawal rests on a recovery go on standing")
  func opinions() throws {
    let fixture = try LedgerFixture.harbourLight()
    try fixture.attest(.alder, at: "2032-02-01")
    try fixture.admit(.review(.sample(of: fixture.reference(9))), [.reviewer], at: "2032-02-02")
    try fixture.challenge(at: "2032-02-03")
    for (key, new) in [(.reviewer, .spare), (.challenger, .secondSpare)] as [(FixedKey, FixedKey)] {
      try fixture.end(key, of: key.party, by: [.registrar], at: "2032-02-04")
      try fixture.recover([new], of: key.party, at: "2032-02-04")
    }
    for word in ["One.", "Two."] {
      try fixture.admit(
        .withdrawReview(ReviewWithdrawal(of: fixture.reference(10), text: .words(TextMap(plain: word) ?? "x"))),
        [.spare],
        at: "2032-04-01")
      try fixture.admit(
        .withdrawChallenge(ChallengeWithdrawal(challenge: 11, text: .words(TextMap(plain: word) ?? "x"))),
        [.secondSpare], at: "2032-04-01")
    }
    // Still there to be decided.
    try fixture.admit(RefusalCase.resolution(11), [.panel], at: "2032-04-02")
    #expect(try Replay.agrees(fixture))
  }

  @Test("with enough keys that no recovery brought, an act is the owner's own again")
  func ownAgain() throws {
    let fixture = try LedgerFixture.harbourLight()
    try fixture.register(.alderSpare, of: "alder", by: [.alder], at: "2032-01-01")
    try fixture.setThreshold(2, of: "alder", by: [.alder], at: "2032-01-02")
    try fixture.end(.alder, of: "alder", by: [.alder], at: "2032-03-01")
    try fixture.recover([.spare], of: "alder", threshold: 2, at: "2032-03-02")
    try fixture.attest(.alder, by: [.alderSpare, .spare], at: "2032-03-20")
    #expect(fixture.state.accord.recoveredActs[13] == 12)
    // The own threshold was one until 16 January, and is two since.
    #expect(fixture.state.owners["alder"]?.standing.ownThreshold(at: "2032-01-15T23:59:59Z") == 1)
    #expect(fixture.state.owners["alder"]?.standing.ownThreshold(at: "2032-01-16") == 2)
  }

  @Test("an objection within fourteen days keeps the own threshold where it was, a later one does not")
  func ownThreshold() throws {
    for (at, own) in [("2032-01-15T23:59:59Z", 1), ("2032-01-16", 2)] as [(Instant, Int)] {
      let fixture = try LedgerFixture.harbourLight()
      try fixture.register(.alderSpare, of: "alder", by: [.alder], at: "2032-01-01")
      try fixture.setThreshold(2, of: "alder", by: [.alderSpare], at: "2032-01-02")
      try fixture.object(.alder, of: "alder", to: 10, at: at)
      #expect(fixture.state.owners["alder"]?.standing.ownThreshold(at: "2033-01-01") == own)
      #expect(fixture.state.owners["alder"]?.standing.threshold(at: "2033-01-01") == 2)
    }
  }

  @Test("a recovery rests on every revocation by the registrar since the party last had enough keys")
  func restsOn() throws {
    let fixture = try LedgerFixture.harbourLight()
    try fixture.register(.alderSpare, of: "alder", by: [.alder], at: "2032-01-01")
    try fixture.end(.alder, of: "alder", by: [.registrar], at: "2032-01-02")
    // One is enough, so that is past.
    try fixture.end(.alderSpare, of: "alder", by: [.registrar], at: "2032-01-03")
    try fixture.recover([.spare], of: "alder", at: "2032-01-04")
    try fixture.end(.spare, of: "alder", by: [.registrar], at: "2032-01-05")
    try fixture.recover([.secondSpare], of: "alder", at: "2032-01-06")
    func restsOn() -> [[EntryIndex]] {
      let accord = fixture.state.accord
      return accord.recoveries.map { accord.revocations(under: $0).map(\.entry.index) }
    }
    #expect(restsOn() == [[11], [11, 13]])
    #expect(fixture.state.accord.recoveries.map(\.comesIn) == ["2032-01-18", "2032-01-20"])
    try fixture.resume()
    #expect(restsOn() == [[11], [11, 13]])
    #expect(try Replay.agrees(fixture))
  }

  /// A supersession of an entry by alder.
  private func restated(
    _ fixture: LedgerFixture, _ index: EntryIndex, _ claim: Claim, _ note: String = "A mistake."
  ) -> Attestation {
    fixture.attestation(
      .alder, [claim], evidence: claim.evidence.isEmpty ? [] : [.sample()],
      supersession: Attestation.Supersession(
        supersedes: fixture.reference(index), reason: .other, changeNote: .words(note)))
  }
}

extension LedgerFixture {
  fileprivate func withdraw(
    _ signatory: FixedKey, by key: FixedKey, _ reference: EntryReference, note: String = "Wrong.", at now: Instant
  ) throws {
    try admit(
      .withdrawAttestation(
        AttestationWithdrawal(
          signatory: signatory.party, period: "2031", withdraws: reference, reason: .other, changeNote: .words(note))),
      [key], at: now)
  }

  fileprivate func attest(_ signatory: FixedKey, by keys: [FixedKey], at now: Instant) throws {
    try admit(.attest(attestation(signatory, [.met("lamp")])), keys, at: now)
  }
}
