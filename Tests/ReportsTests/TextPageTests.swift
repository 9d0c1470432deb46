import Compliance
import Fixtures
import ForeignText
import Languages
import Pledges
import Testing

@testable import Reports

@Suite("A page for a terminal fits it")
struct TextPageTests {
  /// Wider than the page, though a line could have been broken: neither a single word nor a command.
  private func overflows(_ text: String, _ width: Int) -> [String] {
    text.split(separator: "\n").map(String.init).filter { line in
      let words = line.split(separator: " ")
      return line.displayWidth > width && words.count > 1 && words.first != "pledgebook"
    }
  }

  @Test("reports, overviews, explanations and differences", arguments: [20, 40, 59, 60, 80, 120, 200])
  func everyForm(width: Int) throws {
    let book = try OrchardStory.ledger()
    let (old, new) = (try book.view(asOf: "2035-03-01T12:00:00Z"), try book.view(asOf: "2035-07-01T00:00:00Z"))
    for language in Language.allCases {
      let texts = [
        try SignatoryReport(of: id("quince"), period: id("2034"), in: new, language: language).text(width: width),
        try AccordOverview(period: id("2034"), in: new, language: language).text(width: width),
        try CellExplanation(of: id("quince"), id("o-1"), period: id("2034"), in: new, language: language)
          .text(width: width),
        try LedgerDifference(from: old, to: new, language: language).text(width: width),
      ]
      for text in texts {
        #expect(overflows(text, width) == [])
      }
    }
  }

  @Test("a table keeps every word at every width, in columns or in blocks", arguments: [20, 30, 40, 60, 80])
  func nothingCut(width: Int) {
    var page = TextPage(width: width)
    let words = (1...30).map { "word\($0)" }
    page.table(["First", "Second", "Third"], [[words.joined(separator: " "), "b", words.joined(separator: " ")]])
    let written = page.text.split { $0 == " " || $0 == "\n" }.map(String.init)
    for word in words { #expect(written.count { $0 == word } == 2, "\(word)") }
    #expect(overflows(page.text, width) == [])
  }

  @Test("columns are set by what characters take: wide ones two, marks none")
  func widths() {
    var page = TextPage(width: 80)
    page.table(["Name", "Code"], [["東京都", "M"], ["Re\u{301}publique", "M"], ["Quillonia", "M"]])
    let lines = page.text.split(separator: "\n").dropFirst()
    let places = lines.map { line in line[..<(line.lastIndex(of: "M") ?? line.startIndex)].displayWidth }
    #expect(Set(places).count == 1, "\(page.text)")
  }

  @Test("a matrix that is too wide for columns has each code behind its head")
  func narrowMatrix() {
    let head = ["Signatory"] + (1...9).map { "la-\($0)" }
    let row = ["Quillonia"] + (1...9).map { _ in "NR" }
    var (wide, narrow) = (TextPage(width: 80), TextPage(width: 40))
    wide.matrix(head, [("State (1)", [row], [])])
    narrow.matrix(head, [("State (1)", [row], [])])
    #expect(wide.text.contains("Quillonia  NR    NR"))
    #expect(narrow.text.contains("la-1 NR   la-2 NR"))
    #expect(narrow.text.contains("la-9 NR"))
    #expect(overflows(narrow.text, 40) == [])
  }

  @Test("a tint takes no room, in columns and without, and only where it is asked for", arguments: [40, 80])
  func tints(width: Int) {
    let head = ["Signatory"] + (1...9).map { "la-\($0)" }
    let row = ["Quillonia"] + (1...9).map { _ in "M" }
    let tones = [(1...9).map { _ in TextTone.state(.met) }]
    var (plain, colored) = (TextPage(width: width), TextPage(width: width, isColored: true))
    for tone in [[], tones] { plain.matrix(head, [("State (1)", [row], tone)]) }
    for tone in [[], tones] { colored.matrix(head, [("State (1)", [row], tone)]) }
    #expect(!plain.text.contains("\u{1b}"))
    #expect(colored.text.replacing("\u{1b}[32m", with: "").replacing("\u{1b}[0m", with: "") == plain.text)
    #expect(colored.text.split(separator: "\u{1b}[32m").count == 10)
  }

  @Test("a value stands under its label where it would have little room beside it")
  func fields() {
    var page = TextPage(width: 40)
    page.field("Ledger", "orchard.example/accord")
    page.field("M", "met", column: 8)
    #expect(page.text == "  Ledger\n    orchard.example/accord\n  M     met\n")
    page = TextPage(width: 80)
    page.field("Ledger", "orchard.example/accord")
    #expect(page.text == "  Ledger            orchard.example/accord\n")
  }

  @Test("a digest is kept whole, and a command on one line, so that both can be copied")
  func whole() {
    var page = TextPage(width: 40)
    let digest = String(repeating: "a1", count: 32)
    page.field("Root", digest)
    page.command("Verify", "pledgebook verify --origin orchard.example/accord --ledger /srv/ledger.db")
    #expect(page.text.contains("\n    \(digest)\n"))
    #expect(page.text.contains("\n    pledgebook verify --origin orchard.example/accord --ledger /srv/ledger.db\n"))
  }

  @Test("a report names every commitment whose state it tells", arguments: [40, 80])
  func names(width: Int) throws {
    let view = try OrchardStory.ledger().view(asOf: "2035-07-01T00:00:00Z")
    let report = try SignatoryReport(of: id("sorrel"), period: id("2034"), in: view, language: .english)
    let text = report.text(width: width).split { $0 == " " || $0 == "\n" }.map(String.init)
    for cell in report.cells {
      for word in report.frame.text(cell.commitment.title).split(separator: " ") {
        #expect(text.contains(String(word)), "\(word)")
      }
    }
  }
}
