import Cryptography
import LedgerFixtures
import Pledges
import Testing

@Suite("A body can go while the ledger goes on")
struct RedactionTests {
  @Test("the claim is gone, its place, period, commitments and time remain; the header and the root are as they were")
  func attestation() throws {
    let fixture = try LedgerFixture.harbourLight()
    try fixture.attest(.alder, ["lamp", "depth"], at: "2032-01-10")
    let before = try fixture.root()
    try fixture.redact(9, at: "2032-01-11")
    let event = try #require(fixture.state.history(of: "alder")?.attestations.first)
    #expect(event.claims.isEmpty)
    #expect(event.redaction?.by.index == 10)
    #expect(event.redaction?.commitments == ["depth", "lamp"])
    #expect(event.entry.recorded == "2032-01-10")
    #expect(fixture.heads(["lamp", "depth"]) == [9, 9])
    let replayed = try fixture.replayed()
    #expect(replayed.findings == [])
    #expect(replayed.entries.map(\.isRedacted) == (0...10).map { $0 == 9 })
    #expect(replayed.ledger.redactedCount == 1)
    #expect(try Replayed(Array(fixture.stored.prefix(9))).root != before)
    #expect(try Replay.agrees(fixture))
  }

  @Test("a redacted filing can be restated and withdrawn like any other")
  func restated() throws {
    let fixture = try LedgerFixture.harbourLight()
    try fixture.attest(.alder, ["lamp", "depth"], at: "2032-01-10")
    try fixture.redact(9, at: "2032-01-11")
    try fixture.supersede(.alder, fixture.reference(9), [.met("lamp")], at: "2032-01-12")
    try fixture.withdraw(.alder, fixture.reference(9), at: "2032-01-13")
    #expect(fixture.heads(["lamp", "depth"]) == [11, nil])
    #expect(try Replay.agrees(fixture))
  }

  @Test("each part of a chain can be redacted, and the heads are the same live and in replay")
  func everyPart() throws {
    for mask in 0..<32 {
      let fixture = try LedgerFixture.harbourLight()
      try fixture.attest(.alder, ["lamp", "depth"], at: "2032-01-10")
      try fixture.supersede(.alder, fixture.reference(9), [.met("lamp")], at: "2032-01-11")
      try fixture.withdraw(.alder, fixture.reference(9), at: "2032-01-12")
      try fixture.attest(.alder, ["depth"], at: "2032-01-13")
      try fixture.supersede(.alder, fixture.reference(12), [.met("depth")], at: "2032-01-14")
      for bit in 0..<5 where mask & (1 << bit) != 0 {
        try fixture.redact(EntryIndex(UInt64(9 + bit)), at: "2032-01-20")
      }
      #expect(fixture.heads(["lamp", "depth"]) == [10, 13])
      #expect(try Replay.agrees(fixture), "mask \(mask)")
    }
  }

  @Test("a filing that was void stays void without its body, and what was filed in its place verifies")
  func voidBefore() throws {
    let fixture = try CompromiseTests.ledger()
    try fixture.attest(.alder, at: "2032-01-10")
    try fixture.revoke(.alder, since: "2032-01-01", at: "2032-01-20")
    try fixture.admit(.attest(fixture.attestation(.alder, [.met("lamp")])), [.alderSpare], at: "2032-01-21")
    try fixture.redact(10, at: "2032-01-22")
    #expect(fixture.heads(["lamp"]) == [12])
    #expect(try Replay.agrees(fixture))
  }

  @Test("a filing that was redacted is voided by a later revocation like any other")
  func voidAfter() throws {
    let fixture = try CompromiseTests.ledger()
    try fixture.attest(.alder, at: "2032-01-10")
    try fixture.redact(10, at: "2032-01-11")
    try fixture.revoke(.alder, since: "2032-01-01", at: "2032-01-20")
    #expect(fixture.heads(["lamp"]) == [nil])
    #expect(try Replay.agrees(fixture))
  }

  @Test("a redacted review counts for nothing, and only its reviewer can still withdraw it")
  func review() throws {
    let fixture = try LedgerFixture.harbourLight()
    try fixture.admit(.partyAdmit(RefusalCase.admission("spare", .spare)), [.registrar, .spare], at: "2032-01-02")
    try fixture.review(at: "2032-01-10")
    try fixture.redact(11, at: "2032-01-11")
    #expect(fixture.state.history(of: "alder")?.reviews.count == 0)
    let withdrawal = Predicate.withdrawReview(ReviewWithdrawal(of: fixture.reference(11)))
    #expect(refusal { try fixture.admit(withdrawal, [.spare], at: "2032-01-12") } == "rule.review.unknown-review")
    try fixture.admit(withdrawal, [.reviewer], at: "2032-01-12")
    #expect(try Replay.agrees(fixture))
  }

  @Test("a review that was withdrawn can be redacted")
  func withdrawnReview() throws {
    let fixture = try LedgerFixture.harbourLight()
    try fixture.review(at: "2032-01-10")
    try fixture.admit(.withdrawReview(ReviewWithdrawal(of: fixture.reference(10))), [.reviewer], at: "2032-01-11")
    try fixture.redact(10, at: "2032-01-12")
    #expect(try Replay.agrees(fixture))
  }

  @Test("a challenge, its answer and its decision can be redacted, and the dispute remains")
  func challenge() throws {
    for mask in 1..<8 {
      let fixture = try LedgerFixture.harbourLight()
      try fixture.challenge(at: "2032-01-10")
      try fixture.admit(.respond(ChallengeResponse(challenge: 9, text: "It shone.")), [.alder], at: "2032-01-11")
      try fixture.admit(RefusalCase.resolution(9, .upheld), [.panel], at: "2032-01-12")
      for bit in 0..<3 where mask & (1 << bit) != 0 {
        try fixture.redact(EntryIndex(UInt64(9 + bit)), at: "2032-01-13")
      }
      // Whoever is a party to it is known from the keys in the summary.
      try fixture.admit(RefusalCase.resolution(9, .rejected), [.panel], at: "2032-01-14")
      try fixture.admit(.withdrawChallenge(ChallengeWithdrawal(challenge: 9)), [.challenger], at: "2032-01-15")
      #expect(fixture.state.history(of: "alder")?.challenges.count == 5)
      #expect(try Replay.agrees(fixture), "mask \(mask)")
    }
  }

  @Test("a body that is missing without a redaction is found, and so is one that names another entry")
  func missing() throws {
    let fixture = try LedgerFixture.harbourLight()
    try fixture.attest(.alder, at: "2032-01-10")
    try fixture.attest(.cedar, at: "2032-01-10")
    try fixture.redact(10, at: "2032-01-11")
    var stored = fixture.stored
    stored[9].envelope = nil
    #expect(try Replayed(stored).findings.map(\.code) == ["envelope.missing"])
    for by: EntryIndex in [11, 9, 8, 12, 99] {
      stored[9].redactedBy = by
      let findings = try Replayed(stored).findings
      #expect(findings.map(\.code) == ["envelope.missing"])
      #expect(findings.map(\.index) == [9])
    }
  }

  @Test("a redaction of what was never admitted as it says is found where the redaction stands")
  func dishonestSummary() throws {
    let fixture = try LedgerFixture.harbourLight()
    try fixture.attest(.alder, at: "2032-01-10")
    let wrong: [Redaction.Summary] = [
      Redaction.Summary(party: "elm", signedBy: [FixedKey.alder.keyID], period: "2031", commitments: ["lamp"]),
      Redaction.Summary(party: "alder", signedBy: [FixedKey.cedar.keyID], period: "2031", commitments: ["lamp"]),
      Redaction.Summary(party: "alder", signedBy: [FixedKey.registrar.keyID], period: "2031", commitments: ["lamp"]),
      Redaction.Summary(party: "alder", signedBy: [FixedKey.stranger.keyID], period: "2031", commitments: ["lamp"]),
      Redaction.Summary(party: "alder", signedBy: [FixedKey.alder.keyID], period: nil, commitments: ["lamp"]),
      Redaction.Summary(party: "alder", signedBy: [FixedKey.alder.keyID], period: "2031"),
    ]
    for summary in wrong {
      let statement = try fixture.draft(RefusalCase.redaction(9, summary), at: "2032-01-11")
      let bytes = try Envelope.signed(statement, by: [.registrar]).canonicalBytes
      let header = EntryHeader(
        index: 10, previous: fixture.chain.leaf, recorded: "2032-01-11", kind: statement.kind,
        envelope: try .sha256(of: bytes), envelopeByteCount: bytes.count)
      var stored = fixture.stored + [StoredBytes(header: header.bytes, envelope: bytes)]
      #expect(try Replayed(stored).findings.map(\.code) == ["rule.payload.summary"])
      stored[9].envelope = nil
      stored[9].redactedBy = 10
      #expect(try !Replayed(stored).findings.isEmpty)
    }
  }
}
