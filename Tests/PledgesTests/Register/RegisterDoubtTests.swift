import LedgerFixtures
import Pledges
import Testing

@Suite("What is odd about a register, and no fault")
struct RegisterDoubtTests {
  private static let head = "id,name_en,kind,country,effective,source_uri,as_of,joined_via"

  private func doubts(_ lines: String..., beside state: LedgerState? = nil) throws -> [String] {
    let register = try Register.read(Array(([Self.head] + lines).joined(separator: "\n").utf8))
    return register.doubts(beside: state, at: "2031-07-01").map(\.text)
  }

  private static func line(
    _ id: String = "ember", name: String = "Ember", country: String = "", effective: String = "2031-01-01",
    source: String = "https://ember.example/", asOf: String = "2031-06-30", via: String = ""
  ) -> String {
    "\(id),\"\(name)\",state,\(country),\(effective)T00:00:00Z,\(source),\(asOf),\"\(via)\""
  }

  @Test("nothing of a plain line")
  func nothing() throws {
    #expect(try doubts(Self.line(country: "FR"), Self.line("birch", name: "Birch", country: "ZZ")) == [])
  }

  @Test(
    "each is told with its line and column",
    arguments: [
      (line(name: " Ember"), "line 2, name_en: begins with a blank"),
      (line(name: "Ember\u{3000}"), "line 2, name_en: ends with a blank"),
      (line(name: "Ember  Coast"), "line 2, name_en: has several blanks in a row"),
      (line(name: "Ember\nCoast"), "line 2, name_en: has a line end in it"),
      (line(name: "Em\u{200B}ber"), "line 2, name_en: holds a character that is not seen, U+200B"),
      (line(name: "Em\u{202E}ber"), "line 2, name_en: holds a character that is not seen, U+202E"),
      (
        line(name: "Em\u{E001}ber"),
        "line 2, name_en: holds U+E001, a character of private use, which every font shows as it likes"
      ),
      (
        line(name: "Em\u{10FFFD}ber"),
        "line 2, name_en: holds U+10FFFD, a character of private use, which every font shows as it likes"
      ),
      (
        line(name: "E\u{301}\u{302}\u{303}\u{304}\u{305}mber"),
        "line 2, name_en: has more than 4 marks on one letter"
      ),
      (line(name: "E\u{301}\u{302}\u{303}\u{304}mber"), nil),
      (line(name: "\u{3164}"), "line 2, name_en: shows nothing"),
      (line(name: "Caf\u{C3}\u{A9}"), "line 2, name_en: looks as if UTF-8 had been read as Windows-1252"),
      (line(name: "Caf\u{FFFD}"), "line 2, name_en: holds U+FFFD, which stands for what could not be read"),
      (line(via: "Pact "), "line 2, joined_via: ends with a blank"),
      (line(country: "UK"), "line 2, country: UK is not a country code of ISO 3166-1; GB is meant, perhaps"),
      (line(country: "QA"), nil), (line(country: "QL"), "line 2, country: QL is not a country code of ISO 3166-1"),
      (line(effective: "2033-01-01"), "line 2, effective: 2033-01-01T00:00:00Z is more than a year ahead"),
      (line(effective: "0203-01-01"), "line 2, effective: 0203-01-01T00:00:00Z is long ago"),
      (line(asOf: "2031-08-01"), "line 2, as_of: 2031-08-01 is still to come"),
    ] as [(String, String?)])
  func told(_ line: String, _ expected: String?) throws {
    #expect(try doubts(line) == [expected].compactMap { $0 })
  }

  @Test("a name that another line has, or looks like, with what is known of its source")
  func twins() throws {
    #expect(
      try doubts(Self.line(), Self.line("ember-2")) == [
        "line 3, name_en: Ember is the same name as that of ember (line 2), from the same source"
      ])
    #expect(
      try doubts(Self.line(), Self.line("ember-2", name: "\u{395}mber", source: "https://other.example/")) == [
        "line 3, name_en: \u{395}mber looks like Ember, the name of ember (line 2)"
      ])
    for name in ["EMBER", "Ember\u{301}", "E\u{AD}mber"] {
      let base = name.unicodeScalars.contains("\u{301}") ? "Embeŕ" : "Ember"
      #expect(try doubts(Self.line(name: base), Self.line("other", name: name)).count >= 1, "\(name)")
    }
  }

  @Test("and a name that somebody in the ledger has, of whatever kind")
  func inLedger() throws {
    let state = try LedgerFixture.harbourLight().state
    for id in [FixedKey.alder.party, FixedKey.reviewer.party] {
      let name = state.members[id]?.name.entries.first?.text ?? state.parties[id]?.name ?? ""
      let found = try doubts(Self.line("other", name: name), beside: state)
      #expect(found == ["line 2, name_en: \(name) is the same name as that of \(id), which is in this ledger"])
      #expect(try doubts(Self.line(id.text, name: name), beside: state) == [])
    }
  }

  @Test("every country of the time zone database has a code that is known, and no other has")
  func countries() throws {
    let letters = (UInt8(ascii: "A")...UInt8(ascii: "Z")).map { String(UnicodeScalar($0)) }
    let known = letters.flatMap { first in letters.map { first + $0 } }.filter { CountryCode.isKnown($0) }
    // 249 that are given out; AA, QM to QZ, XA to XZ and ZZ are for users.
    #expect(known.count == 249 + 1 + 14 + 26 + 1)
    #expect(CountryCode.isKnown("FR") && CountryCode.isKnown("XK") && !CountryCode.isKnown("EU"))
    #expect(!CountryCode.isKnown("fr") && !CountryCode.isKnown("F") && !CountryCode.isKnown(""))
  }
}
