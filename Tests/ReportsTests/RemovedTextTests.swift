import CanonicalJSON
import Compliance
import Cryptography
import Languages
import LedgerFixtures
import Pledges
import Reports
import Testing

@Suite("Words that were removed are shown by no report, and everything else stays")
struct RemovedTextTests {
  private static let afterRemoval = "2036-06-01T00:00:00Z"

  private func report(
    _ book: SampleLedger, asOf time: String, period: String = "2034", language: Language = .english
  ) throws -> SignatoryReport {
    try SignatoryReport(of: id("quince"), period: id(period), in: book.view(asOf: time), language: language)
  }

  @Test("while they are here a report shows them, each of them, so that a search for them means something")
  func control() throws {
    let forms = try EveryForm.report("quince", WordyStory.ledger().view(asOf: WordyStory.end))
    for word in WordyStory.shown { #expect(forms.contains { $0.text.contains(word) }, "\(word)") }
    for word in WordyStory.unquoted { #expect(!forms.contains { $0.text.contains(word) }, "\(word)") }
    for (form, text) in forms { #expect(!text.contains("removed by") && !text.contains("not here"), "\(form)") }
  }

  @Test(
    "no form holds a word of them, as of before the removal and after, whether the copy still has them or not",
    arguments: [WordyStory.end, afterRemoval], [true, false])
  func words(asOf: String, isLate: Bool) throws {
    let book = try WordyStory.removed()
    book.words = isLate ? .all : .kept
    let view = try book.view(asOf: asOf)
    let forms =
      try EveryForm.report("quince", view)
      + EveryForm.others("quince", view, before: book.view(asOf: "2034-03-01T00:00:00Z"))
    #expect(forms.count == 20 * Language.allCases.count)
    for (form, text) in forms {
      let lower = text.lowercased()
      for word in WordyStory.shown + WordyStory.unquoted {
        #expect(!lower.contains(word.lowercased()), "\(word) in \(form)")
      }
      #expect(!lower.contains("not here") && !lower.contains("notHere"), "\(form)")
    }
  }

  @Test("in their place stands which entry removed them, on what basis, and where that is filed")
  func sentence() throws {
    let book = try WordyStory.ledger()
    try book.remove(of: WordyStory.restatement.entry, at: "2036-01-01T00:00:00Z")
    let english = try report(book, asOf: Self.afterRemoval)
    let sentence = "removed by entry 25: court order, Orchard court, 7/35"
    for text in [
      english.text(), english.html(), english.markdown(), english.oscal().displayText(),
      english.cycloneDX().displayText(),
    ] {
      #expect(text.contains(sentence))
    }
    let french = try report(book, asOf: Self.afterRemoval, language: .french)
    #expect(french.html().contains("retiré par l’entrée 25\u{202F}: décision de justice, Orchard court, 7/35"))
  }

  @Test("in JSON an object stands in the place of each text, and of each member of an object of words")
  func json() throws {
    let book = try WordyStory.ledger()
    try book.remove(of: WordyStory.restatement.entry, at: "2036-01-01T00:00:00Z")
    let detail = try report(book, asOf: Self.afterRemoval).detail("o-1")
    let object = #"{"basis":"court-order","reference":"Orchard court, 7/35","removedBy":25}"#
    for path in [
      ["explanation"], ["measures", "text"], ["indicators", "method"], ["planned", "text"], ["evidence", "title"],
      ["evidence", "uri"], ["evidence", "archiveUri"], ["affirmation", "text"], ["affirmation", "office"],
      ["affirmation", "authority"],
    ] {
      #expect(detail.canonical(path) == object, "\(path)")
    }
    // Words of others, and what is no text, stay as they were.
    #expect(detail.canonical(["reviews", "text"]) == #""Zreviewed""#)
    #expect(detail.canonical(["evidence", "id"]) == #""e1""#)
    #expect(detail.canonical(["evidence", "bytes"]) == "6")
  }

  @Test("a claim stays what was signed, and every cell what it was")
  func cells() throws {
    let (whole, removed) = (try WordyStory.ledger(), try WordyStory.removed())
    for time in [WordyStory.end, Self.afterRemoval] {
      for period in ["2033", "2034", "2035"] {
        let before = try report(whole, asOf: time, period: period)
        let after = try report(removed, asOf: time, period: period)
        for member in ["cells", "counts", "next"] {
          #expect(try before.document.canonical([member]) == after.document.canonical([member]), "\(member), \(period)")
        }
      }
    }
    let after = try report(removed, asOf: Self.afterRemoval)
    #expect(after.cells.first?.status.headline == "met")
    #expect(after.history.first { $0.entry.index == WordyStory.restatement.entry }?.state == .stands)
  }

  @Test("every output names the removals that concern what it shows, those behind it as well")
  func list() throws {
    let book = try WordyStory.ledger()
    try book.remove(of: WordyStory.restatement.entry, at: "2036-01-01T00:00:00Z")
    let digests = try report(book, asOf: Self.afterRemoval).removals.flatMap(\.texts).map { "\"\($0.hex)\"" }.joined(
      separator: ",")
    let item =
      #"[{"basis":"court-order","concernsRegistrar":false,"entry":25,"recorded":"2036-01-01T00:00:00Z","#
      + #""reference":"Orchard court, 7/35","#
      + #""target":12,"texts":[\#(digests)]}]"#
    let before = try book.view(asOf: "2034-03-01T00:00:00Z")
    for time in [WordyStory.end, Self.afterRemoval] {
      let view = try book.view(asOf: time)
      let report = try report(book, asOf: time)
      let overview = try AccordOverview(period: id("2034"), in: view, language: .english)
      let difference = try LedgerDifference(from: before, to: view, language: .english)
      let explanation = try CellExplanation(
        of: id("quince"), id("o-1"), period: id("2034"), in: view, language: .english)
      for json in [report.json(), overview.json(), difference.json(), explanation.json()] {
        #expect(try JSONDocument(json.canonicalBytes()).root.canonical(["removals"]) == item)
      }
      for text in [report.text(), overview.text(), explanation.text()] {
        #expect(text.contains("  25     1 January 2036  entry 12  7      court order  Orchard court, 7/35"))
      }
      for page in [report.html(), overview.html()] { #expect(page.contains("<h2 id=\"removed-h\">Words removed</h2>")) }
      for text in [report.markdown(), overview.markdown()] {
        #expect(text.contains("| 25 | 1 January 2036 | entry 12 | 7 | court order | Orchard court, 7/35 |"))
      }
      let line = "entry 25, 1 January 2036: 7 texts of entry 12; court order, Orchard court, 7/35"
      #expect(report.oscal().displayText().contains(line))
      #expect(report.cycloneDX().displayText().contains(line))
      for text in [report.csv(), overview.csv()] {
        #expect(text.split(separator: "\r\n").map { $0.hasSuffix(",25") } == [false, true, false, false])
      }
    }
  }

  @Test("no output names the removals of entries that it does not see, and none where there are none")
  func noList() throws {
    let book = try WordyStory.removed()
    let early = try report(book, asOf: "2033-12-01T00:00:00Z", period: "2033")
    #expect(early.removals.isEmpty)
    #expect(try early.document.canonical(["removals"]) == "[]")
    for text in [early.text(), early.html(), early.markdown()] { #expect(!text.contains("Words removed")) }
    let overview = try AccordOverview(in: book.view(asOf: "2033-12-01T00:00:00Z"), language: .english)
    #expect(overview.removals.isEmpty)
    // An explanation that does not rest on the entry, the report of another period, and the page that lists it.
    let one = try WordyStory.ledger()
    try one.remove(of: WordyStory.restatement.entry, at: "2036-01-01T00:00:00Z")
    let explanation = try CellExplanation(
      of: id("quince"), id("o-3"), period: id("2034"), in: one.view(asOf: Self.afterRemoval), language: .english)
    #expect(explanation.removals.isEmpty)
    #expect(try report(one, asOf: Self.afterRemoval, period: "2033").removals.isEmpty)
    #expect(try report(one, asOf: Self.afterRemoval, period: "2034").removals.count == 1)
    let page = try SignatoryRecord(of: id("quince"), in: one.view(asOf: Self.afterRemoval), language: .english)
    #expect(page.removals.count == 1)
  }

  @Test("the history says of an entry which one removed words of it, and of that one what it removed")
  func history() throws {
    let book = try WordyStory.ledger()
    try book.remove(of: WordyStory.restatement.entry, at: "2036-01-01T00:00:00Z")
    let report = try report(book, asOf: Self.afterRemoval)
    let line = try #require(report.history.first { $0.entry.index == WordyStory.restatement.entry })
    #expect(line.removedBy == [25])
    let last = try #require(report.history.last)
    #expect(last.kind.text == "text.redact")
    #expect(last.removal?.target == WordyStory.restatement.entry)
    #expect(
      report.text(width: 200).contains(/25 .* words removed +7 texts of entry 12; court order, Orchard court, 7\/35/))
    let earlier = try self.report(book, asOf: WordyStory.end)
    #expect(earlier.history.first { $0.entry.index == WordyStory.restatement.entry }?.removedBy == [25])
    #expect(earlier.history.last?.kind.text == "signatory.delist")
  }

  @Test("one text of an entry goes and the others stay")
  func oneText() throws {
    let book = try WordyStory.ledger()
    let index = WordyStory.restatement.entry
    guard case .attest(let attestation) = book.entries[Int(index.rawValue)].statement.predicate else { return }
    let plan = try #require(attestation.claims.first?.planned.first)
    try book.remove([plan.text.digest], of: index, at: "2036-01-01T00:00:00Z")
    let page = try report(book, asOf: Self.afterRemoval).html()
    #expect(!page.contains("Zplan"))
    for word in ["Zexplained", "Zmeasure", "Zmethod", "Ztitle"] { #expect(page.contains(word)) }
  }

  @Test("a text that stands in two entries goes from both, and a report of either names the removal")
  func sharedText() throws {
    let book = try SampleLedger()
    try OrchardStory.begin(book, OrchardAccord.publication())
    for name in ["quince", "medlar"] {
      try book.say(
        .join(
          Join(
            signatory: id(name), name: text(["en": name]), kind: id("state"), effective: time("2033-05-01T00:00:00Z"),
            keys: [book.key(name).publicKey], basis: .signed)),
        at: "2033-05-02T09:00:00Z", by: "registrar", name)
    }
    let shared = try claim("o-1", "not-met", explanation: "Zshared", days: 12)
    let first = try book.say(attest("quince", "2034", [shared], []), at: "2035-01-20T10:00:00Z", by: "quince")
    let second = try book.say(attest("medlar", "2034", [shared], []), at: "2035-01-20T11:00:00Z", by: "medlar")
    try book.remove([try #require(shared.explanation).digest], of: first.index, at: "2035-02-01T00:00:00Z")
    let view = try book.view(asOf: "2035-07-01T00:00:00Z")
    for (form, text) in try EveryForm.report("medlar", view) { #expect(!text.contains("Zshared"), "\(form)") }
    let report = try SignatoryReport(of: id("medlar"), period: id("2034"), in: view, language: .english)
    #expect(report.removals.map(\.entry.index) == [6])
    #expect(report.history.first { $0.entry.index == second.index }?.removedBy == [6])
    #expect(report.history.allSatisfy { $0.kind.text != "text.redact" })
  }

  @Test("a signatory that writes such a sentence itself gets into no list, and in JSON it stays a text")
  func forgedSentence() throws {
    let book = try SampleLedger()
    try OrchardStory.begin(book, OrchardAccord.publication())
    try book.say(
      .join(
        Join(
          signatory: id("quince"), name: text(["en": "Quince"]), kind: id("state"),
          effective: time("2033-05-01T00:00:00Z"), keys: [book.key("quince").publicKey], basis: .signed)),
      at: "2033-05-02T09:00:00Z", by: "registrar", "quince")
    let sentence = "removed by entry 1: court order, Orchard court, 7/35"
    try book.say(
      attest("quince", "2034", [claim("o-1", "not-met", explanation: sentence, days: 12)], []),
      at: "2035-01-20T10:00:00Z", by: "quince")
    let report = try report(book, asOf: "2035-07-01T00:00:00Z")
    #expect(report.removals.isEmpty)
    #expect(!report.text().contains("Words removed"))
    #expect(!report.html().contains("class=\"gone\""))
    #expect(report.markdown().contains("> \(sentence)"))
    #expect(try report.detail("o-1").canonical(["explanation"]) == #"{"en":"\#(sentence)"}"#)
  }

  @Test("a view that is handed a shorter list than its own entries give takes theirs")
  func shorterList() throws {
    let book = try WordyStory.removed()
    let view = try book.filteredView(asOf: WordyStory.end)
    let stale = LedgerView(
      book.ledger.state, proof: view.proof, asOf: view.asOf, removals: TextRemovals(),
      source: SampleLedger.Source(entries: book.entries, words: .all, removals: TextRemovals()))
    for (form, text) in try EveryForm.report("quince", stale) { #expect(!text.contains("Zexplained"), "\(form)") }
  }

  @Test("a diff lists what was removed between the two, and names by their numbers alone what went before or after")
  func differenceList() throws {
    let book = try WordyStory.ledger()
    try book.remove(of: WordyStory.restatement.entry, at: "2036-01-01T00:00:00Z")
    let row = "  25     1 January 2036  entry 12  7      court order  Orchard court, 7/35"
    for (old, new, part) in [
      ("2034-03-01T00:00:00Z", WordyStory.end, Part.later), (WordyStory.end, Self.afterRemoval, .between),
      (Self.afterRemoval, "2036-07-01T00:00:00Z", .earlier),
    ] {
      let difference = try LedgerDifference(
        from: book.view(asOf: old), to: book.view(asOf: new), language: .english)
      let text = difference.text()
      #expect(text.contains(row) == (part == .between), "\(part)")
      #expect(text.contains("\nWords removed\n") == (part == .between), "\(part)")
      #expect(text.contains("Words removed before the first of the two: entries 25.") == (part == .earlier), "\(part)")
      #expect(text.contains("Words removed after the second of the two: entries 25.") == (part == .later), "\(part)")
      // Words that are gone are not shown whenever they went, so the data name every removal.
      let document = try JSONDocument(difference.json().canonicalBytes()).root
      #expect(document.canonical(["removals", "entry"]) == "25", "\(part)")
      #expect(document.canonical(["removedBetween"]) == (part == .between ? "[25]" : "[]"), "\(part)")
    }
  }

  private enum Part { case earlier, between, later }

  @Test("a diff of before and after a removal does not say that nothing changed")
  func difference() throws {
    let book = try WordyStory.ledger()
    try book.remove(of: WordyStory.restatement.entry, at: "2035-12-01T12:00:00Z")
    let (old, new) = (try book.view(asOf: WordyStory.end), try book.view(asOf: "2035-12-02T00:00:00Z"))
    let difference = try LedgerDifference(from: old, to: new, language: .english)
    #expect(difference.cells.isEmpty && difference.signatories.isEmpty)
    #expect(!difference.text().contains("Nothing changed"))
    let same = try LedgerDifference(from: new, to: new, language: .english)
    #expect(same.text().contains("Nothing changed"))
    #expect(same.removals.count == 1)
  }
}
