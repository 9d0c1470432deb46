import Cryptography
import LedgerFixtures
import Pledges
import Testing

@testable import Compliance

@Suite("What rests on a recovery is shown as that, and takes nothing away")
struct RecoveredTests {
  /// Harbour Light: alder filed on 1 February 2032 (9), the registrar ended its key on 2 February (10), and a new one
  /// was brought in on 3 February (11), in force from 17 February on.
  private let fixture: LedgerFixture

  init() throws {
    fixture = try .harbourLight()
    try fixture.attest(.alder, ["lamp", "depth"], at: "2032-02-01")
    try fixture.end(.alder, of: "alder", by: [.registrar], at: "2032-02-02")
    try fixture.recover([.spare], of: "alder", at: "2032-02-03")
  }

  private func cell(_ commitment: CommitmentID = "lamp", asOf: Instant = "2032-06-01") throws -> CellStatus {
    try RecoveredTests.cell(fixture, commitment, asOf: asOf)
  }

  /// A cell of alder for 2031, the same from admission and from replay.
  static func cell(_ fixture: LedgerFixture, _ commitment: CommitmentID, asOf: Instant) throws -> CellStatus {
    let replayed = try fixture.replayed()
    #expect(replayed.findings.map(\.code) == [])
    let cells = try [fixture.state, replayed.state].map { state in
      let history = try #require(state.history(of: "alder"))
      let cells = StatusRules(accord: state.accord, asOf: asOf).cells(of: history, period: "2031")
      return try #require(cells.first { $0.commitment == commitment })
    }
    #expect(LiteralRules.Cell(cells[0]) == LiteralRules.Cell(cells[1]))
    #expect(cells[0].marks == cells[1].marks)
    #expect(cells[0].beside == cells[1].beside)
    return cells[0]
  }

  @discardableResult
  private func supersede(_ index: EntryIndex, _ claim: Claim, by key: FixedKey = .spare, at now: Instant) throws
    -> EntryIndex
  {
    let said = fixture.attestation(
      .alder, [claim], evidence: claim.evidence.isEmpty ? [] : [.sample()],
      supersession: Attestation.Supersession(
        supersedes: fixture.reference(index), reason: .other, changeNote: .words("Entry \(fixture.size).")))
    return try fixture.admit(.attest(said), [key], at: now).header.index
  }

  @Test("A claim by a recovered key stands with its mark, and the owner's last claim beside it")
  func head() throws {
    let notMet = Claim(commitment: "lamp", value: "not-met", explanation: "The lamp was dark.")
    try supersede(9, notMet, at: "2032-03-01")
    let cell = try cell()
    #expect(cell.headline == "not-met")
    #expect(cell.marks == [Mark(.recoveredKey, 11)])
    #expect(cell.beside.head?.stood == Beside.Head.Claim(entry: 9, claim: "met"))
    #expect(try self.cell("depth").marks == [])
    #expect(try self.cell("depth").beside.isEmpty)
    // A report of the day before knows nothing of it.
    #expect(try self.cell(asOf: "2032-02-29").marks == [])
  }

  @Test("A first claim by a recovered key has nothing beside it, and that is said")
  func firstClaim() throws {
    let fixture = try LedgerFixture.harbourLight()
    try fixture.end(.alder, of: "alder", by: [.alder], at: "2032-01-02")
    try fixture.recover([.spare], of: "alder", at: "2032-01-03")
    try fixture.admit(.attest(fixture.attestation(.alder, [.met("lamp")])), [.spare], at: "2032-02-01")
    let cell = try RecoveredTests.cell(fixture, "lamp", asOf: "2032-06-01")
    #expect(cell.submission == .onTime)
    #expect(cell.beside.head == Beside.Head(stood: nil))
    #expect(cell.marks == [Mark(.recoveredKey, 10)])
  }

  @Test("A withdrawal and a no-claim by a recovered key are shown, and the claim stands")
  func heldBack() throws {
    let withdrawal = AttestationWithdrawal(
      signatory: "alder", period: "2031", withdraws: fixture.reference(9), reason: .other, changeNote: "Wrong.")
    try fixture.admit(.withdrawAttestation(withdrawal), [.spare], at: "2032-03-01")
    try supersede(9, Claim(commitment: "lamp", value: "no-claim", explanation: "Nothing."), at: "2032-03-02")
    let cell = try cell()
    #expect(cell.headline == "met")
    #expect(cell.submission == .onTime)
    #expect(cell.flags == [.noKey])
    #expect(cell.trace.heldBack.map(\.act) == [.withdrawal, .noClaim])
    #expect(cell.trace.heldBack.map(\.entry.index) == [12, 13])
    #expect(cell.trace.heldBack.allSatisfy { $0.target == 9 })
    #expect(cell.because == [2, 9])
    #expect(cell.marks == [Mark(.recoveredKey, 11)])
    #expect(try self.cell("depth").trace.heldBack.map(\.act) == [.withdrawal])
  }

  @Test("What a recovered key says of an earlier one voids nothing, and is shown as its word")
  func voidClaims() throws {
    try fixture.end(.alder, of: "alder", since: "2032-01-15", by: [.spare], at: "2032-03-01")
    let cell = try cell()
    #expect(cell.headline == "met")
    let claim = try #require(cell.voidClaims.first)
    #expect(!claim.voids)
    #expect(claim.attestation == 9)
    #expect(claim.revocation.index == 12)
    #expect(claim.recovery == 11)
    #expect(claim.invalidSince == "2032-01-15")
  }

  @Test("A void claim says who declared it: the owner, or that key itself")
  func declared() throws {
    for (signer, by) in [(.alder, .key), (.alderSpare, .owner)] as [(FixedKey, OwnerEvent.Ender)] {
      let fixture = try LedgerFixture.harbourLight()
      try fixture.register(.alderSpare, of: "alder", by: [.alder], at: "2032-01-01")
      try fixture.attest(.alder, at: "2032-02-01")
      try fixture.end(.alder, of: "alder", since: "2032-01-15", by: [signer], at: "2032-03-01")
      let cell = try RecoveredTests.cell(fixture, "lamp", asOf: "2032-06-01")
      #expect(cell.flags == [.voidSignature])
      #expect(cell.voidClaims.map(\.by) == [by])
      #expect(cell.voidClaims.map(\.voids) == [true])
      #expect(cell.voidClaims.map(\.revocation.recorded) == ["2032-03-01"])
      // The depth was never claimed, and is marked all the same: the entry is void whatever it lists.
      #expect(try RecoveredTests.cell(fixture, "depth", asOf: "2032-06-01").voidClaims.count == 1)
    }
  }

  @Test("An objection contests the recovery and all that rests on it, from then on")
  func contested() throws {
    try supersede(9, .met("lamp"), at: "2032-03-01")
    try fixture.object(.alder, of: "alder", to: 11, at: "2032-03-02")
    #expect(try cell(asOf: "2032-03-01").marks == [Mark(.recoveredKey, 11)])
    #expect(try cell().marks == [Mark(.recoveredKey, 11), Mark(.contested, 13)])
    let rules = StatusRules(accord: fixture.state.accord, asOf: "2032-06-01")
    #expect(rules.marks.marks(of: 12) == [Mark(.recoveredKey, 11), Mark(.contested, 13)])
    #expect(rules.marks.marks(of: 11) == [Mark(.contested, 13)])
  }

  @Test("Beside an outcome and a check that rest on a recovery stand the last that do not")
  func othersRecover() throws {
    try fixture.admit(
      .challenge(
        Challenge(
          signatory: "alder", period: "2031", commitments: ["lamp"], ground: "false-claim", text: "It was dark.")),
      [.challenger], at: "2032-02-04")
    try fixture.admit(
      .resolve(
        ChallengeResolution(
          challenge: 12, outcomes: [CommitmentOutcome(commitment: "lamp", outcome: .rejected)], text: "It was not.")),
      [.panel], at: "2032-02-05")
    func check(_ result: EvidenceCheckEvent.Result, by key: FixedKey, at now: Instant) throws {
      try fixture.admit(
        .checkEvidence(
          EvidenceCheck(
            evidence: EvidenceItem.sample().sha256, uri: "https://alder.example/e1", result: result, checkedAt: now)),
        [key], at: now)
    }
    try check(.match, by: .checker, at: "2032-02-06")
    for (key, new) in [(.panel, .secondSpare), (.checker, .thirdSpare)] as [(FixedKey, FixedKey)] {
      try fixture.end(key, of: key.party, by: [.registrar], at: "2032-02-07")
      try fixture.recover([new], of: key.party, at: "2032-02-07")
    }
    try fixture.admit(
      .resolve(
        ChallengeResolution(
          challenge: 12, outcomes: [CommitmentOutcome(commitment: "lamp", outcome: .upheld)], text: "It was.")),
      [.secondSpare], at: "2032-03-01")
    try check(.mismatch, by: .thirdSpare, at: "2032-03-02")
    let cell = try cell()
    #expect(cell.dispute == .upheld)
    #expect(cell.evidence == .mismatch)
    #expect(cell.beside.outcomes == [Beside.Outcome(challenge: 12, entry: 13, outcome: .rejected)])
    #expect(
      cell.beside.checks == [Beside.Check(sha256: EvidenceItem.sample().sha256, entry: 14, result: .match)])
    #expect(cell.marks == [Mark(.recoveredKey, 16), Mark(.recoveredKey, 18)])
    #expect(try self.cell(asOf: "2032-02-20").beside.isEmpty)
  }

  @Test("A review and a challenge whose withdrawal rests on a recovery go on counting")
  func opinions() throws {
    let review = Review(
      of: fixture.reference(9), commitments: ["lamp"], conclusion: .contradicts, level: "limited",
      words: .words(Review.Words(independence: "No ties.", paidBy: "The office")))
    try fixture.admit(.review(review), [.reviewer], at: "2032-02-04")
    try fixture.admit(
      .challenge(
        Challenge(
          signatory: "alder", period: "2031", commitments: ["lamp"], ground: "false-claim", text: "It was dark.")),
      [.challenger], at: "2032-02-05")
    for (key, new) in [(.reviewer, .secondSpare), (.challenger, .thirdSpare)] as [(FixedKey, FixedKey)] {
      try fixture.end(key, of: key.party, by: [.registrar], at: "2032-02-07")
      try fixture.recover([new], of: key.party, at: "2032-02-07")
    }
    try fixture.admit(
      .withdrawReview(ReviewWithdrawal(of: fixture.reference(12))), [.secondSpare], at: "2032-03-01")
    try fixture.admit(.withdrawChallenge(ChallengeWithdrawal(challenge: 13)), [.thirdSpare], at: "2032-03-01")
    let cell = try cell()
    #expect(cell.conclusion == .contradicts)
    #expect(cell.dispute == .open)
    #expect(cell.trace.heldBack.map(\.act) == [.challengeWithdrawal, .reviewWithdrawal])
    #expect(cell.marks == [Mark(.recoveredKey, 15), Mark(.recoveredKey, 17)])
  }
}
