import CanonicalJSON
import Cryptography
import Fixtures
import LedgerSamples
import Pledges
import Testing

@Suite("What the rules refuse")
struct RefusalTests {
  private let workshop: Workshop
  private let february = "2032-02-01T00:00:00Z"

  init() throws {
    workshop = try Workshop()
  }

  @Test("a statement made for another ledger")
  func otherLedger() throws {
    let genesis = try given(workshop.state().identity).genesis.hex
    try writeAltered(to: "e.json") { $0.replacing(genesis, with: Digest.zero.hex) }
    try workshop.refuses("statement.ledger", status: 5, "submit", "e.json", "--at", february)
  }

  /// An attestation with its words whose statement was altered before it was signed.
  private func writeAltered(to name: String, _ alter: (String) -> String) throws {
    let made = try SubmittedEnvelope.read(workshop.folder.read(workshop.attestation(to: "good-\(name)")))
    let payload = Array(alter(String(decoding: made.envelope.payload, as: UTF8.self)).utf8)
    #expect(payload != made.envelope.payload)
    let signed = try envelope(payload, by: [workshop.key("quillonia")])
    try workshop.folder.write(SubmittedEnvelope(envelope: signed, texts: made.texts).canonicalBytes, to: name)
  }

  @Test("an accord that is not the one in force, among the subjects and in the attestation")
  func otherAccordVersion() throws {
    try writeAltered(to: "e.json") {
      $0.replacing("accord:lantern-accord@1.0.0", with: "accord:lantern-accord@9.0.0")
    }
    try workshop.refuses("rule.attestation.accord-version", status: 5, "submit", "e.json", "--at", february)
    try writeAltered(to: "f.json") { $0.replacing(#""version":"1.0.0""#, with: #""version":"9.0.0""#) }
    try workshop.refuses("rule.attestation.accord-version", status: 5, "submit", "f.json", "--at", february)
  }

  @Test("a commitment that the accord does not have, or that addresses others")
  func commitment() throws {
    try attest("rule.attestation.unknown-commitment", "--claim", "la-99=met", "--evidence", "la-99=law.txt")
    try attest("rule.attestation.not-addressed", "--claim", "la-5=met", "--evidence", "la-5=law.txt")
  }

  @Test("a claim without the evidence, the explanation or the indicator that it needs")
  func evidence() throws {
    try attest("rule.attestation.evidence-missing", "--claim", "la-7=met")
    try attest("rule.attestation.explanation-missing", "--claim", "la-7=not-met")
    try attest("rule.attestation.indicator-missing", "--claim", "la-2=met", "--evidence", "la-2=law.txt")
    try attest("rule.attestation.unknown-claim", "--claim", "la-7=splendid")
  }

  @Test("an attestation before the window has opened, for an unknown period, or where nothing is reported")
  func window() throws {
    try attest(
      "rule.attestation.window-closed", at: "2031-12-31T23:59:59Z", "--claim", "la-7=met", "--evidence", "la-7=law.txt")
    try workshop.refuses(
      "rule.attestation.unknown-period", status: 5, "attest", "--signatory", "quillonia", "--period", "1999",
      "--claim", "la-7=met", "--evidence", "la-7=law.txt", "--key", "quillonia", "--at", february)
  }

  @Test("an attestation by somebody who is no member, or was none in the period")
  func member() throws {
    try workshop.run(
      "withdraw", "brindlemark", "--key", "brindlemark", "--at", "2030-12-10T00:00:00Z"
    ).expectDone()
    try workshop.refuses(
      "rule.attestation.not-member", status: 5, "attest", "--signatory", "brindlemark", "--period", "2031",
      "--claim", "la-7=met", "--evidence", "la-7=law.txt", "--key", "brindlemark", "--at", february)
    try workshop.refuses(
      "rule.attestation.unknown-signatory", status: 5, "attest", "--signatory", "atlantis", "--period", "2031",
      "--claim", "la-7=met", "--evidence", "la-7=law.txt", "--key", "quillonia", "--at", february)
  }

  @Test("a key that was rotated, revoked, is unknown, or belongs to somebody else")
  func keys() throws {
    try workshop.attestation(to: "stranger.json")
    try workshop.refuses(
      "usage.wrong-key", status: 2, "attest", "--signatory", "quillonia", "--period", "2031", "--claim",
      "la-7=met", "--evidence", "la-7=law.txt", "--key", "stranger", "--at", february)
    try workshop.refuses(
      "usage.wrong-key", status: 2, "attest", "--signatory", "quillonia", "--period", "2031", "--claim", "la-7=met",
      "--evidence", "la-7=law.txt", "--key", "brindlemark", "--at", february)
    try workshop.run(
      "key", "rotate", "quillonia", "--key", "quillonia", "--signing-key", "quillonia-2", "--at",
      "2030-12-10T00:00:00Z"
    ).expectDone()
    try workshop.refuses(
      "key.not-in-force", status: 5, "attest", "--signatory", "quillonia", "--period", "2031", "--claim", "la-7=met",
      "--evidence", "la-7=law.txt", "--key", "quillonia", "--at", february)
  }

  @Test("a signature that does not verify, alone or beside a good one")
  func signatures() throws {
    let bytes = try workshop.folder.read(workshop.attestation())
    let submitted = try SubmittedEnvelope.read(bytes)
    let good = submitted.envelope
    func write(_ altered: Envelope, to name: String) throws {
      try workshop.folder.write(
        SubmittedEnvelope(envelope: altered, texts: submitted.texts).canonicalBytes, to: name)
    }
    let junk = [UInt8](repeating: 7, count: 64)
    let alone = try Envelope(
      payload: good.payload, signatures: good.signatures.map { .init(keyID: $0.keyID, bytes: junk) })
    try write(alone, to: "alone.json")
    try workshop.refuses("signature.invalid", status: 5, "submit", "alone.json", "--at", february)
    let registrar = try workshop.key("registrar").publicKey.keyID
    let extra = try good.adding(Envelope.Signature(keyID: registrar, bytes: junk))
    try write(extra, to: "extra.json")
    try workshop.refuses("signature.invalid", status: 5, "submit", "extra.json", "--at", february)
    let unknown = try good.adding(
      Envelope.Signature(keyID: workshop.key("stranger").publicKey.keyID, bytes: junk))
    try write(unknown, to: "unknown.json")
    try workshop.refuses("signature.unknown-key", status: 5, "submit", "unknown.json", "--at", february)
    try workshop.run("submit", "attestation.json", "--at", february).expectDone()
  }

  @Test("what the receipts or the mark are to go into is looked at before anything is recorded")
  func missingFolders() throws {
    try workshop.attestation()
    try workshop.refuses(
      "io.not-found", status: 3, "submit", "attestation.json", "--at", february, "--receipt-dir", "nosuch")
    try workshop.refuses(
      "io.not-found", status: 3, "submit", "attestation.json", "--at", february, "--receipt-dir", "attestation.json")
    try workshop.run(
      "init", "--origin", "pledges.example/other", "--accord", Workshop.accord, "--registrar-key", "registrar",
      "--log-signing-key", "log", "--environment", "demo", "--at", "2030-12-01T00:00:00Z", "--ledger", "other.db",
      "--high-water", "nosuch/mark", "--json"
    ).expectRefusal("io.not-found", status: 3)
    try workshop.run("export", "all.jsonl").expectDone()
    try workshop.run(
      "restore", "all.jsonl", "--ledger", "other.db", "--log-signing-key", "log", "--high-water", "nosuch/mark",
      "--json"
    ).expectRefusal("io.not-found", status: 3)
    #expect(try !workshop.folder.names().contains { $0.hasPrefix("other.db") })
  }

  @Test("the mark stays where it was when another log key is noted")
  func markStays() throws {
    try workshop.run("log-keys", "use", "--log-signing-key", "log", "--high-water", "elsewhere.mark").expectDone()
    try workshop.run("log-keys", "use", "--log-signing-key", "log").expectDone()
    let noted = String(decoding: try workshop.folder.read("ledger.db.keeper.json"), as: UTF8.self)
    #expect(noted.contains("/elsewhere.mark"), "\(noted)")
  }

  @Test("a passphrase file that is not there, and a signer that leaves nothing, are told as that")
  func signing() throws {
    try workshop.run(
      "key", "generate", "locked", "--passphrase-file", "nosuch", "--json"
    ).expectRefusal("io.not-found", status: 3)
    try workshop.folder.write(Array("lamp oil and tin\n".utf8), to: "words")
    try workshop.run("key", "generate", "locked", "--passphrase-file", "words").expectDone()
    try workshop.attestation()
    try workshop.run(
      "sign", "attestation.json", "--key", "locked", "--passphrase-file", "nosuch", "--out", "signed.json", "--json"
    ).expectRefusal("io.not-found", status: 3)
    try workshop.run(
      "sign", "attestation.json", "--signer", "true", "--public-key", "locked.pub", "--out", "signed.json", "--json"
    ).expectRefusal("signer.failed", status: 3)
  }

  @Test("changes are told forwards", arguments: [("3", "2"), ("2032-07-01", "2032-01-01T00:00:00Z")])
  func backwards(_ from: String, _ to: String) throws {
    try workshop.refuses("usage.invalid-value", status: 2, "diff", from, to)
    try workshop.run("diff", to, from).expectDone()
  }

  @Test("the same statement twice, the second time with other signature bytes")
  func twice() throws {
    try workshop.attestation()
    try workshop.run("submit", "attestation.json", "--at", february).expectDone()
    try workshop.refuses("statement.duplicate", status: 5, "submit", "attestation.json", "--at", february)
    // ECDSA signs the same bytes differently each time.
    let payload = try workshop.payload(
      .withdraw(
        Withdrawal(signatory: given(PartyID("brindlemark")), effective: given(Instant("2033-01-01T00:00:00Z")))),
      at: february)
    try workshop.write(payload, signedBy: "brindlemark", to: "one.json")
    try workshop.write(payload, signedBy: "brindlemark", to: "two.json")
    try workshop.run("submit", "one.json", "--at", february).expectDone()
    #expect(try workshop.folder.read("one.json") != workshop.folder.read("two.json"))
    try workshop.refuses("statement.duplicate", status: 5, "submit", "two.json", "--at", february)
  }

  @Test("a clock that goes back, and a set clock on a production ledger")
  func clock() throws {
    try workshop.attestation()
    try workshop.refuses("header.time", status: 5, "submit", "attestation.json", "--at", "2030-12-01T23:59:59Z")
    try workshop.refuses(
      "clock.production", status: 5, "init", "--origin", "pledges.example/real", "--accord",
      Program.package + "/Ledger/Accords/paris-call-2018.json", "--registrar-key", "registrar", "--log-signing-key",
      "log",
      "--environment", "production", "--at", february, "--ledger", "production.db")
  }

  @Test("an envelope or a statement over the limit")
  func limits() throws {
    let blank = [UInt8](repeating: 0x20, count: SubmittedEnvelope.maximumByteCount + 1)
    try workshop.folder.write(blank, to: "blank.json")
    try workshop.refuses("envelope.too-large", status: 2, "submit", "blank.json")
    let payload = try workshop.payload(Samples.attestation(["la-7"], in: workshop.state()), at: february)
    let padded = payload + [UInt8](repeating: 0x20, count: Statement.maximumByteCount)
    let text = """
      {"payload":"\(Base64.encode(padded))","payloadType":"\(Envelope.payloadType)","signatures":[
      {"keyid":"\(Digest.zero.hex)","sig":"AA=="}]}
      """
    try workshop.folder.write(Array(text.utf8), to: "long.json")
    try workshop.refuses("statement.too-large", status: 2, "submit", "long.json")
    let entry = #"{"keyid":"\#(Digest.zero.hex)","sig":"AA=="}"#
    let many = """
      {"payload":"e30=","payloadType":"\(Envelope.payloadType)",
      "signatures":[\([String](repeating: entry, count: 65).joined(separator: ","))]}
      """
    try workshop.folder.write(Array(many.utf8), to: "many.json")
    try workshop.refuses("envelope.signatures", status: 2, "submit", "many.json")
  }

  @Test("files that are not there, verifier keys that are none, and outputs that are")
  func files() throws {
    try workshop.refuses("io.not-found", status: 3, "accord", "check", "nowhere.json")
    try workshop.refuses("io.not-found", status: 3, "submit", "nowhere.json")
    try workshop.refuses("io.not-found", status: 3, "export", "no/where.jsonl")
    try workshop.refuses("io.exists", status: 3, "export", "law.txt")
    try workshop.refuses("vkey.malformed", status: 2, "verify", "--log-key", "pledges.example/lantern+zz")
    try workshop.refuses("note.malformed", status: 2, "verify", "--held", "law.txt")
    try workshop.refuses("usage.invalid-origin", status: 2, "verify", "--origin", "two words")
    try workshop.refuses("entry.unknown", status: 2, "show", "99")
    try workshop.refuses("report.unknown-signatory", status: 2, "report", "atlantis")
  }

  @Test("a batch as a whole when one of its envelopes is refused, and says which")
  func batch() throws {
    try workshop.attestation(to: "good.json")
    let payload = try workshop.payload(
      .withdraw(
        Withdrawal(signatory: given(PartyID("brindlemark")), effective: given(Instant("2033-01-01T00:00:00Z")))),
      at: february)
    try workshop.write(payload, signedBy: "quillonia", to: "bad.json")
    try workshop.refuses("signature.missing", status: 5, "submit", "good.json", "bad.json", "--at", february)
    let lines = try workshop.folder.read("good.json") + workshop.folder.read("bad.json")
    let answer = try workshop.run("submit", "-", "--at", february, input: lines)
    #expect(answer.status == 5)
    #expect(answer.error.contains("error: standard input, line 2: "), "\(answer)")
    try workshop.run("submit", "good.json", "--at", february).expectDone()
  }

  private func attest(_ code: String, at time: String = "2032-02-01T00:00:00Z", _ arguments: String...) throws {
    var words = ["attest", "--signatory", "quillonia", "--period", "2031", "--key", "quillonia", "--at", time]
    words += arguments
    let before = try workshop.ledgerFiles()
    let result = try Fixtures.run(
      Program.path, words + ["--json"], environment: workshop.environment, in: workshop.folder.path)
    Transcript(
      arguments: words, status: result.status, output: String(decoding: result.output, as: UTF8.self),
      error: String(decoding: result.error, as: UTF8.self)
    ).expectRefusal(code, status: 5)
    #expect(try workshop.ledgerFiles() == before)
  }
}
