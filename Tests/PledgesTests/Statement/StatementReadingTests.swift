import CanonicalJSON
import Cryptography
import Fixtures
import LedgerFixtures
import Pledges
import Testing

@Suite("Statements are read strictly and written as they were read")
struct StatementReadingTests {
  static func code(_ json: JSONValue) -> String? { refusal { _ = try Statement.read(json.canonicalBytes()) } }

  @Test("the samples have every kind of version 1")
  func everyKind() {
    #expect(
      Set(SamplePredicate.all.map(\.predicate.kind))
        == Set(EntryKind.Known.allCases.compactMap { EntryKind($0.rawValue) }))
  }

  @Test("writing what was read gives the same payload", arguments: SamplePredicate.all)
  func roundTrip(_ sample: SamplePredicate) throws {
    let payload = try #require(sample.statement.payload)
    let statement = try Statement.read(payload)
    #expect(statement.payload == payload)
    #expect(statement.kind == sample.predicate.kind)
    #expect(statement.issuedAt == "2032-02-01T10:20:30Z")
    #expect(statement.predicate.newKeys == sample.predicate.newKeys)
  }

  @Test("a payload need not be canonical", arguments: SamplePredicate.all)
  func notCanonical(_ sample: SamplePredicate) throws {
    let json = try #require(sample.statement.json)
    let statement = try Statement.read(Array(json.displayText().utf8))
    #expect(statement.payload == json.canonicalBytes())
  }

  @Test("an unknown member is refused at any depth", arguments: SamplePredicate.all)
  func unknownMembers(_ sample: SamplePredicate) throws {
    let json = try #require(sample.statement.json)
    for pointer in json.pointers {
      guard case .object = json[pointer] else { continue }
      #expect(Self.code(json.setting(pointer + "/unheard", to: "x")) == "statement.malformed", "\(pointer)")
    }
  }

  @Test("a value of another type is refused at any depth", arguments: SamplePredicate.all)
  func wrongTypes(_ sample: SamplePredicate) throws {
    let json = try #require(sample.statement.json)
    for pointer in json.pointers {
      let isBoolean = if case .boolean = json[pointer] { true } else { false }
      #expect(Self.code(json.setting(pointer, to: isBoolean ? "yes" : true)) == "statement.malformed", "\(pointer)")
      if json[pointer]?.isContainer == false, !pointer.hasSuffix("/reporting"), !pointer.hasSuffix("/challenge") {
        #expect(Self.code(json.setting(pointer, to: .null)) == "statement.malformed", "\(pointer) null")
        #expect(Self.code(json.setting(pointer, to: "")) == "statement.malformed", "\(pointer) empty")
      }
    }
  }

  @Test("without a member a statement is refused, or it is one that can do without it", arguments: SamplePredicate.all)
  func missingMembers(_ sample: SamplePredicate) throws {
    let json = try #require(sample.statement.json)
    for pointer in json.pointers where !pointer.isEmpty {
      let removed = json.setting(pointer, to: nil)
      do {
        let statement = try Statement.read(removed.canonicalBytes())
        if pointer.contains("/accord/") { continue }  // the document travels as it is
        // An empty list is written as no list where it may be absent.
        let expected = Self.withoutEmptyLists(removed)
        #expect(Self.withoutEmptyLists(try #require(statement.json)) == expected, "\(pointer)")
      } catch {
        #expect(error as? Refusal == Refusal(.statementMalformed, "", hint: ""), "\(pointer): \(error)")
      }
    }
  }

  @Test(
    "each of these members has to be there",
    arguments: [
      "/_type", "/subject", "/predicateType", "/predicate", "/predicate/ledger", "/predicate/issuedAt",
      "/predicate/ledger/origin", "/predicate/ledger/genesis", "/predicate/signatory", "/subject/0",
      "/subject/0/name", "/subject/0/digest", "/subject/0/digest/sha256",
    ])
  func requiredMembers(_ pointer: String) throws {
    let sample = try #require(SamplePredicate.all.first { $0.predicate.kind.known == .signatoryWithdraw })
    let json = try #require(sample.statement.json)
    #expect(Self.code(json.setting(pointer, to: nil)) == "statement.malformed")
  }

  @Test(
    "the frame of a statement is fixed",
    arguments: [
      ("/_type", "https://in-toto.io/Statement/v0.1"), ("/predicateType", "urn:pledgebook:v2:signatory.withdraw"),
      ("/predicateType", "signatory.withdraw"), ("/predicateType", "urn:pledgebook:v1:"),
      ("/predicateType", "urn:pledgebook:v1:Signatory.withdraw"), ("/predicate/ledger/origin", "has space"),
      ("/predicate/ledger/origin", "has+plus"), ("/predicate/issuedAt", "2032-02-01"),
      ("/subject/0/digest/sha512", "00"),
    ] as [(String, JSONValue)])
  func frame(_ pointer: String, _ value: JSONValue) throws {
    let sample = try #require(SamplePredicate.all.first { $0.predicate.kind.known == .signatoryWithdraw })
    #expect(Self.code(try #require(sample.statement.json).setting(pointer, to: value)) == "statement.malformed")
  }

  @Test("a genesis names no genesis, and everything else does")
  func genesisReference() throws {
    let genesis = try #require(SamplePredicate.all.first { $0.predicate.kind.known == .ledgerGenesis }?.statement.json)
    let digest = JSONValue.string(Digest.zero.hex)
    #expect(Self.code(genesis.setting("/predicate/ledger/genesis", to: digest)) == "statement.malformed")
  }

  @Test(
    "questions of form make a statement malformed",
    arguments: [
      (.signatoryJoin, "whole", "/predicate/keys", []),
      (.signatoryJoin, "from a public source", "/predicate/source", nil),
      (.signatoryJoin, "bare", "/predicate/basis", "public-source"),
      (.signatoryJoin, "whole", "/predicate/country", "xa"), (.signatoryJoin, "whole", "/predicate/country", "XAA"),
      (.signatoryJoin, "whole", "/predicate/traits/1", "has-harbour"),
      (.signatoryJoin, "whole", "/predicate/subscribed/1", "lamp"), (.signatoryJoin, "whole", "/predicate/name", [:]),
      (.signatoryUpdate, "bare", "/predicate/reason", "corrected"),
      (.signatoryUpdate, "whole", "/predicate/reason", "renamed"),
      (.keyRevoke, "compromised", "/predicate/reason", "lost"),
      (.signatorySubscribe, "whole", "/predicate/commitments", []),
      (.signatorySubscribe, "whole", "/predicate/commitments/1", "lamp"),
      (.registrarUpdate, "whole", "/predicate/registrar/threshold", 0),
      (.registrarUpdate, "whole", "/predicate/registrar/threshold", 3),
      (.ledgerGenesis, "whole", "/predicate/rules", "pbr-2"), (.ledgerGenesis, "whole", "/predicate/logKeys", []),
      (.ledgerGenesis, "whole", "/predicate/environment", "test"),
      (.partyAdmit, "whole", "/predicate/roles/1", "reviewer"), (.partyAdmit, "whole", "/predicate/roles", []),
      (.partyAdmit, "whole", "/predicate/roles/0", "registrar"),
      (.deadlineExtend, "whole", "/predicate/signatories", "some"),
      (.deadlineExtend, "whole", "/predicate/signatories", []),
      (.deadlineExtend, "whole", "/predicate/signatories/1", "alder"),
      (.attestationSubmit, "whole", "/predicate/claims", []),
      (.attestationSubmit, "whole", "/predicate/claims/1/commitment", "watch"),
      (.attestationSubmit, "whole", "/predicate/claims/0/evidence/1", "e1"),
      (.attestationSubmit, "whole", "/predicate/claims/0/evidence/1", "e3"),
      (.attestationSubmit, "whole", "/predicate/claims/0/evidence", ["e1"]),
      (.attestationSubmit, "whole", "/predicate/claims/0/measures/1/id", "survey"),
      (.attestationSubmit, "whole", "/predicate/claims/0/measures/0/done", "maybe"),
      (.attestationSubmit, "whole", "/predicate/claims/0/indicators/1/id", "keepers"),
      (.attestationSubmit, "whole", "/predicate/claims/0/indicators/0/breakdown/1/key", "day"),
      (.attestationSubmit, "whole", "/predicate/claims/0/indicators/0/breakdown", []),
      (.attestationSubmit, "whole", "/predicate/evidence/1/id", "e1"),
      (.attestationSubmit, "whole", "/predicate/evidence/0/capturedAt", nil),
      (.attestationSubmit, "whole", "/predicate/evidence/0/bytes", -1),
      (.attestationSubmit, "whole", "/predicate/evidence/0/mediaType", "html"),
      (.attestationSubmit, "whole", "/predicate/evidence/0/mediaType", "text/html;"),
      (.attestationSubmit, "whole", "/predicate/evidence/0/mediaType", "text/html; charset="),
      (.attestationSubmit, "whole", "/predicate/evidence/0/mediaType", "text/html;  charset=utf-8"),
      (.attestationSubmit, "whole", "/predicate/evidence/0/mediaType", "text/html; by=A Person"),
      (.attestationSubmit, "whole", "/predicate/evidence/0/mediaType", "text/html; charset=utf-8; x=y"),
      (.attestationSubmit, "whole", "/predicate/claims/0/explanation", "So it was."),
      (.attestationSubmit, "whole", "/predicate/claims/0/explanation/sha256", "00"),
      (.attestationSubmit, "whole", "/predicate/claims/0/explanation/text", "So it was."),
      (.attestationSubmit, "whole", "/predicate/claims/0/indicators/0/value", true),
      (.attestationSubmit, "whole", "/predicate/affirmation", ["sha256": .string(Digest.named("x").hex)]),
      (.attestationSubmit, "whole", "/predicate/evidence/0/language", "Portuguese"),
      (.attestationSubmit, "whole", "/predicate/evidence/0/visibility", "secret"),
      (.attestationSubmit, "whole", "/predicate/supersedes", ["index": 1, "header": "00"]),
      (.attestationSupersede, "whole", "/predicate/reason", "mood"),
      (.attestationSupersede, "whole", "/predicate/supersedes/index", -1),
      (.attestationSupersede, "whole", "/predicate/supersedes/header", "00"),
      (.challengeOpen, "whole", "/predicate/evidence/1/id", "e1"),
      (.challengeOpen, "whole", "/predicate/commitments", []),
      (.challengeResolve, "whole", "/predicate/outcomes/0/outcome", "open"),
      (.challengeResolve, "whole", "/predicate/outcomes/1/commitment", "lamp"),
      (.challengeResolve, "whole", "/predicate/outcomes/1/text", "So it was."),
      (.challengeResolve, "whole", "/predicate/outcomes", []),
      (.challengeResolve, "whole", "/predicate/outcome", "upheld"),
      (.reviewPublish, "whole", "/predicate/conclusion", "fine"),
      (.evidenceCheck, "whole", "/predicate/result", "gone"),
      (.signatorySuspend, "whole", "/predicate/reason", "It was late."),
      (.signatorySuspend, "whole", "/predicate/reason", "entered-in-error"),
      (.signatoryReinstate, "bare", "/predicate/reason", "entered-in-error"),
      (.signatoryDelist, "bare", "/predicate/reason", "entered in error"),
      (.textRedact, "whole", "/predicate/texts", []),
      (.textRedact, "whole", "/predicate/texts/0", .string(Digest.named("b").hex)),
      (.textRedact, "whole", "/predicate/texts/0", .string(Digest.named("c").hex)),
      (.textRedact, "whole", "/predicate/legalBasis/basis", "mood"),
      (.textRedact, "whole", "/predicate/legalBasis", "Data Act, section 4"),
      (.accordPublish, "first", "/predicate/accord/title", [:]), (.accordPublish, "later", "/predicate/changes", ""),
    ] as [(EntryKind.Known, String, String, JSONValue?)])
  func form(_ kind: EntryKind.Known, _ name: String, _ pointer: String, _ value: JSONValue?) throws {
    let sample = try #require(SamplePredicate.all.first { $0.predicate.kind.known == kind && $0.name == name })
    let json = try #require(sample.statement.json)
    #expect(Self.code(json) == nil)
    #expect(Self.code(json.setting(pointer, to: value)) == "statement.malformed")
  }

  @Test("a digest stands twice in no evidence list of an attestation")
  func digestTwice() throws {
    let sample = try #require(SamplePredicate.all.first { $0.predicate.kind.known == .attestationSubmit })
    let json = try #require(sample.statement.json)
    let digest = try #require(json["/predicate/evidence/0/sha256"])
    #expect(Self.code(json.setting("/predicate/evidence/1/sha256", to: digest)) == "statement.malformed")
  }

  @Test("a media type may name its charset", arguments: ["text/html;charset=utf-8", "text/html; charset=ISO-8859-1"])
  func charset(_ type: String) throws {
    let sample = try #require(SamplePredicate.all.first { $0.predicate.kind.known == .attestationSubmit })
    let json = try #require(sample.statement.json)
    #expect(Self.code(json.setting("/predicate/evidence/0/mediaType", to: .string(type))) == nil)
  }

  @Test("no text digest stands twice in a statement, and one may be that of an evidence file")
  func textTwice() throws {
    let sample = try #require(SamplePredicate.all.first { $0.predicate.kind.known == .attestationSubmit })
    let json = try #require(sample.statement.json)
    let text = try #require(json["/predicate/affirmation/words"])
    #expect(Self.code(json.setting("/predicate/claims/0/explanation", to: text)) == "statement.malformed")
    let file = try #require(json["/predicate/evidence/0/sha256"])
    #expect(Self.code(json.setting("/predicate/claims/0/explanation/sha256", to: file)) == nil)
  }

  @Test("a statement has at most 2,048 detached texts")
  func textCount() throws {
    let sample = try #require(SamplePredicate.all.first { $0.predicate.kind.known == .attestationSubmit })
    let json = try #require(sample.statement.json).setting("/predicate/evidence", to: [])
    func attestation(plans: Int) -> JSONValue {
      // 200 plans a claim at most, and the affirmation beside them.
      let claims = stride(from: 0, to: plans, by: 200).map { first -> JSONValue in
        let planned = (first..<min(first + 200, plans)).map { number -> JSONValue in
          ["text": ["sha256": .string(Digest.named("plan \(number)").hex)]]
        }
        return ["commitment": .string("c\(first)"), "claim": "no-claim", "planned": .array(planned)]
      }
      return json.setting("/predicate/claims", to: .array(claims))
    }
    #expect(Self.code(attestation(plans: 2_047)) == nil)
    #expect(Self.code(attestation(plans: 2_048)) == "statement.malformed")
  }

  @Test("a key is one PEM block as OpenSSL writes it, and stands once")
  func keys() throws {
    let sample = try #require(SamplePredicate.all.first { $0.predicate.kind.known == .partyAdmit })
    let json = try #require(sample.statement.json)
    let pem = FixedKey.reviewer.publicKey.pem
    let weak = try #require(Base64.decode("MCowBQYDK2VwAyEA")).map { $0 } + [UInt8](repeating: 0, count: 32)
    let texts = [
      FixedKey.spare.publicKey.pem, "", "key", pem + pem, " " + pem, String(pem.dropLast()), FixedKey.spare.pem,
      pem.replacing("\n", with: "\r\n"),
      "-----BEGIN PUBLIC KEY-----\n\(Base64.encode(weak))\n-----END PUBLIC KEY-----\n",
    ]
    for text in texts {
      #expect(Self.code(json.setting("/predicate/keys/0", to: .string(text))) == "statement.malformed", "\(text)")
    }
  }

  @Test("a kind of a later version is kept, and of its predicate only ledger and issuedAt are read")
  func unknownKind() throws {
    let sample = try #require(SamplePredicate.all.first { $0.predicate.kind.known == .signatoryWithdraw })
    let json = try #require(sample.statement.json)
      .setting("/predicateType", to: "urn:pledgebook:v1:signatory.dance")
      .setting("/predicate/partner", to: ["name": "Birch", "steps": [1, 2, 3]])
    let statement = try Statement.read(json.canonicalBytes())
    #expect(statement.kind == EntryKind("signatory.dance"))
    #expect(statement.payload == nil)
    // The text of the withdrawal counts: an object with a digest and nothing else.
    guard case .string(let digest)? = json["/predicate/text/sha256"] else {
      Issue.record("the withdrawal has no text")
      return
    }
    #expect(statement.textDigests.map(\.hex) == [digest])
    #expect(Self.code(json.setting("/predicate/ledger", to: nil)) == "statement.malformed")
    #expect(Self.code(json.setting("/unheard", to: 1)) == "statement.malformed")
  }

  /// Without the lists that may be left out when they are empty.
  static func withoutEmptyLists(_ json: JSONValue) -> String {
    var text = String(decoding: json.canonicalBytes(), as: UTF8.self)
    for name in ["breakdown", "commitments", "evidence", "indicators", "measures", "planned"] {
      text = text.replacing("\"\(name)\":[],", with: "").replacing(",\"\(name)\":[]", with: "")
    }
    return text
  }
}
