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

  @Test("a kind of a later version is kept and counted for nothing")
  func unknownKind() throws {
    let fixture = try LedgerFixture.harbourLight()
    let payload = try #require(
      fixture.draft(.withdraw(Withdrawal(signatory: "alder", effective: "2032-03-01")), at: "2032-02-01").payload)
    let text = String(decoding: payload, as: UTF8.self).replacing("signatory.withdraw", with: "signatory.dance")
    let envelope = try Envelope.signed(Array(text.utf8), by: [.alder])
    #expect(refusal { try fixture.admit(envelope, at: "2032-02-01") } == "statement.kind")
    let bytes = envelope.canonicalBytes
    let header = EntryHeader(
      index: 9, previous: fixture.chain.leaf, recorded: "2032-02-01", kind: try #require(EntryKind("signatory.dance")),
      envelope: try .sha256(of: bytes), envelopeByteCount: bytes.count)
    let replayed = try Replayed(fixture.stored + [StoredBytes(header: header.bytes, envelope: bytes)])
    #expect(replayed.findings == [])
    #expect(replayed.state.size == 10)
    #expect(replayed.state.members["alder"]?.isMember(at: "2032-03-01") == true)
  }
}
