import Pledges
import Testing

@Suite("Identifiers and texts")
struct IdentifierTests {
  static let long = String(repeating: "a", count: 64)

  @Test(
    "a party or plain id is a lowercase word that begins with a letter",
    arguments: [
      ("a", true), ("a1-b", true), ("a-", true), (long, true), ("", false), (long + "a", false), ("1a", false),
      ("-a", false), ("A", false), ("aB", false), ("a_b", false), ("a.b", false), ("a b", false), ("a\n", false),
      ("é", false), ("e\u{301}", false), ("a\u{0}", false),
    ] as [(String, Bool)])
  func plain(_ text: String, _ isID: Bool) {
    #expect((PartyID(text)?.text == text) == isID)
    #expect((PlainID(text)?.text == text) == isID)
  }

  @Test(
    "a commitment id is a token with letters of both cases, dots and underscores",
    arguments: [
      ("b-1", true), ("B_1.2", true), ("_x", true), (long, true), ("", false), (long + "a", false), ("1b", false),
      (".b", false), ("-b", false), ("b/1", false), ("b 1", false), ("ß", false),
    ] as [(String, Bool)])
  func commitment(_ text: String, _ isID: Bool) {
    #expect((CommitmentID(text)?.text == text) == isID)
  }

  @Test(
    "a period id may begin with a digit",
    arguments: [
      ("2031", true), ("p-1", true), (long, true), ("", false), (long + "a", false), ("-p", false), ("P1", false),
      ("2031.1", false), ("2031_1", false),
    ] as [(String, Bool)])
  func period(_ text: String, _ isID: Bool) {
    #expect((PeriodID(text)?.text == text) == isID)
  }

  @Test(
    "a kind is words of lowercase letters and digits with dots and hyphens",
    arguments: [
      ("attestation.submit", true), ("a", true), (long, true), ("", false), (long + "a", false), ("1a", false),
      (".a", false), ("A.b", false), ("a b", false), ("a\n", false), ("a_b", false),
    ] as [(String, Bool)])
  func kind(_ text: String, _ isKind: Bool) {
    #expect((EntryKind(text)?.text == text) == isKind)
  }

  @Test("ids are ordered by their bytes")
  func order() throws {
    let texts = ["B", "_", "a", "a-1", "a.1", "a1", "ab"]
    #expect(try texts.shuffled().map { try #require(CommitmentID($0)) }.sorted().map(\.text) == texts)
  }

  @Test("a version is three numbers, compared as numbers")
  func versions() throws {
    let sorted = ["0.0.0", "0.0.10", "0.2.0", "0.10.0", "1.0.0", "1.0.1", "2.0.0", "10.0.0", "999999999.0.0"]
    for (left, right) in zip(sorted, sorted.dropFirst()) {
      #expect(try #require(AccordVersion(left)) < #require(AccordVersion(right)))
      #expect(AccordVersion(left)?.description == left)
    }
    for text in ["", "1", "1.0", "1.0.0.0", "1.0.", ".1.0", "01.0.0", "1.00.0", "1.0.0-a", "1.0.+1", "1.0.1000000000"] {
      #expect(AccordVersion(text) == nil, "\(text)")
    }
  }

  @Test("a text map orders its languages, needs one, and takes none twice")
  func textMap() throws {
    let map = try #require(TextMap([("fr", "feu"), ("en", "light"), ("de-AT", "Licht")]))
    #expect(map.entries.map(\.language) == ["de-AT", "en", "fr"])
    #expect(map["fr"] == "feu")
    #expect(map["es"] == nil)
    #expect(map.text(in: "es") == "light")
    #expect(map.text(in: "es", default: "fr") == "feu")
    #expect(map.text(in: "es", default: "pt") == "Licht")
    #expect(TextMap([]) == nil)
    #expect(TextMap([("en", "a"), ("en", "b")]) == nil)
    #expect(map == TextMap([("en", "light"), ("de-AT", "Licht"), ("fr", "feu")]))
    #expect(map != TextMap([("en", "light")]))
  }
}
