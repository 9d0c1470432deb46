import Fixtures
import Foundation
import Languages
import LedgerFixtures
import Pledges
import Testing

@testable import Reports

@Suite("Reports speak plainly, and in one language")
struct PlainWordsTests {
  /// Every report of three stories, in every form and language.
  private func forms() throws -> [(form: String, text: String)] {
    let orchard = try OrchardStory.ledger()
    let (early, late) = (try orchard.view(asOf: "2035-03-01T12:00:00Z"), try orchard.view(asOf: "2035-07-01T00:00:00Z"))
    var forms = try ["quince", "medlar", "sorrel", "fennel"].flatMap { try EveryForm.report($0, late) }
    forms += try EveryForm.others("quince", late, before: early)
    let keys = try KeyStory.ledger().view(asOf: KeyStory.end)
    forms += try EveryForm.report("quince", keys)
    forms += try EveryForm.report("quince", try WordyStory.removed().view(asOf: WordyStory.end))
    return forms
  }

  private static let languageFiles = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Sources/Languages")

  @Test("no phrase that readers stumbled over is in a report")
  func reports() throws {
    for (form, text) in try forms() { #expect(OddPhrases.found(in: text).isEmpty, "\(form)") }
  }

  @Test("nor in a language file", arguments: Language.allCases)
  func languages(language: Language) throws {
    let file = PlainWordsTests.languageFiles.appending(path: "\(language.rawValue).json")
    let text = String(decoding: try Data(contentsOf: file), as: UTF8.self)
    #expect(OddPhrases.found(in: text).isEmpty)
  }

  @Test("the search finds a phrase")
  func search() {
    #expect(OddPhrases.found(in: "the MAKE AGAIN line") == ["Make again"])
  }

  @Test("no instant of the form for machines is in the prose of a page, a text or a Markdown report")
  func instants() throws {
    let instant = /[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z/
    for (form, text) in try forms() where ["text", "HTML", "Markdown"].contains(where: form.contains) {
      // What a page says of itself to the program that checks it is no prose.
      let prose = text.replacing(/<meta [^>]*>/, with: "").replacing(/datetime="[^"]*"/, with: "").replacing(
        /--as-of [^ <\n]*/, with: ""
      )
      .replacing(/\n *--as-of\s+[^ <\n]*/, with: "")
      #expect(prose.firstMatch(of: instant) == nil, "\(form): \(prose.firstMatch(of: instant)?.output ?? "")")
    }
  }

  @Test("in French no colon of the program's own words stands without its blank")
  func colons() throws {
    let report = try SignatoryReport(
      of: id("quince"), period: id("2034"), in: try OrchardStory.ledger().view(asOf: "2035-07-01T00:00:00Z"),
      language: .french)
    for line in report.text().split(separator: "\n") {
      // Addresses, digests and commands are no prose.
      guard !line.contains("pledgebook"), !line.contains("http"), !line.contains("SHA-256") else { continue }
      #expect(line.firstMatch(of: #/\p{L}: /#) == nil, "\(line)")
    }
  }

  @Test(
    "dates are in words of the language, the end of a day as such",
    arguments: [
      ("2032-01-01T00:00:00Z", "1 January 2032", "1er janvier 2032"),
      ("2032-03-31T12:00:00Z", "31 March 2032", "31 mars 2032"),
      ("0000-02-29T23:59:59Z", "29 February 0", "29 février 0"),
    ])
  func days(text: String, english: String, french: String) throws {
    let instant = try #require(Instant(text))
    #expect(Language.english.day(instant) == english)
    #expect(Language.french.day(instant) == french)
  }

  @Test("what ends with a day, what ends in it, and instants before 1970")
  func ends() {
    let end: Instant = "2032-03-31T23:59:59Z"
    #expect(Language.english.until(end) == "until the end of 31 March 2032 (UTC)")
    #expect(Language.french.until(end) == "jusqu’à la fin du 31 mars 2032 (UTC)")
    let noon: Instant = "2032-03-31T12:00:05Z"
    #expect(Language.english.until(noon) == "31 March 2032, 12:00:05 (UTC)")
    #expect(Language.french.until(noon) == "31 mars 2032 à 12:00:05 (UTC)")
    #expect(Instant(seconds: -1).calendarTime.isEndOfDay)
    #expect(Instant(seconds: -1).startOfDay == Instant(seconds: -86_400))
    #expect(Instant(seconds: .min).calendarTime.hour >= 0)
  }
}
