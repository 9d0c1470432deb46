import CanonicalJSON
import Cryptography
import LedgerFixtures
import Pledges
import Testing

@Suite("What is handed in with a statement")
struct SubmissionTests {
  /// An attestation that is ready to be handed in, with three texts.
  private static func submission(_ fixture: LedgerFixture) throws -> SubmittedEnvelope {
    var claim = Claim.met("lamp")
    claim.explanation = "It shone every night."
    let statement = try fixture.draft(.attest(fixture.attestation(.alder, [claim])), at: "2032-02-01")
    return try Envelope.signed(statement, by: [.alder]).submitted
  }

  private static func code(
    of texts: [Disclosure], _ change: (SubmittedEnvelope) throws -> Envelope = { $0.envelope }
  ) throws -> String? {
    let fixture = try LedgerFixture.harbourLight()
    let submission = try submission(fixture)
    return refusal {
      try fixture.admit(SubmittedEnvelope(envelope: change(submission), texts: texts), at: "2032-02-01")
    }
  }

  private func texts() throws -> [Disclosure] { try Self.submission(.harbourLight()).texts }

  @Test("the words go in beside the envelope and come out with the entry; what is stored and hashed has none")
  func admitted() throws {
    let fixture = try LedgerFixture.harbourLight()
    let submission = try Self.submission(fixture)
    let again = try SubmittedEnvelope.read(submission.canonicalBytes)
    #expect(again.canonicalBytes == submission.canonicalBytes)
    let entry = try fixture.admit(again, at: "2032-02-01")
    #expect(entry.texts.map(\.digest) == entry.statement.textDigests.sorted())
    #expect(entry.texts.count == 3)
    let stored = String(decoding: entry.envelopeBytes + (entry.statement.payload ?? []), as: UTF8.self)
    #expect(!stored.contains("It shone every night."))
    #expect(!stored.contains("Harbour master"))
    #expect(try fixture.replayed().findings == [])
  }

  @Test("a text without its words is refused, and so are words that no text names, or that come twice")
  func complete() throws {
    let texts = try texts()
    #expect(try Self.code(of: texts) == nil)
    for position in texts.indices {
      var fewer = texts
      fewer.remove(at: position)
      #expect(try Self.code(of: fewer) == "text.missing")
    }
    let other = try Disclosure("Other words.", salt: [UInt8](repeating: 7, count: 16))
    #expect(try Self.code(of: texts + [other]) == "text.digest")
    #expect(try Self.code(of: texts + [texts[0]]) == "text.digest")
    #expect(try Self.code(of: []) == "text.missing")
  }

  @Test(
    "bytes that are no disclosure are refused",
    arguments: [
      #"{"salt":"00","text":"x"}"#, #"{"salt":"00112233445566778899AABBCCDDEEFF","text":"x"}"#,
      #"{"salt":"00112233445566778899aabbccddeeff"}"#, #"{"salt":"00112233445566778899aabbccddeeff","text":"x","x":1}"#,
      #"{"text":"x","salt":"00112233445566778899aabbccddeeff"}"#, #"["00112233445566778899aabbccddeeff","x"]"#,
      #"{"salt":"00112233445566778899aabbccddeeff","text":1.5}"#, "", "words",
      #"{"salt": "00112233445566778899aabbccddeeff","text":"x"}"#,
    ])
  func noDisclosure(_ bytes: String) throws {
    let text = try Disclosure(unchecked: Array(bytes.utf8))
    #expect(try Self.code(of: texts() + [text]) == "text.digest", "named by no statement, whatever it is")
    let fixture = try LedgerFixture.harbourLight()
    let extended = Extension(period: "2031", signatories: nil, newDue: "2032-04-30", reason: Detached(text.digest))
    let envelope = try Envelope.signed(try fixture.draft(.extend(extended), at: "2032-02-01"), by: [.registrar])
    let submission = SubmittedEnvelope(envelope: envelope, texts: [text])
    #expect(refusal { try fixture.admit(submission, at: "2032-02-01") } == "text.form")
  }

  @Test("two texts of one submission under one salt are refused: whoever knew one could guess the other")
  func salts() throws {
    let fixture = try LedgerFixture.harbourLight()
    let salt = [UInt8](repeating: 1, count: 16)
    let (first, second) = (
      try Disclosure("A storm." as String, salt: salt), try Disclosure("Again." as String, salt: salt)
    )
    var challenge = Challenge(
      signatory: "alder", period: "2031", commitments: ["lamp"], ground: "missing-report", text: Detached(first.digest),
      evidence: [.sample()])
    challenge.evidence[0].words = Detached(second.digest)
    let statement = try fixture.draft(.challenge(challenge), at: "2032-02-01")
    let envelope = try Envelope.signed(statement, by: [.challenger])
    #expect(
      refusal { try fixture.admit(SubmittedEnvelope(envelope: envelope, texts: [first, second]), at: "2032-02-01") }
        == "text.form")
  }

  static let forms: [(JSONValue, isRight: Bool)] = [
    ("A storm.", true), (.string(String(repeating: "é", count: 2_000)), true),
    (.string(String(repeating: "x", count: 2_001)), false), ("", false), (["en": "A storm."], false), (1, false),
    (nil, false),
  ]

  @Test("words have the form and the length that their place asks for", arguments: forms)
  func form(_ words: JSONValue, isRight: Bool) throws {
    let fixture = try LedgerFixture.harbourLight()
    let json: JSONValue = ["salt": "00112233445566778899aabbccddeeff", "text": words]
    let text = try Disclosure(unchecked: json.canonicalBytes())
    let extended = Extension(period: "2031", signatories: nil, newDue: "2032-04-30", reason: Detached(text.digest))
    let envelope = try Envelope.signed(try fixture.draft(.extend(extended), at: "2032-02-01"), by: [.registrar])
    let submission = SubmittedEnvelope(envelope: envelope, texts: [text])
    #expect(refusal { try fixture.admit(submission, at: "2032-02-01") } == (isRight ? nil : "text.form"))
  }

  @Test("the words of a link are an address, which admission alone can ask")
  func link() throws {
    let fixture = try LedgerFixture.harbourLight()
    func attestation(_ words: String) -> Predicate {
      let claim = Claim.met("watch", evidence: ["e1", "e2"]).with {
        $0.indicators = [Claim.IndicatorValue(id: "logbook", value: .detached(.words(words)))]
      }
      return .attest(fixture.attestation(.alder, [claim], evidence: [.sample(), .sample("e2")]))
    }
    #expect(refusal { try fixture.admit(attestation("alder.example"), [.alder], at: "2032-02-01") } == "text.form")
    try fixture.admit(attestation("urn:log:1"), [.alder], at: "2032-02-01")
  }

  @Test("262,144 bytes of words are the most that an envelope brings")
  func size() throws {
    let fixture = try LedgerFixture.harbourLight()
    func submission(_ lengths: [Int]) throws -> SubmittedEnvelope {
      var texts: [Disclosure] = []
      let evidence = try lengths.enumerated().map { position, length in
        let words = EvidenceItem.Words(title: "T", uri: "urn:x:" + String(repeating: "a", count: length))
        let text = try Disclosure(words, salt: [UInt8](repeating: UInt8(position), count: 16))
        texts.append(text)
        var item = EvidenceItem.sample("e1", sha256: .named("file \(position)"))
        item.id = try #require(PlainID("e\(position)"))
        item.words = Detached(text.digest)
        return item
      }
      let text = try Disclosure("x" as String, salt: [UInt8](repeating: 255, count: 16))
      let challenge = Challenge(
        signatory: "alder", period: "2031", commitments: ["lamp"], ground: "missing-report",
        text: Detached(text.digest), evidence: evidence)
      let statement = try fixture.draft(.challenge(challenge), at: "2032-02-01")
      return SubmittedEnvelope(envelope: try .signed(statement, by: [.challenger]), texts: texts + [text])
    }
    // 52 bytes stand around the text itself, 25 of them around the address, 60 around a plain text of one.
    let counts = [Int](repeating: 2_000, count: 64)
    let small = try submission(counts)
    #expect(small.texts.reduce(0) { $0 + $1.bytes.count } < SubmittedEnvelope.maximumTextByteCount)
    #expect(refusal { try fixture.admit(small, at: "2032-02-01") } == nil)
    let many = try (0..<2_049).map { try Disclosure("x\($0)" as String, salt: [UInt8](repeating: 0, count: 16)) }
    #expect(try Self.code(of: many) == "text.too-large")
    let long = try Disclosure(String(repeating: "x", count: 262_144), salt: [UInt8](repeating: 9, count: 16))
    #expect(try Self.code(of: texts() + [long]) == "text.too-large")
  }

  @Test("the list of texts is read strictly")
  func reading() throws {
    let envelope = try Self.submission(.harbourLight()).envelope.canonicalBytes
    func read(_ texts: String) -> String? {
      let bytes = envelope.dropLast() + Array(#","texts":\#(texts)}"#.utf8)
      return refusal { _ = try SubmittedEnvelope.read(Array(bytes)) }
    }
    #expect(read("[]") == nil)
    #expect(read("{}") == "text.form")
    #expect(read("\"x\"") == "text.form")
    #expect(read("[" + (0..<2_049).map(String.init).joined(separator: ",") + "]") == "text.too-large")
    #expect(try SubmittedEnvelope.read(envelope).texts.isEmpty)
  }
}
