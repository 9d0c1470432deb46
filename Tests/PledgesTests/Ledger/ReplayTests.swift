import Cryptography
import Fixtures
import LedgerFixtures
import Pledges
import Testing

@Suite("Replay comes to what admission made")
struct ReplayTests {
  @Test("a random history, with compromised keys and removals of words, replays to the same state", arguments: 1...12)
  func random(_ seed: UInt64) throws {
    var history = try RandomHistory(seed: seed)
    try history.run(steps: 250)
    #expect(try Replay.agrees(history.fixture))
    for signatory in history.fixture.state.memberOrder {
      #expect(HeadModel(signatory, history.fixture.state).differences() == [])
    }
    #expect(history.admitted.values.reduce(0, +) > 80)
    #expect(history.admitted["text.redact", default: 0] > 0)
  }

  @Test("together the random histories try every kind that a ledger has in its daily life")
  func coverage() throws {
    var kinds: Set<String> = []
    for seed: UInt64 in 1...6 {
      var history = try RandomHistory(seed: seed)
      try history.run(steps: 250)
      kinds.formUnion(history.admitted.keys)
    }
    for kind: EntryKind.Known in [
      .attestationSubmit, .attestationSupersede, .attestationWithdraw, .reviewPublish, .reviewWithdraw, .challengeOpen,
      .challengeRespond, .challengeResolve, .challengeWithdraw, .textRedact, .keyRegister, .keyRotate, .keyRevoke,
      .signatorySuspend, .signatoryReinstate, .signatoryUpdate, .signatoryUnsubscribe, .deadlineExtend,
    ] {
      #expect(kinds.contains(kind.rawValue), "\(kind.rawValue)")
    }
  }

  @Test("one edit does not hide another: replay goes on from the stored bytes and finds both")
  func bothEdits() throws {
    let fixture = try LedgerFixture.harbourLight()
    try fixture.attest(.alder, at: "2032-01-10")
    var stored = fixture.stored
    stored[3].envelope?[40] ^= 1
    stored[7].header[25] ^= 1
    let findings = try Replayed(stored).findings
    #expect(findings.contains { $0.code == "envelope.digest" && $0.index == 3 })
    #expect(findings.contains { $0.index == 7 })
    #expect(findings.contains { $0.code == "header.previous" && $0.index == 8 })
    #expect(!findings.contains { $0.index == 9 })
  }

  @Test("entries that change places, go missing or stand twice are found by their headers")
  func order() throws {
    let stored = try LedgerFixture.harbourLight().stored
    var swapped = stored
    swapped.swapAt(4, 5)
    var codes = Set(try Replayed(swapped).findings.map(\.code))
    #expect(codes.isSuperset(of: ["header.index", "header.previous"]))
    codes = Set(try Replayed(Array(stored[..<4] + stored[5...])).findings.map(\.code))
    #expect(codes.isSuperset(of: ["header.index", "header.previous"]))
    codes = Set(try Replayed(Array(stored[...4] + stored[4...])).findings.map(\.code))
    #expect(codes.isSuperset(of: ["header.index", "header.previous", "statement.duplicate"]))
  }

  @Test("a header that says another kind, or a time that went back, does not keep the entry from counting")
  func kindAndTime() throws {
    let fixture = try LedgerFixture.harbourLight()
    try fixture.attest(.alder, at: "2032-01-10")
    var stored = fixture.stored
    var header = try #require(EntryHeader(stored[9].header))
    header.kind = try #require(EntryKind("attestation.supersede"))
    stored[9].header = header.bytes
    var replayed = try Replayed(stored)
    #expect(replayed.findings.map(\.code) == ["statement.kind"])
    #expect(replayed.state.attestationCount == 1)

    var late = try #require(EntryHeader(fixture.stored[8].header))
    late.recorded = "2033-01-01"
    stored = fixture.stored
    stored[8].header = late.bytes
    replayed = try Replayed(stored)
    #expect(replayed.findings.map(\.code).sorted() == ["header.previous", "header.time"])
    #expect(replayed.state.attestationCount == 1)
  }

  @Test("any byte of a stored envelope or header that is changed is found", arguments: [0, 1, 2, 9])
  func everyByte(_ position: Int) throws {
    let fixture = try LedgerFixture.harbourLight()
    try fixture.attest(.alder, at: "2032-01-10")
    let stored = fixture.stored
    var generator = SeededGenerator(seed: UInt64(position))
    for _ in 0..<40 {
      var edited = stored
      let bit = UInt8(1) << UInt8.random(in: 0..<8, using: &generator)
      if Bool.random(using: &generator) {
        let byte = Int.random(in: stored[position].header.indices, using: &generator)
        edited[position].header[byte] ^= bit
      } else {
        let byte = Int.random(in: 0..<(stored[position].envelope?.count ?? 1), using: &generator)
        edited[position].envelope?[byte] ^= bit
      }
      let replayed = try Replayed(edited)
      // A changed last header shows in the root, everything else in a finding.
      #expect(try !replayed.findings.isEmpty || replayed.root != fixture.root())
    }
  }

  /// A statement of a kind that nobody knows, by alder's hand or another's.
  private func unknown(_ fixture: LedgerFixture, by signers: [FixedKey]) throws -> Envelope {
    let payload = try #require(
      fixture.draft(.withdraw(Withdrawal(signatory: "alder", effective: "2032-03-01")), at: "2032-02-01").payload)
    let text = String(decoding: payload, as: UTF8.self).replacing("signatory.withdraw", with: "signatory.dance")
    return try Envelope.signed(Array(text.utf8), by: signers)
  }

  private func replayed(_ fixture: LedgerFixture, _ envelope: Envelope) throws -> Replayed {
    let bytes = envelope.canonicalBytes
    let header = EntryHeader(
      index: EntryIndex(fixture.size), previous: fixture.chain.leaf, recorded: "2032-02-01",
      kind: try #require(EntryKind("signatory.dance")), envelope: try .sha256(of: bytes), envelopeByteCount: bytes.count
    )
    return try Replayed(fixture.stored + [StoredBytes(header: header.bytes, envelope: bytes)])
  }

  @Test("a kind of a later version is kept, listed as not understood, and counted for nothing")
  func unknownKind() throws {
    let fixture = try LedgerFixture.harbourLight()
    let envelope = try unknown(fixture, by: [.alder])
    #expect(refusal { try fixture.admit(envelope, at: "2032-02-01") } == "statement.kind")
    let replayed = try replayed(fixture, envelope)
    #expect(replayed.findings == [])
    #expect(replayed.state.size == 10)
    #expect(replayed.state.members["alder"]?.isMember(at: "2032-03-01") == true)
    let entry = try #require(replayed.state.notUnderstood.first)
    #expect(replayed.state.notUnderstood.count == 1)
    #expect(entry.index == 9 && entry.kind.text == "signatory.dance")
    #expect(entry.leaf != .zero && entry.leaf != fixture.chain.leaf)
  }

  @Test("a kind of a later version is signed by keys that the ledger knows or knew, all of them and validly")
  func unknownKindUnsigned() throws {
    let fixture = try LedgerFixture.harbourLight()
    for signers: [FixedKey] in [[.stranger], [.alder, .stranger]] {
      let replayed = try replayed(fixture, unknown(fixture, by: signers))
      #expect(replayed.findings.map(\.code) == ["signature.unknown-key"])
      #expect(replayed.state.notUnderstood.isEmpty)
    }
    let valid = try unknown(fixture, by: [.alder])
    let forged = try Envelope(
      payload: valid.payload,
      signatures: [.init(keyID: FixedKey.cedar.keyID, bytes: #require(valid.signatures.first).bytes)])
    #expect(try replayed(fixture, forged).findings.map(\.code) == ["signature.invalid"])
    // Whether a key that has ended may still sign such a thing, only who knows the kind can say.
    try fixture.revoke(.alder, at: "2032-01-15")
    let late = try replayed(fixture, unknown(fixture, by: [.alder]))
    #expect(late.findings == [])
    #expect(late.state.notUnderstood.map(\.index) == [10])
  }
}
