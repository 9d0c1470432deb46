import Cryptography
import LedgerFixtures
import Pledges
import Testing

@Suite("Keys count from place to place in the chain, and by nobody's clock")
struct KeyBookTests {
  @Test("a key is in force from the entry that brings it in up to the one that ends it")
  func life() throws {
    let fixture = try LedgerFixture.harbourLight()
    try fixture.admit(
      .keyRegister(KeyRegistration(party: "alder", key: FixedKey.alderSpare.publicKey)), [.alder, .alderSpare],
      at: "2032-01-01")
    #expect(fixture.state.keys[FixedKey.alderSpare.keyID]?.since == 9)
    #expect(fixture.state.keys[FixedKey.alderSpare.keyID]?.until == nil)
    #expect(
      Set(fixture.state.keys.keysInForce(of: .party("alder"), at: "2032-01-02")) == [
        FixedKey.alder.publicKey, FixedKey.alderSpare.publicKey,
      ])
    try fixture.revoke(.alder, by: [.alder], at: "2032-01-02")
    #expect(fixture.state.keys[FixedKey.alder.keyID]?.until == 10)
    #expect(fixture.state.keys[FixedKey.alder.keyID]?.invalidSince == nil)
    #expect(fixture.state.keys.keysInForce(of: .party("alder"), at: "2032-01-02") == [FixedKey.alderSpare.publicKey])
    #expect(
      fixture.state.keys.records(of: .party("alder")).map(\.key) == [
        FixedKey.alder.publicKey, FixedKey.alderSpare.publicKey,
      ])
    #expect(fixture.state.keys[FixedKey.stranger.keyID] == nil)
  }

  @Test("a revoked key cannot revoke another, and an entry that ends a key may be signed by it")
  func revocation() throws {
    let fixture = try LedgerFixture.harbourLight()
    try fixture.admit(.keyRotate(RefusalCase.rotation("alder", .alder)), [.alder, .spare], at: "2032-01-01")
    #expect(
      refusal { try fixture.revoke(.spare, of: "alder", by: [.alder], at: "2032-01-02") } == "key.not-in-force")
    try fixture.revoke(.spare, of: "alder", by: [.spare], at: "2032-01-02")
    #expect(fixture.state.keys.keysInForce(of: .party("alder"), at: "2032-01-02").isEmpty)
    // The registrar brings a new one in, and it waits.
    try fixture.recover([.alderSpare], of: "alder", at: "2032-01-03")
    let filed = fixture.attestation(.alder, [.met("lamp")])
    try fixture.admit(.attest(filed), [.alderSpare], at: "2032-01-17")
    #expect(try fixture.replayed().findings == [])
  }

  @Test("what issuedAt says decides nothing: a backdated statement by an ended key is refused")
  func backdated() throws {
    let fixture = try LedgerFixture.harbourLight()
    var statement = try fixture.draft(.attest(fixture.attestation(.alder, [.met("lamp")])), at: "2032-01-05")
    try fixture.revoke(.alder, at: "2032-01-02")
    statement.issuedAt = "2032-01-01"
    #expect(refusal { try fixture.admit(statement, [.alder], at: "2032-01-05") } == "key.not-in-force")
  }

  @Test("the registrar's keys change whole: those left out end, those kept go on, and new ones prove possession")
  func registrar() throws {
    let fixture = try LedgerFixture(
      accord: SampleAccord.reporting, registrarKeys: [.registrar, .secondRegistrar], threshold: 2)
    try fixture.admit(
      .registrarUpdate(RefusalCase.office([.secondRegistrar, .thirdRegistrar])),
      [.registrar, .secondRegistrar, .thirdRegistrar], at: "2032-01-01")
    #expect(fixture.state.keys[FixedKey.registrar.keyID]?.until == 2)
    #expect(fixture.state.keys[FixedKey.secondRegistrar.keyID]?.since == 0)
    #expect(fixture.state.keys[FixedKey.secondRegistrar.keyID]?.until == nil)
    #expect(fixture.state.registrar?.threshold == 1)
    // One is enough from the next entry on.
    try fixture.admit(
      .partyAdmit(RefusalCase.admission("auditor", .spare)), [.thirdRegistrar, .spare], at: "2032-01-02")
    #expect(fixture.state.keys.keysInForce(of: .registrar, at: "2032-01-02").count == 2)
  }

  @Test("a threshold counts keys and not signatures of the same key over again")
  func threshold() throws {
    let fixture = try LedgerFixture(
      accord: SampleAccord.reporting, registrarKeys: [.registrar, .secondRegistrar, .thirdRegistrar], threshold: 2)
    let admission = Predicate.partyAdmit(RefusalCase.admission("auditor", .spare))
    #expect(
      refusal { try fixture.admit(admission, [.thirdRegistrar, .spare], at: "2032-01-01") } == "signature.missing")
    try fixture.admit(admission, [.thirdRegistrar, .registrar, .spare], at: "2032-01-01")
  }

  @Test("a signature that no rule asks for adds nothing, and a wrong one refuses the envelope")
  func furtherSignatures() throws {
    let fixture = try LedgerFixture.harbourLight()
    let statement = try fixture.draft(.attest(fixture.attestation(.alder, [.met("lamp")])), at: "2032-01-05")
    let good = try Envelope.signed(statement, by: [.alder, .cedar, .birch, .registrar])
    let wrong = try good.adding(
      Envelope.Signature(keyID: FixedKey.birch.keyID, bytes: FixedKey.birch.privateKey.sign([1, 2, 3])))
    #expect(refusal { try fixture.admit(wrong, at: "2032-01-05") } == "signature.invalid")
    try fixture.admit(good, at: "2032-01-05")
    #expect(fixture.state.history(of: "alder")?.attestations.first?.signingKeys == [FixedKey.alder.keyID])
  }

  @Test("each flipped bit of a signature, and each of the payload, refuses the envelope")
  func flippedBits() throws {
    let fixture = try LedgerFixture.harbourLight()
    let statement = try fixture.draft(.attest(fixture.attestation(.alder, [.met("lamp")])), at: "2032-01-05")
    for key in [FixedKey.alder, .birch] {
      let envelope = try Envelope.signed(statement, by: [key])
      let signature = try #require(envelope.signatures.first)
      for position in signature.bytes.indices {
        var bytes = signature.bytes
        bytes[position] ^= 0x10
        let flipped = try Envelope(
          payload: envelope.payload, signatures: [Envelope.Signature(keyID: key.keyID, bytes: bytes)])
        #expect(refusal { try fixture.admit(flipped, at: "2032-01-05") } == "signature.invalid")
      }
    }
    let payload = try #require(statement.payload)
    let signatures = try Envelope.signed(payload, by: [.alder]).signatures
    for position in stride(from: 0, to: payload.count, by: 7) {
      var bytes = payload
      bytes[position] ^= 0x01
      let code = refusal { try fixture.admit(Envelope(payload: bytes, signatures: signatures), at: "2032-01-05") }
      // A digest that changed names words that nobody has.
      let codes = ["signature.invalid", "statement.malformed", "text.missing", "text.digest"]
      #expect(codes.contains(code ?? ""), "byte \(position): \(code ?? "admitted")")
    }
    #expect(fixture.size == 9)
  }
}
