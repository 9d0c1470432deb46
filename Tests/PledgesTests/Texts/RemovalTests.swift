import Cryptography
import Fixtures
import LedgerFixtures
import Pledges
import Testing

@Suite("Words can go, and every fact stays")
struct RemovalTests {
  private func filed(_ explanation: Detached<TextMap> = "It shone every night.") throws -> LedgerFixture {
    let fixture = try LedgerFixture.harbourLight()
    var claim = Claim.met("lamp")
    claim.explanation = explanation
    try fixture.admit(.attest(fixture.attestation(.alder, [claim])), [.alder], at: "2032-01-10")
    return fixture
  }

  @Test("after a removal the envelope, the claim, the head and the root are as they were; the words are gone")
  func removed() throws {
    let fixture = try filed()
    let before = fixture.stored
    let root = try fixture.root()
    try fixture.redact(9, at: "2032-01-11")
    let after = fixture.stored
    #expect(after.prefix(10).map(\.header) == before.map(\.header))
    #expect(after.prefix(10).map(\.envelope) == before.map(\.envelope))
    #expect(before[9].texts?.count == 3)
    #expect(after[9].texts == [])
    #expect(fixture.state.history(of: "alder")?.attestations.first?.claims.first?.value == "met")
    #expect(fixture.heads(["lamp"]) == [9])
    #expect(try Replayed(Array(after.prefix(10))).root == root)
    #expect(try Replay.agrees(fixture))
  }

  @Test("a removal of some words leaves the others")
  func some() throws {
    let fixture = try filed()
    let text = try #require(fixture.texts(of: 9).first)
    try fixture.redact(9, [text], at: "2032-01-11")
    #expect(fixture.stored[9].texts?.count == 2)
    try fixture.redact(9, at: "2032-01-12")
    #expect(fixture.stored[9].texts == [])
    #expect(fixture.state.removals.all.map(\.texts.count) == [1, 2])
    #expect(try Replay.agrees(fixture))
  }

  @Test("the same text in several earlier entries goes from all of them, and stands in no later one")
  func everywhere() throws {
    let fixture = try LedgerFixture.harbourLight()
    let next = try fixture.fileAlike(at: "2032-01-10")
    try fixture.redact(10, at: "2032-01-11")
    #expect(fixture.stored[9].texts == [])
    #expect(fixture.stored[10].texts == [])
    #expect(refusal { try fixture.admit(.extend(next), [.registrar], at: "2032-01-12") } == "rule.text.removed")
    // Other words, or the same under another salt, are another text.
    var other = next
    other.reason = .words("A storm.", salted: "again")
    try fixture.admit(.extend(other), [.registrar], at: "2032-01-12")
    #expect(try Replay.agrees(fixture))
  }

  @Test(
    "a registrar that says the words of an objection again, to remove them from its own entry, is told apart by them")
  func objected() throws {
    let fixture = try LedgerFixture.harbourLight()
    try fixture.end(.alder, of: "alder", by: [.registrar], at: "2032-01-10")
    let said: Detached<String> = "We never lost it."
    try fixture.admit(
      .keyObject(KeyObjection(party: "alder", of: 9, text: Detached(said.digest))), [.alder], at: "2032-01-11")
    var extended = Extension(period: "2031", signatories: ["birch"], newDue: "2032-04-10", reason: "A storm.")
    try fixture.admit(.extend(extended), [.registrar], at: "2032-01-12")
    extended.newDue = "2032-04-11"
    extended.reason = said
    try fixture.admit(.extend(extended), [.registrar], at: "2032-01-12")
    try fixture.redact(11, at: "2032-01-13")
    try fixture.redact(12, at: "2032-01-13")
    #expect(fixture.state.removals.all.map(\.concernsRegistrar) == [false, true])
    #expect(fixture.stored[10].texts == [])
    #expect(try Replay.agrees(fixture))
  }

  @Test("words of every kind that has some can be removed: filings, challenges, answers, decisions, reviews, reasons")
  func everyKind() throws {
    let fixture = try filed()
    try fixture.admit(.review(.sample(of: fixture.reference(9))), [.reviewer], at: "2032-01-11")
    try fixture.challenge(at: "2032-01-12")
    try fixture.admit(.respond(ChallengeResponse(challenge: 11, text: "It shone.")), [.alder], at: "2032-01-13")
    try fixture.admit(RefusalCase.resolution(11, .upheld), [.panel], at: "2032-01-14")
    try fixture.admit(
      .suspend(StandingChange(signatory: "alder", effective: "2032-01-15", reason: .other, note: "A note.")),
      [.registrar], at: "2032-01-15")
    for index: EntryIndex in [9, 10, 11, 12, 13, 14] { try fixture.redact(index, at: "2032-02-01") }
    #expect(fixture.stored.allSatisfy { $0.texts == [] })
    #expect(fixture.state.history(of: "alder")?.reviews.count == 1)
    #expect(fixture.state.history(of: "alder")?.challenges.count == 3)
    #expect(try Replay.agrees(fixture))
  }

  @Test("a removal cannot be made of what a registrar says was there: the entry is read again")
  func invented() throws {
    // The header of an envelope that nobody has, then a removal that tells what was in it.
    let fixture = try LedgerFixture.harbourLight()
    let header = EntryHeader(
      index: 9, previous: fixture.chain.leaf, recorded: "2032-01-10",
      kind: try #require(EntryKind("attestation.submit")),
      envelope: .named("an envelope"), envelopeByteCount: 2_000)
    let stored = fixture.stored + [StoredBytes(header: header.bytes, envelope: nil, texts: [])]
    let replayed = try Replayed(stored)
    #expect(replayed.findings.map(\.code) == ["envelope.missing"])
    #expect(replayed.state.history(of: "alder")?.attestations.isEmpty == true)
  }

  @Test("what is wrong with words is found: missing, changed, of another entry, of the wrong form")
  func findings() throws {
    let fixture = try filed()
    func codes(_ change: (inout [[UInt8]]) -> Void) throws -> [String] {
      var stored = fixture.stored
      var texts = stored[9].texts ?? []
      change(&texts)
      stored[9].texts = texts
      let replayed = try Replayed(stored)
      #expect(replayed.findings.allSatisfy { $0.index == 9 })
      #expect(replayed.entries.allSatisfy { $0.findings.isEmpty }, "no text changes what an entry does")
      return replayed.findings.map(\.code)
    }
    #expect(try codes { _ in } == [])
    #expect(try codes { $0.removeFirst() } == ["text.missing"])
    #expect(try codes { $0 = [] } == ["text.missing", "text.missing", "text.missing"])
    #expect(try codes { $0[0][30] ^= 1 } == ["text.digest", "text.missing"])
    #expect(try codes { $0.append($0[0]) } == ["text.digest"])
    #expect(try codes { $0.append(Array("{}".utf8)) } == ["text.digest"])
  }

  @Test("words of the wrong form, put in past the program, are found")
  func wrongForm() throws {
    let fixture = try LedgerFixture.harbourLight()
    let text = try Disclosure(unchecked: Array(#"{"salt":"short","text":"A storm."}"#.utf8))
    let extended = Extension(period: "2031", signatories: nil, newDue: "2032-04-30", reason: Detached(text.digest))
    let statement = try fixture.draft(.extend(extended), at: "2032-02-01")
    let bytes = try Envelope.signed(statement, by: [.registrar]).canonicalBytes
    let header = EntryHeader(
      index: 9, previous: fixture.chain.leaf, recorded: "2032-02-01", kind: statement.kind,
      envelope: try .sha256(of: bytes), envelopeByteCount: bytes.count)
    let stored = fixture.stored + [StoredBytes(header: header.bytes, envelope: bytes, texts: [text.bytes])]
    #expect(try Replayed(stored).findings.map(\.code) == ["text.form"])
  }

  @Test("who looked for no words hears nothing about them")
  func notLooked() throws {
    let fixture = try filed()
    let stored = fixture.stored.map { StoredBytes(header: $0.header, envelope: $0.envelope) }
    #expect(try Replayed(stored).findings == [])
  }

  @Test("a reader is given the words, or is told that they were removed, or that they are not here")
  func reader() throws {
    let text: Detached<TextMap> = "It shone every night."
    let fixture = try filed(text)
    var here = DisclosedTexts(removals: fixture.state.removals)
    #expect(here[text].words == nil)
    here.add(fixture.entries[9].texts)
    #expect(here[text].words == "It shone every night.")
    try fixture.redact(9, at: "2032-01-11")
    // A late cache still has them; nobody is shown them.
    var late = DisclosedTexts(removals: fixture.state.removals)
    late.add(fixture.entries[9].texts)
    guard case .removed(let removal) = late[text] else {
      Issue.record("the words are not told to be removed")
      return
    }
    #expect(removal.entry.index == 10)
    #expect(removal.target == 9)
    #expect(removal.legalBasis.basis == .erasureRequest)
  }

  @Test("removals live on in an archive")
  func archived() throws {
    let fixture = try filed()
    let texts = fixture.texts(of: 9)
    try fixture.redact(9, at: "2032-01-11")
    try fixture.resume()
    #expect(fixture.state.removals.all.map(\.texts) == [texts.sorted()])
    #expect(
      refusal { try fixture.admit(RefusalCase.redaction(9, texts), [.registrar], at: "2032-01-12") }
        == "rule.text.redacted")
  }
}
