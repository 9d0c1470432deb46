import CanonicalJSON
import LedgerFixtures
import Pledges
import Testing

@Suite("Each commitment of a signatory and period has its own chain")
struct AttestationTests {
  @Test("a first filing is completed by a second, restated one commitment at a time, withdrawn, and filed again")
  func chains() throws {
    let fixture = try LedgerFixture.harbourLight()
    func heads() -> [UInt64?] { fixture.heads(["lamp", "watch", "depth"]) }
    try fixture.attest(.alder, ["lamp"], at: "2032-01-01")
    #expect(heads() == [9, nil, nil])
    try fixture.attest(.alder, ["depth"], at: "2032-01-02")
    #expect(heads() == [9, nil, 10])
    let watch = Claim.met("watch", evidence: ["e1", "e2"])
    try fixture.admit(
      .attest(fixture.attestation(.alder, [watch], evidence: [.sample(), .sample("e2")])), [.alder], at: "2032-01-03")
    #expect(heads() == [9, 11, 10])
    try fixture.supersede(.alder, fixture.reference(10), [.met("depth")], at: "2032-01-04")
    #expect(heads() == [9, 11, 12])
    try fixture.withdraw(.alder, fixture.reference(9), at: "2032-01-05")
    #expect(heads() == [nil, 11, 12])
    try fixture.attest(.alder, ["lamp"], at: "2032-01-06")
    #expect(heads() == [14, 11, 12])
    #expect(fixture.state.attestationCount == 6)
    #expect(try fixture.replayed().findings == [])
  }

  @Test("a supersession of part leaves the rest, and a withdrawal acts on all that an entry stands for")
  func parts() throws {
    let fixture = try LedgerFixture.harbourLight()
    try fixture.attest(.alder, ["lamp", "depth"], at: "2032-01-01")
    try fixture.supersede(.alder, fixture.reference(9), [.met("lamp")], at: "2032-01-02")
    #expect(fixture.heads(["lamp", "depth"]) == [10, 9])
    try fixture.withdraw(.alder, fixture.reference(9), at: "2032-01-03")
    #expect(fixture.heads(["lamp", "depth"]) == [10, nil])
    let history = try #require(fixture.state.history(of: "alder"))
    #expect(history.attestations.map(\.action) == [.submit, .supersede(9), .withdraw(9)])
    #expect(history.attestations.map { $0.claims.map(\.commitment) } == [["lamp", "depth"], ["lamp"], []])
  }

  @Test("periods are apart from each other, and so are signatories")
  func apart() throws {
    let fixture = try LedgerFixture.harbourLight()
    try fixture.attest(.alder, at: "2033-01-01")
    try fixture.attest(.cedar, at: "2033-01-01")
    try fixture.attest(.alder, period: "2032", at: "2033-01-01")
    #expect(fixture.state.head(signatory: "alder", period: "2032", commitment: "lamp")?.index == 11)
    #expect(fixture.state.head(signatory: "alder", period: "2031", commitment: "lamp") == fixture.reference(9))
    #expect(fixture.state.head(signatory: "cedar", period: "2031", commitment: "lamp")?.index == 10)
    #expect(fixture.state.head(signatory: "elm", period: "2031", commitment: "lamp") == nil)
  }

  @Test("the window opens at its second, and never closes")
  func window() throws {
    let fixture = try LedgerFixture.harbourLight()
    let attestation = Predicate.attest(fixture.attestation(.alder, [.met("lamp")]))
    #expect(
      refusal { try fixture.admit(attestation, [.alder], at: "2031-12-31T23:59:59Z") }
        == "rule.attestation.window-closed")
    try fixture.admit(attestation, [.alder], at: "2032-01-01")
    try fixture.attest(.cedar, at: "2039-12-31")
  }

  @Test("who left after the period's end can still file for it")
  func leftAfterEnd() throws {
    let fixture = try LedgerFixture.harbourLight()
    try fixture.admit(.withdraw(Withdrawal(signatory: "alder", effective: "2032-01-01")), [.alder], at: "2031-12-31")
    try fixture.attest(.alder, at: "2032-01-02")
  }

  @Test(
    "an indicator takes the values of its type, up to its limits",
    arguments: [
      ("story", .detached("A ship.")), ("staffed", .text("yes")), ("staffed", .text("no")), ("keepers", .integer(0)),
      ("keepers", .integer(1_000)), ("hours", .text("0")), ("hours", .text("24.000")), ("share", .text("0.0")),
      ("share", .text("100")), ("grade", .text("second")), ("since", .text("2000-01-01")),
      ("since", .text("2040-12-31")), ("logbook", .detached("urn:log:1")),
    ] as [(PlainID, Claim.IndicatorValue.Value)])
  func indicators(_ id: PlainID, _ value: Claim.IndicatorValue.Value) throws {
    let fixture = try LedgerFixture.harbourLight()
    let claim = Claim.met("watch", evidence: ["e1", "e2"]).with {
      $0.indicators = [Claim.IndicatorValue(id: id, value: value)]
    }
    try fixture.admit(
      .attest(fixture.attestation(.alder, [claim], evidence: [.sample(), .sample("e2")])), [.alder], at: "2032-01-02")
  }

  @Test("a breakdown has country codes, or keys of its list")
  func breakdowns() throws {
    let fixture = try LedgerFixture.harbourLight()
    let claim = Claim.met("watch", evidence: ["e1", "e2"]).with {
      $0.indicators = [
        Claim.IndicatorValue(id: "hours", value: .text("12"), breakdown: [("XA", .text("12")), ("XB", .text("0.5"))]),
        Claim.IndicatorValue(id: "keepers", value: .integer(3), breakdown: [("night", .integer(3))]),
      ]
    }
    try fixture.admit(
      .attest(fixture.attestation(.alder, [claim], evidence: [.sample(), .sample("e2")])), [.alder], at: "2032-01-02")
  }

  @Test("nothing is to be measured where nothing is claimed", arguments: ["no-claim", "not-applicable"] as [PlainID])
  func nothingMeasured(_ value: PlainID) throws {
    let fixture = try LedgerFixture.harbourLight()
    let claim = Claim(commitment: "depth", value: value, explanation: "There is no fairway.")
    try fixture.admit(.attest(fixture.attestation(.alder, [claim], evidence: [])), [.alder], at: "2032-01-02")
  }

  @Test("a required indicator of a measure is asked of those whom the measure addresses, by kind and traits")
  func measureOfOthers() throws {
    let fixture = try LedgerFixture.harbourLight()
    let claim = Claim.met("depth").with { $0.indicators.removeLast() }
    // birch is a company, cedar a state without a harbour.
    for key in [FixedKey.birch, .cedar] {
      try fixture.admit(.attest(fixture.attestation(key, [claim])), [key], at: "2032-01-02")
    }
    #expect(
      refusal { try fixture.admit(.attest(fixture.attestation(.alder, [claim])), [.alder], at: "2032-01-02") }
        == "rule.attestation.indicator-missing")
    #expect(
      refusal {
        let nothing = fixture.attestation(
          .birch, [Claim.met("depth").with { $0.indicators = [] }], supersession: .correcting(fixture.reference(9)))
        try fixture.admit(.attest(nothing), [.birch], at: "2032-01-02")
      } == "rule.attestation.indicator-missing")
  }

  @Test("a deadline moves later, for some or for all")
  func deadlines() throws {
    let fixture = try LedgerFixture.harbourLight()
    try fixture.admit(.extend(RefusalCase.extended(for: ["alder"], to: "2032-05-01")), [.registrar], at: "2032-01-02")
    try fixture.admit(.extend(RefusalCase.extended(for: ["birch"], to: "2032-04-01")), [.registrar], at: "2032-01-02")
    try fixture.admit(
      .extend(RefusalCase.extended(commitments: ["lamp"], to: "2032-05-01T00:00:01Z")), [.registrar], at: "2032-01-02")
    #expect(fixture.state.accord.extensions.count == 3)
    #expect(try fixture.replayed().findings == [])
  }

  @Test("an accord may have values, evidence policies and levels of its own")
  func ownValues() throws {
    let values: JSONValue = [
      ["id": "kept", "label": ["en": "kept"], "rank": 2, "needs": []],
      ["id": "no-claim", "label": ["en": "nothing said"], "rank": 0, "needs": []],
    ]
    let fixture = try LedgerFixture.harbourLight(accord: SampleAccord.reporting.setting("/claimValues", to: values))
    let claims = [Claim(commitment: "lamp", value: "kept")]
    try fixture.admit(.attest(fixture.attestation(.alder, claims, evidence: [])), [.alder], at: "2032-01-02")
    let met = fixture.attestation(.cedar, [.met("lamp")])
    #expect(refusal { try fixture.admit(.attest(met), [.cedar], at: "2032-01-02") } == "rule.attestation.unknown-claim")
  }

  @Test("every evidence check, review and challenge stands in the history of whom it is about")
  func opinions() throws {
    let fixture = try LedgerFixture.harbourLight()
    try fixture.review(at: "2032-01-02")
    try fixture.admit(.withdrawReview(ReviewWithdrawal(of: fixture.reference(10))), [.reviewer], at: "2032-01-03")
    try fixture.challenge(at: "2032-01-04")
    try fixture.admit(
      .respond(ChallengeResponse(challenge: 12, text: "It shone.", evidence: [.sample()])), [.alder],
      at: "2032-01-05")
    try fixture.admit(RefusalCase.resolution(12, .upheld), [.panel], at: "2032-01-06")
    try fixture.admit(RefusalCase.resolution(12, .rejected), [.panel], at: "2032-01-07")
    try fixture.admit(.withdrawChallenge(ChallengeWithdrawal(challenge: 12)), [.challenger], at: "2032-01-08")
    try fixture.admit(.checkEvidence(RefusalCase.check), [.checker], at: "2032-01-09")
    let history = try #require(fixture.state.history(of: "alder"))
    #expect(history.reviews.count == 2)
    #expect(history.challenges.count == 5)
    #expect(fixture.state.accord.evidenceChecks.map(\.result) == [.match])
    #expect(fixture.state.members["alder"]?.entries.count == 9)
    #expect(try fixture.replayed().findings == [])
  }

  @Test("the registrar and the log change keys, and what came before stays good")
  func rotations() throws {
    let fixture = try LedgerFixture.harbourLight()
    try fixture.admit(
      .logRotate(LogRotation(logKeys: [LedgerFixture.logKey(.secondLog)], reason: "Age.")), [.registrar],
      at: "2032-01-02")
    try fixture.admit(
      .registrarUpdate(RefusalCase.office([.secondRegistrar])), [.registrar, .secondRegistrar], at: "2032-01-03")
    #expect(try fixture.state.logKeys == [LedgerFixture.logKey(.secondLog)])
    #expect(fixture.state.logKeyHistory.map(\.since.index) == [0, 9])
    #expect(try fixture.replayed().findings == [])
  }
}

extension LedgerFixture {
  /// The index of the entry that stands for each commitment of alder in 2031.
  func heads(_ commitments: [CommitmentID], period: PeriodID = "2031") -> [UInt64?] {
    commitments.map { state.head(signatory: "alder", period: period, commitment: $0)?.index.rawValue }
  }
}
