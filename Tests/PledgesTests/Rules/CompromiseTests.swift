import LedgerFixtures
import Pledges
import Testing

@Suite("A compromised key takes what it signed out of the chains, in retrospect")
struct CompromiseTests {
  /// The Harbour Light ledger where alder has a second key: entry 9.
  static func ledger() throws -> LedgerFixture {
    let fixture = try LedgerFixture.harbourLight()
    try fixture.admit(
      .keyRegister(KeyRegistration(party: "alder", key: FixedKey.alderSpare.publicKey)), [.alder, .alderSpare],
      at: "2031-12-01")
    return fixture
  }

  @Test("what was recorded at or after invalidSince is void; what was recorded before stands")
  func since() throws {
    for (since, head) in [("2032-01-10", nil), ("2032-01-10T00:00:01Z", 10)] as [(Instant, UInt64?)] {
      let fixture = try CompromiseTests.ledger()
      try fixture.attest(.alder, at: "2032-01-10")
      try fixture.revoke(.alder, since: since, at: "2032-01-20")
      #expect(fixture.heads(["lamp"]) == [head])
    }
  }

  @Test("a revocation without invalidSince voids nothing")
  func lost() throws {
    let fixture = try CompromiseTests.ledger()
    try fixture.attest(.alder, at: "2032-01-10")
    try fixture.revoke(.alder, at: "2032-01-20")
    #expect(fixture.heads(["lamp"]) == [10])
  }

  @Test("an entry signed by a good key as well stands")
  func twoKeys() throws {
    let fixture = try CompromiseTests.ledger()
    try fixture.admit(.attest(fixture.attestation(.alder, [.met("lamp")])), [.alder, .alderSpare], at: "2032-01-10")
    try fixture.revoke(.alder, since: "2032-01-01", at: "2032-01-20")
    #expect(fixture.heads(["lamp"]) == [10])
    try fixture.revoke(.alderSpare, of: "alder", since: "2032-01-01", at: "2032-01-21")
    #expect(fixture.heads(["lamp"]) == [nil])
  }

  @Test("behind a void restatement the earlier claim stands again; a void withdrawal has withdrawn nothing")
  func uncovered() throws {
    let fixture = try CompromiseTests.ledger()
    try fixture.admit(
      .attest(fixture.attestation(.alder, [.met("lamp"), .met("depth")])), [.alderSpare], at: "2032-01-10")
    try fixture.supersede(.alder, fixture.reference(10), [.met("lamp")], at: "2032-01-11")
    try fixture.withdraw(.alder, fixture.reference(10), at: "2032-01-12")
    #expect(fixture.heads(["lamp", "depth"]) == [11, nil])
    try fixture.revoke(.alder, since: "2032-01-11", at: "2032-01-20")
    #expect(fixture.heads(["lamp", "depth"]) == [10, 10])
    #expect(try fixture.replayed().findings == [])
  }

  @Test("a good withdrawal acts on all that its target stands for, once a void restatement is out of the way")
  func widerWithdrawal() throws {
    let fixture = try CompromiseTests.ledger()
    try fixture.admit(
      .attest(fixture.attestation(.alder, [.met("lamp"), .met("depth")])), [.alderSpare], at: "2032-01-10")
    try fixture.supersede(.alder, fixture.reference(10), [.met("lamp")], at: "2032-01-11")
    try fixture.admit(RefusalCase.withdrawal("alder", fixture.reference(10)), [.alderSpare], at: "2032-01-12")
    #expect(fixture.heads(["lamp", "depth"]) == [11, nil])
    try fixture.revoke(.alder, since: "2032-01-11", at: "2032-01-20")
    #expect(fixture.heads(["lamp", "depth"]) == [nil, nil])
  }

  @Test("the last revocation with a time decides, and can give back what an earlier one took")
  func revokedAgain() throws {
    let fixture = try CompromiseTests.ledger()
    try fixture.attest(.alder, at: "2032-01-10")
    try fixture.revoke(.alder, since: "2032-01-01", at: "2032-01-20")
    #expect(fixture.heads(["lamp"]) == [nil])
    try fixture.revoke(.alder, since: "2032-01-15", by: [.alderSpare], at: "2032-01-21")
    #expect(fixture.heads(["lamp"]) == [10])
    #expect(fixture.state.accord.revocations.count == 2)
    #expect(try fixture.replayed().findings == [])
  }

  @Test("after that the signatory files anew with another key")
  func filesAnew() throws {
    let fixture = try CompromiseTests.ledger()
    try fixture.attest(.alder, at: "2032-01-10")
    try fixture.revoke(.alder, since: "2032-01-01", by: [.alderSpare], at: "2032-01-20")
    try fixture.admit(.attest(fixture.attestation(.alder, [.met("lamp")])), [.alderSpare], at: "2032-01-21")
    #expect(fixture.heads(["lamp"]) == [12])
    #expect(try fixture.replayed().findings == [])
  }

  @Test("other signatories are left alone")
  func others() throws {
    let fixture = try CompromiseTests.ledger()
    try fixture.attest(.cedar, at: "2032-01-10")
    try fixture.attest(.alder, at: "2032-01-10")
    try fixture.revoke(.alder, since: "2032-01-01", at: "2032-01-20")
    #expect(fixture.state.head(signatory: "cedar", period: "2031", commitment: "lamp")?.index == 10)
  }
}
