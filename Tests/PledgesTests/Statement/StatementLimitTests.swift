import CanonicalJSON
import Fixtures
import LedgerFixtures
import Pledges
import Testing

@Suite("Limits of statements")
struct StatementLimitTests {
  /// A member and the most characters its text may have. Format §2
  static let lengths: [(EntryKind.Known, String, String, Int)] = [
    (.signatoryJoin, "whole", "/predicate/name/en", 500), (.signatoryJoin, "whole", "/predicate/joinedVia", 500),
    (.signatoryJoin, "whole", "/predicate/reservation/en", 10_000),
    (.partyAdmit, "whole", "/predicate/name", 500), (.registrarUpdate, "whole", "/predicate/registrar/name", 500),
    (.accordPublish, "later", "/predicate/changes", 10_000),
    (.attestationSubmit, "whole", "/predicate/claims/0/indicators/1/value", 10_000),
    (.attestationSubmit, "whole", "/predicate/claims/0/indicators/0/breakdown/0/key", 64),
    (.reviewPublish, "whole", "/predicate/standard", 500),
    (.textRedact, "whole", "/predicate/legalBasis/reference", 500),
  ]

  @Test("a text has at most so many characters, counted as Unicode scalar values", arguments: lengths)
  func texts(_ kind: EntryKind.Known, _ name: String, _ pointer: String, _ limit: Int) throws {
    let json = try Self.json(kind, name)
    for character in ["x", "é", "光", "🏮", "\u{301}"] {
      let longest = JSONValue.string(String(repeating: character, count: limit))
      let longer = JSONValue.string(String(repeating: character, count: limit + 1))
      #expect(StatementReadingTests.code(json.setting(pointer, to: longest)) == nil)
      #expect(StatementReadingTests.code(json.setting(pointer, to: longer)) == "statement.malformed")
    }
  }

  @Test("an attestation has at most 500 claims")
  func claims() throws {
    let json = try Self.json(.attestationSubmit, "whole").setting("/predicate/evidence", to: [])
    func attestation(_ count: Int) -> JSONValue {
      json.setting(
        "/predicate/claims",
        to: .array((0..<count).map { ["commitment": .string("c\($0)"), "claim": "no-claim"] }))
    }
    #expect(StatementReadingTests.code(attestation(500)) == nil)
    #expect(StatementReadingTests.code(attestation(501)) == "statement.malformed")
  }

  @Test("a claim has at most 64 evidence items, 200 measures, 400 indicators and 200 plans")
  func claimLists() throws {
    let json = try Self.json(.attestationSubmit, "whole")
    let item = try #require(json["/predicate/evidence/1"])
    func with(evidence count: Int) -> JSONValue {
      json.setting(
        "/predicate/evidence",
        to: .array(
          (0..<count).map {
            item.setting("/id", to: .string("e\($0)")).setting("/sha256", to: .string(digest($0)))
              .setting("/words/sha256", to: .string(digest(1_000 + $0)))
          })
      ).setting("/predicate/claims/0/evidence", to: .array((0..<count).map { .string("e\($0)") }))
    }
    #expect(StatementReadingTests.code(with(evidence: 64)) == nil)
    #expect(StatementReadingTests.code(with(evidence: 65)) == "statement.malformed")
    let lists: [(String, Int, (Int) -> JSONValue)] = [
      ("measures", 200, { ["id": .string("m\($0)"), "done": "yes"] }),
      ("indicators", 400, { ["id": .string("i\($0)"), "value": 1] }),
      ("planned", 200, { ["text": ["sha256": .string(digest(2_000 + $0))]] }),
    ]
    for (name, limit, element) in lists {
      for (count, expected) in [(limit, nil), (limit + 1, "statement.malformed")] as [(Int, String?)] {
        let list = json.setting("/predicate/claims/0/\(name)", to: .array((0..<count).map(element)))
        #expect(StatementReadingTests.code(list) == expected, "\(count) \(name)")
      }
    }
  }

  @Test("a statement has at most 262,144 bytes")
  func bytes() throws {
    let payload = try Self.json(.signatoryWithdraw, "bare").canonicalBytes()
    let room = [UInt8](repeating: 0x20, count: 262_144 - payload.count)
    #expect(refusal { _ = try Statement.read(payload + room) } == nil)
    #expect(refusal { _ = try Statement.read(payload + room + [0x20]) } == "statement.too-large")
  }

  @Test(
    "numbers are integers of magnitude up to 2^53 − 1",
    arguments: [
      ("9007199254740991", nil), ("-9007199254740991", nil), ("9007199254740992", "statement.malformed"),
      ("-9007199254740992", "statement.malformed"), ("1.0", "statement.malformed"), ("1e3", "statement.malformed"),
      ("-0", "statement.malformed"), ("01", "statement.malformed"),
    ] as [(String, String?)])
  func numbers(_ text: String, _ expected: String?) throws {
    let json = try Self.json(.attestationSubmit, "whole")
      .setting("/predicate/claims/0/indicators/0/value", to: 123_454_321)
    let payload = String(decoding: json.canonicalBytes(), as: UTF8.self).replacing("123454321", with: text)
    #expect(refusal { _ = try Statement.read(Array(payload.utf8)) } == expected)
  }

  @Test("mutated payloads are refused with one of three codes, or read to something that is written and read again")
  func mutations() throws {
    var generator = SeededGenerator(seed: 5)
    let payloads = SamplePredicate.all.compactMap(\.statement.payload)
    let words = ["\"\"", "null", "[]", "{}", "-1", "1e9", "\\u0000", "\"alder\"", ",", ":", "\u{FF}", "\\ud800"].map {
      Array($0.utf8)
    }
    for round in 0..<4_000 {
      var bytes = payloads[round % payloads.count]
      let start = Int.random(in: bytes.indices, using: &generator)
      let end = min(bytes.count, start + Int.random(in: 0...12, using: &generator))
      bytes.replaceSubrange(start..<end, with: words[Int.random(in: words.indices, using: &generator)])
      do {
        let statement = try Statement.read(bytes)
        if let payload = statement.payload {
          let again = try Statement.read(payload)
          #expect(again.payload == payload)
        }
      } catch {
        #expect(error.code == .statementMalformed)
      }
    }
  }

  private func digest(_ number: Int) -> String {
    let digits = String(number, radix: 16)
    return String(repeating: "0", count: 64 - digits.count) + digits
  }

  static func json(_ kind: EntryKind.Known, _ name: String) throws -> JSONValue {
    let sample = try #require(SamplePredicate.all.first { $0.predicate.kind.known == kind && $0.name == name })
    return try #require(sample.statement.json)
  }
}
