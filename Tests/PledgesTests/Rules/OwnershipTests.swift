import Cryptography
import LedgerFixtures
import Pledges
import Testing

@Suite("A party acts by as many of its own keys as its threshold says")
struct OwnershipTests {
  /// The Harbour Light ledger where alder has two keys, of which both sign: entries 9 and 10.
  static func ledger() throws -> LedgerFixture {
    let fixture = try LedgerFixture.harbourLight()
    try fixture.register(.alderSpare, of: "alder", by: [.alder], at: "2031-12-01")
    try fixture.setThreshold(2, of: "alder", by: [.alder], at: "2031-12-02")
    return fixture
  }

  @Test("with a threshold of two, one key says nothing and both say it; the registrar's adds nothing")
  func threshold() throws {
    let fixture = try OwnershipTests.ledger()
    let filed = Predicate.attest(fixture.attestation(.alder, [.met("lamp")]))
    for signers: [FixedKey] in [[.alder], [.alderSpare], [.alder, .registrar], [.alder, .cedar]] {
      #expect(refusal { try fixture.admit(filed, signers, at: "2032-01-05") } == "signature.missing")
    }
    try fixture.admit(filed, [.alder, .alderSpare], at: "2032-01-05")
    let event = try #require(fixture.state.history(of: "alder")?.attestations.first)
    #expect(event.threshold == 2)
    #expect(event.signingKeys.count == 2)
    #expect(try Replay.agrees(fixture))
  }

  @Test("what others do as a party of their own asks for their threshold as well")
  func roles() throws {
    let fixture = try LedgerFixture.harbourLight()
    try fixture.challenge(at: "2032-01-02")
    for (key, party) in [
      (FixedKey.reviewer, "reviewer"), (.challenger, "challenger"), (.panel, "panel"), (.checker, "checker"),
    ]
      as [(FixedKey, PartyID)]
    {
      let second: FixedKey =
        switch key {
        case .reviewer: .spare
        case .challenger: .secondSpare
        case .panel: .thirdSpare
        default: .fourthSpare
        }
      try fixture.register(second, of: party, by: [key], at: "2032-01-03")
      try fixture.setThreshold(2, of: party, by: [key], at: "2032-01-03")
    }
    try fixture.attest(.alder, at: "2032-01-04")
    let filed = fixture.reference(EntryIndex(fixture.size - 1))
    let acts: [(Predicate, FixedKey, FixedKey)] = [
      (.review(.sample(of: filed)), .reviewer, .spare),
      (RefusalCase.resolution(9), .panel, .thirdSpare),
      (.checkEvidence(RefusalCase.check), .checker, .fourthSpare),
      (.withdrawChallenge(ChallengeWithdrawal(challenge: 9)), .challenger, .secondSpare),
    ]
    for (act, first, second) in acts {
      #expect(refusal { try fixture.admit(act, [first], at: "2032-01-05") } == "signature.missing", "\(act.kind)")
      try fixture.admit(act, [first, second], at: "2032-01-05")
    }
    #expect(try Replay.agrees(fixture))
  }

  @Test("a join may name a threshold; one that names none leaves what there was")
  func thresholdOfAJoin() throws {
    let fixture = try LedgerFixture.harbourLight()
    try fixture.admit(
      .join(.signed("elm", [.spare, .secondSpare], effective: "2032-01-01").with { $0.threshold = 2 }),
      [.registrar, .spare, .secondSpare], at: "2032-01-01")
    let withdrawal = Predicate.withdraw(Withdrawal(signatory: "elm", effective: "2032-01-02"))
    #expect(refusal { try fixture.admit(withdrawal, [.spare], at: "2032-01-02") } == "signature.missing")
    try fixture.admit(withdrawal, [.spare, .secondSpare], at: "2032-01-02")
    let again = Predicate.join(.signed("elm", [.spare], effective: "2032-01-03"))
    #expect(refusal { try fixture.admit(again, [.registrar, .spare], at: "2032-01-03") } == "signature.missing")
    try fixture.admit(again, [.registrar, .spare, .secondSpare], at: "2032-01-03")
    #expect(fixture.state.owners["elm"]?.standing.threshold(at: "2032-01-03") == 2)
    #expect(try Replay.agrees(fixture))
  }

  @Test("below its threshold a party can do nothing, and each of its keys can still end itself")
  func below() throws {
    let fixture = try OwnershipTests.ledger()
    try fixture.end(.alderSpare, of: "alder", by: [.alderSpare], at: "2032-01-02")
    for predicate: Predicate in [
      .attest(fixture.attestation(.alder, [.met("lamp")])),
      .keyThreshold(KeyThreshold(party: "alder", threshold: 1)),
      .keyRegister(KeyRegistration(party: "alder", key: FixedKey.spare.publicKey)),
      .keyRotate(RefusalCase.rotation("alder", .alder)),
      .withdraw(Withdrawal(signatory: "alder", effective: "2032-02-01")),
    ] {
      let signers: [FixedKey] = [.alder, .registrar] + (predicate.newKeys.isEmpty ? [] : [.spare])
      #expect(
        refusal { try fixture.admit(predicate, signers, at: "2032-01-03") } == "signature.missing",
        "\(predicate.kind)")
    }
    try fixture.end(.alder, of: "alder", by: [.alder], at: "2032-01-04")
    #expect(fixture.state.keys.keysInForce(of: .party("alder"), at: "2032-01-04").isEmpty)
    #expect(try Replay.agrees(fixture))
  }

  @Test("on whose word a key is its owner's is kept beside it")
  func provenance() throws {
    let fixture = try LedgerFixture.harbourLight()
    let identification = KeyIdentification(
      key: FixedKey.spare.keyID, method: .diplomaticNote, date: "2031-12-30", reference: "Note 7 of the embassy.")
    try fixture.admit(
      .join(.signed("elm", [.spare], effective: "2032-01-01").with { $0.identifications = [identification] }),
      [.registrar, .spare], at: "2032-01-01")
    try fixture.register(.secondSpare, of: "elm", by: [.spare], at: "2032-01-02")
    try fixture.admit(.partyAdmit(RefusalCase.admission("elm", .spare)), [.registrar, .spare], at: "2032-01-03")
    let brought = try #require(fixture.state.keys[FixedKey.spare.keyID]?.provenance)
    #expect(brought.voucher == .registrar)
    #expect(brought.identification == identification)
    #expect(brought.recorded == "2032-01-01")
    let registered = try #require(fixture.state.keys[FixedKey.secondSpare.keyID]?.provenance)
    #expect(registered.voucher == .owner)
    #expect(registered.identification == nil)
    try fixture.resume()
    #expect(fixture.state.keys[FixedKey.spare.keyID]?.provenance == brought)
    #expect(try Replay.agrees(fixture))
  }

  @Test("an attestation is void when fewer of its keys are left than had to sign it")
  func void() throws {
    let fixture = try OwnershipTests.ledger()
    let filed = Predicate.attest(fixture.attestation(.alder, [.met("lamp")]))
    try fixture.admit(filed, [.alder, .alderSpare], at: "2032-01-05")
    try fixture.end(
      .alderSpare, of: "alder", since: "2032-01-01", by: [.alder, .alderSpare], at: "2032-01-20")
    #expect(fixture.heads(["lamp"]) == [nil])
    try fixture.resume()
    #expect(fixture.heads(["lamp"]) == [nil])
    #expect(try Replay.agrees(fixture))
  }

  @Test("the threshold that counts for a void is the one just before the attestation")
  func thresholdBefore() throws {
    let fixture = try LedgerFixture.harbourLight()
    try fixture.register(.alderSpare, of: "alder", by: [.alder], at: "2031-12-01")
    let filed = Predicate.attest(fixture.attestation(.alder, [.met("lamp")]))
    try fixture.admit(filed, [.alder, .alderSpare], at: "2032-01-05")
    try fixture.setThreshold(2, of: "alder", by: [.alder], at: "2032-01-06")
    try fixture.end(.alderSpare, of: "alder", since: "2032-01-01", by: [.alder, .alderSpare], at: "2032-01-20")
    #expect(fixture.heads(["lamp"]) == [10])
  }

  @Test("a key may end itself, and only its owner says since when it was compromised")
  func endsItself() throws {
    let fixture = try OwnershipTests.ledger()
    #expect(
      refusal { try fixture.end(.alder, of: "alder", since: "2032-01-01", by: [.alder], at: "2032-01-02") }
        == "rule.key.invalid-since")
    try fixture.end(.alder, of: "alder", by: [.alder], at: "2032-01-02")
    let revocation = try #require(fixture.state.accord.revocations.last)
    #expect(revocation.by == .key)
    #expect(revocation.party == "alder")
  }

  @Test("the registrar's own key may end itself, and no others are brought in for it")
  func registrarsKey() throws {
    let fixture = try LedgerFixture(
      accord: SampleAccord.reporting, registrarKeys: [.registrar, .secondRegistrar], threshold: 2)
    try fixture.end(.registrar, of: "registrar", by: [.registrar], at: "2032-01-01")
    #expect(fixture.state.registrar?.keys == [FixedKey.secondRegistrar.publicKey])
    #expect(
      refusal {
        try fixture.admit(
          .registrarUpdate(RefusalCase.office([.secondRegistrar])), [.secondRegistrar], at: "2032-01-02")
      } == "signature.missing")
    try fixture.resume()
    #expect(fixture.state.keys.keysInForce(of: .registrar, at: "2032-01-02") == [FixedKey.secondRegistrar.publicKey])
    #expect(try fixture.replayed().findings == [])
  }
}
