import Compliance
import Cryptography
import LedgerFixtures
import Pledges
import Testing

/// Statements that were signed and admitted, judged by the status rules: from what admission knows, and from what
/// replay makes of the stored bytes.
@Suite("From admitted statements to a cell")
struct WholePathTests {
  private let fixture: LedgerFixture

  /// Harbour Light: the accord is entry 1, alder joined as entry 2, the next entry has index 9.
  init() throws {
    fixture = try .harbourLight()
  }

  /// A cell of alder for 2031, the same from both states.
  private func cell(_ commitment: CommitmentID = "lamp", asOf: Instant) throws -> CellStatus {
    let replayed = try fixture.replayed()
    #expect(replayed.findings.map(\.code) == [])
    let cells = try [fixture.state, replayed.state].map { state in
      let history = try #require(state.history(of: "alder"))
      let cells = StatusRules(accord: state.accord, asOf: asOf).cells(of: history, period: "2031")
      return try #require(cells.first { $0.commitment == commitment })
    }
    #expect(LiteralRules.Cell(cells[0]) == LiteralRules.Cell(cells[1]))
    return cells[0]
  }

  private func attest(_ claims: [Claim], by key: FixedKey = .alder, at now: Instant) throws -> EntryIndex {
    try fixture.admit(
      .attest(
        fixture.attestation(.alder, claims, evidence: claims.contains { !$0.evidence.isEmpty } ? [.sample()] : [])),
      [key], at: now
    ).header.index
  }

  private let notMet = Claim(commitment: "lamp", value: "not-met", explanation: "The lamp was dark.")

  @Test("A report after the due date is late by the days that have begun")
  func late() throws {
    _ = try attest([.met("lamp")], at: "2032-04-02T12:00:00Z")
    let cell = try cell(asOf: "2032-06-01")
    #expect(cell.submission == .late)
    #expect(cell.daysLate == 2)
    #expect(cell.headline == "met")
    #expect(cell.because == [2, 9])
    #expect(try self.cell("depth", asOf: "2032-06-01").submission == .notReported)
  }

  @Test(
    "An extension makes it on time, and one that came after the due date is said to have",
    arguments: [("2032-03-20", false), ("2032-04-05", true)] as [(Instant, Bool)])
  func extended(recorded: Instant, isRetroactive: Bool) throws {
    let extended = Extension(
      period: "2031", signatories: ["alder"], newDue: "2032-04-10T23:59:59Z", reason: "A storm.")
    try fixture.admit(.extend(extended), [.registrar], at: recorded)
    _ = try attest([.met("lamp")], at: "2032-04-09")
    let cell = try cell(asOf: "2032-06-01")
    #expect(cell.submission == .onTime)
    #expect(cell.retroactiveExtension == isRetroactive)
    #expect(cell.because == [9, 2, 10])
  }

  /// A spare key of alder is used by somebody else, found out, and alder files what is true.
  private func compromise(removing: Int?) throws {
    let registration = KeyRegistration(party: "alder", key: FixedKey.alderSpare.publicKey)
    try fixture.admit(.keyRegister(registration), [.alder, .alderSpare], at: "2031-06-01")
    let forged = try attest([.met("lamp"), .met("depth")], by: .alderSpare, at: "2032-03-01")
    if removing == 0 { try fixture.redact(forged, at: "2032-03-10") }
    let revocation = KeyRevocation(
      party: "alder", key: FixedKey.alderSpare.keyID, reason: .compromised, invalidSince: "2032-02-20")
    try fixture.admit(.keyRevoke(revocation), [.alder], at: "2032-04-20")
    if removing == 1 { try fixture.redact(forged, at: "2032-04-20T12:00:00Z") }
    _ = try attest([notMet], at: "2032-04-21")
    if removing == 2 { try fixture.redact(forged, at: "2032-05-01") }
  }

  @Test(
    "What a compromised key signed is void, whether or not its words are there", arguments: [nil, 0, 1, 2] as [Int?])
  func void(removing: Int?) throws {
    try compromise(removing: removing)
    let cell = try cell(asOf: "2032-06-01")
    #expect(cell.headline == "not-met")
    #expect(cell.submission == .late)
    #expect(cell.daysLate == 21)
    #expect(cell.flags == [.voidSignature])
    #expect(try self.cell("depth", asOf: "2032-06-01").submission == .notReported)
    // Life goes on with what stands.
    let head = try #require(fixture.state.head(signatory: "alder", period: "2031", commitment: "lamp"))
    let withdrawal = AttestationWithdrawal(
      signatory: "alder", period: "2031", withdraws: head, reason: .other, changeNote: "Filed anew.")
    try fixture.admit(.withdrawAttestation(withdrawal), [.alder], at: "2032-06-02")
    #expect(try self.cell(asOf: "2032-06-03").flags == [.withdrawn, .voidSignature])
  }

  @Test("A removal of words changes no cell, whenever the report is of")
  func wordsRemoved() throws {
    let filed = try attest([.met("lamp"), .met("depth")], at: "2032-03-01")
    let review = Review(
      of: fixture.reference(filed), commitments: ["lamp"], conclusion: .supports, level: "limited",
      words: .words(Review.Words(independence: "No ties.", paidBy: "The office")))
    let published = try fixture.admit(.review(review), [.reviewer], at: "2032-03-05").header.index
    let challenge = Challenge(
      signatory: "alder", period: "2031", commitments: ["lamp"], ground: "false-claim", text: "It was dark.")
    let opened = try fixture.admit(.challenge(challenge), [.challenger], at: "2032-03-06").header.index
    let resolution = ChallengeResolution(
      challenge: opened, outcomes: [CommitmentOutcome(commitment: "lamp", outcome: .upheld)], text: "It was.")
    let resolved = try fixture.admit(.resolve(resolution), [.panel], at: "2032-03-07").header.index
    let days: [Instant] = ["2032-03-04", "2032-03-06", "2032-06-01"]
    func cells() throws -> [LiteralRules.Cell] {
      try days.flatMap { day in try [LiteralRules.Cell(cell(asOf: day)), LiteralRules.Cell(cell("depth", asOf: day))] }
    }
    let before = try cells()
    for index in [filed, published, opened, resolved] { try fixture.redact(index, at: "2032-05-01") }
    #expect(try cells() == before)
    #expect(try cell(asOf: "2032-06-01").headline == "met")
    #expect(try fixture.replayed().findings == [])
  }

  @Test("A restatement after the due date is shown, and a review stays with the older version")
  func restated() throws {
    let filed = try attest([.met("lamp")], at: "2032-03-01")
    let review = Review(
      of: fixture.reference(filed), commitments: ["lamp"], conclusion: .qualified, level: "limited",
      words: .words(Review.Words(independence: "No ties.", paidBy: "The office")))
    try fixture.admit(.review(review), [.reviewer], at: "2032-03-05")
    #expect(try cell(asOf: "2032-03-06").assurance == "limited")
    let supersession = Attestation.Supersession(
      supersedes: fixture.reference(filed), reason: .errorCorrection, changeNote: "It was dark.")
    try fixture.admit(
      .attest(fixture.attestation(.alder, [notMet], evidence: [], supersession: supersession)), [.alder],
      at: "2032-04-05")
    let cell = try cell(asOf: "2032-06-01")
    #expect(cell.headline == "not-met")
    #expect(cell.submission == .onTime)
    #expect(cell.flags == [.restated, .restatedAfterDue, .reviewOfOlderVersion])
    #expect(cell.assurance == "none")
  }

  @Test("A panel decides each commitment by itself, and a later decision replaces an earlier one")
  func decisions() throws {
    _ = try attest([.met("lamp"), .met("depth")], at: "2032-03-01")
    let challenge = Challenge(
      signatory: "alder", period: "2031", commitments: ["lamp", "depth"], ground: "false-claim", text: "It was dark.")
    let opened = try fixture.admit(.challenge(challenge), [.challenger], at: "2032-03-06").header.index
    func resolve(_ lamp: ChallengeOutcome, _ depth: ChallengeOutcome, at now: Instant) throws -> EntryIndex {
      let outcomes = [
        CommitmentOutcome(commitment: "lamp", outcome: lamp), CommitmentOutcome(commitment: "depth", outcome: depth),
      ]
      let resolution = ChallengeResolution(challenge: opened, outcomes: outcomes, text: "We looked.")
      return try fixture.admit(.resolve(resolution), [.panel], at: now).header.index
    }
    let first = try resolve(.upheld, .rejected, at: "2032-03-07")
    #expect(try cell("lamp", asOf: "2032-03-08").dispute == .upheld)
    #expect(try cell("depth", asOf: "2032-03-08").dispute == .rejected)
    let second = try resolve(.partlyUpheld, .rejected, at: "2032-03-09")
    let lamp = try cell("lamp", asOf: "2032-06-01")
    #expect(lamp.dispute == .partlyUpheld)
    #expect(lamp.headline == "met")
    #expect(lamp.because == [2, 9, opened, first, second])
    #expect(
      lamp.trace.earlierOutcomes.map(\.effect) == [.resolved(.upheld, panel: "panel")])
    #expect(lamp.trace.earlierOutcomes.map(\.entry.index) == [first])
  }
}
