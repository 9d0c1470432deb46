import LedgerFixtures
import Pledges
import Testing

@Suite("Who leaves and comes back, and who should never have been listed")
struct RejoiningTests {
  private func leaves(_ fixture: LedgerFixture, at left: Instant) throws {
    try fixture.admit(.withdraw(Withdrawal(signatory: "alder", effective: left)), [.alder], at: left)
  }

  private func comesBack(_ fixture: LedgerFixture, effective: Instant? = nil, at now: Instant) throws {
    try fixture.admit(
      .join(.signed("alder", [.alder], effective: effective ?? now)), [.registrar, .alder], at: now)
  }

  @Test("who left before the end of a period and comes back by its due can file for it, from the recording on")
  func closesTheGap() throws {
    let fixture = try LedgerFixture.harbourLight()
    try leaves(fixture, at: "2031-06-01")
    let filing = fixture.attestation(.alder, [.met("lamp")])
    #expect(refusal { try fixture.admit(.attest(filing), [.alder], at: "2032-01-02") } == "rule.attestation.not-member")
    try comesBack(fixture, effective: "2033-01-01", at: "2032-03-31T23:59:59Z")
    try fixture.attest(.alder, at: "2032-04-02")
    #expect(try Replay.agrees(fixture))
  }

  @Test("it files as what it was before it left, whatever it comes back as")
  func asItWas() throws {
    let fixture = try LedgerFixture.harbourLight()
    try leaves(fixture, at: "2031-06-01")
    var join = Join.signed("alder", [.alder], effective: "2032-02-01")
    join.kind = "company"
    try fixture.admit(.join(join), [.registrar, .alder], at: "2032-02-01")
    // A company has no watch to keep; the state that left had.
    var watch = Claim.met("watch", evidence: ["e1", "e2"])
    watch.indicators = []
    let filing = fixture.attestation(.alder, [watch], evidence: [.sample(), .sample("e2")])
    try fixture.admit(.attest(filing), [.alder], at: "2032-02-02")
    #expect(fixture.state.members["alder"]?.profile.kind == "company")
  }

  @Test("a join says by itself how long a gap it may go on over, and an archive keeps that")
  func gapDays() throws {
    let fixture = try LedgerFixture.harbourLight()
    try leaves(fixture, at: "2031-06-01")
    try fixture.resume()
    // 90 days of notice are longer than 30 before a first report.
    try comesBack(fixture, at: "2031-08-30")
    try fixture.resume()
    let kept = try #require(fixture.state.members["alder"]?.membership.standing(at: "2031-09-01"))
    #expect(kept.base == LedgerFixture.start)
    #expect(fixture.state.accord.versions[0].document.gapDays == 90)
    #expect(try Replay.agrees(fixture))
  }

  @Test("a listing that was entered in error is gone from then on, and its line stays")
  func struck() throws {
    let fixture = try LedgerFixture.harbourLight()
    try fixture.list("elm")
    // What the statement says of its effective time makes no difference.
    try fixture.admit(
      .delist(RefusalCase.struck("elm", effective: "2040-01-01")), [.registrar], at: "2032-01-02")
    let elm = try #require(fixture.state.members["elm"])
    #expect(!elm.isMember(at: "2032-01-02"))
    #expect(elm.membership.map(\.effective) == ["2031-06-01", "2032-01-02"])
    #expect(elm.entries.map(\.kind.text) == ["signatory.join", "signatory.delist"])
    try fixture.resume()
    #expect(fixture.state.members["elm"]?.isMember(at: "2032-01-02") == false)
    #expect(try Replay.agrees(fixture))
  }

  @Test("who was struck may be listed again, and may sign, as for the first time")
  func joinsAfterStrike() throws {
    let fixture = try LedgerFixture.harbourLight()
    try fixture.list("spare")
    try fixture.admit(.delist(RefusalCase.struck("spare")), [.registrar], at: "2032-01-02")
    try fixture.list("spare", at: "2032-01-03")
    try fixture.admit(.delist(RefusalCase.struck("spare", effective: "2032-01-04")), [.registrar], at: "2032-01-04")
    try fixture.admit(
      .join(.signed("spare", [.spare], effective: "2031-05-01")), [.registrar, .spare], at: "2032-01-05")
    #expect(fixture.state.members["spare"]?.isMember(at: "2031-05-01") == true)
    try fixture.attest(.spare, at: "2032-01-06")
    #expect(try fixture.replayed().findings == [])
  }

  @Test("of two listings, one not effective yet, the last goes first")
  func strikesTheLast() throws {
    let fixture = try LedgerFixture.harbourLight()
    try fixture.list("elm")
    try fixture.admit(
      .withdraw(Withdrawal(signatory: "elm", effective: "2033-01-01")), [.registrar], at: "2032-01-02")
    var again = Join.listed("elm")
    again.effective = "2034-01-01"
    try fixture.admit(.join(again), [.registrar], at: "2032-01-03")
    try fixture.admit(.delist(RefusalCase.struck("elm")), [.registrar], at: "2032-01-04")
    #expect(fixture.state.members["elm"]?.isMember(at: "2032-06-01") == true)
    #expect(fixture.state.members["elm"]?.isMember(at: "2034-01-01") == false)
    try fixture.admit(
      .delist(RefusalCase.struck("elm", effective: "2032-01-05")), [.registrar], at: "2032-01-05")
    #expect(fixture.state.members["elm"]?.isMember(at: "2032-06-01") == false)
  }

  @Test("who drafts a join is told until when it may be recorded, where there is a limit")
  func latestRecording() throws {
    let fixture = try LedgerFixture.harbourLight()
    try fixture.list("spare")
    func latest(_ join: Join) -> Instant? { fixture.state.latestRecording(of: .join(join)) }
    #expect(latest(.signed("elm", [.secondSpare])) == nil)
    #expect(latest(.signed("spare", [.spare], effective: "2031-07-01")) == nil)
    try leaves(fixture, at: "2032-01-02")
    #expect(latest(.signed("alder", [.alder], effective: "2032-03-01")) == "2032-03-01")
  }
}
