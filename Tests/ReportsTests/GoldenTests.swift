import CanonicalJSON
import Compliance
import Languages
import Pledges
import Reports
import Testing

@Suite("Reports are the same bytes every time")
struct GoldenTests {
  @Test("a signatory's report, in every form", arguments: ["quince", "medlar", "sorrel", "fennel"])
  func signatory(_ name: String) throws {
    let view = try OrchardStory.ledger().view(asOf: "2035-07-01T00:00:00Z")
    for language in Language.reviewed {
      let report = try SignatoryReport(of: id(name), period: id("2034"), in: view, language: language)
      try expectGolden(report.text(), "\(name).\(language.rawValue).txt")
      try expectGolden(report.html(), "\(name).\(language.rawValue).html")
      try expectGolden(report.csv(), "\(name).\(language.rawValue).csv")
      try expectGolden(report.markdown(), "\(name).\(language.rawValue).md")
      try expectGolden(report.oscal().displayText(), "\(name).\(language.rawValue).oscal.json")
      try expectGolden(report.cycloneDX().displayText(), "\(name).\(language.rawValue).cdx.json")
      try expectGolden(report.json().displayText(), "\(name).\(language.rawValue).json")
    }
  }

  @Test("a signatory's page, in every form")
  func signatoryPage() throws {
    let view = try OrchardStory.ledger().view(asOf: "2035-07-01T00:00:00Z")
    for language in Language.reviewed {
      let record = try SignatoryRecord(of: id("quince"), in: view, language: language)
      try expectGolden(record.text(), "quince.page.\(language.rawValue).txt")
      try expectGolden(record.html(linkingReports: true), "quince.page.\(language.rawValue).html")
      try expectGolden(record.markdown(), "quince.page.\(language.rawValue).md")
      try expectGolden(record.json().displayText(), "quince.page.\(language.rawValue).json")
    }
  }

  @Test("a page from right to left, in a translation that says it is a draft")
  func rightToLeft() throws {
    let arabic = try #require(Language(rawValue: "ar"))
    let view = try OrchardStory.ledger().view(asOf: "2035-07-01T00:00:00Z")
    let page = try SignatoryReport(of: id("quince"), period: id("2034"), in: view, language: arabic).html()
    try expectGolden(page, "quince.ar.html")
    #expect(page.contains(#"<html lang="ar" dir="rtl">"#))
    #expect(page.contains(try #require(arabic.draft)))
  }

  @Test("the overview, in every form")
  func overview() throws {
    let view = try OrchardStory.ledger().view(asOf: "2035-07-01T00:00:00Z")
    for language in Language.reviewed {
      let overview = try AccordOverview(period: id("2034"), in: view, language: language)
      try expectGolden(overview.text(), "overview.\(language.rawValue).txt")
      try expectGolden(overview.html(linkingReports: true), "overview.\(language.rawValue).html")
      try expectGolden(overview.csv(), "overview.\(language.rawValue).csv")
      try expectGolden(overview.markdown(), "overview.\(language.rawValue).md")
      try expectGolden(overview.oscalCatalog().displayText(), "catalog.\(language.rawValue).oscal.json")
      try expectGolden(overview.json().displayText(), "overview.\(language.rawValue).json")
    }
  }

  @Test("a report without its words, removed or never handed over", arguments: ["removed", "withheld"])
  func withoutWords(_ name: String) throws {
    let book = name == "removed" ? try WordyStory.removed() : try WordyStory.ledger()
    book.words = .without(Set(book.entries.map(\.header.index)))
    let view = try book.view(asOf: WordyStory.end)
    for language in Language.reviewed {
      let report = try SignatoryReport(of: id("quince"), period: id("2034"), in: view, language: language)
      try expectGolden(report.text(), "\(name).\(language.rawValue).txt")
      try expectGolden(report.oscal().displayText(), "\(name).\(language.rawValue).oscal.json")
      try expectGolden(report.cycloneDX().displayText(), "\(name).\(language.rawValue).cdx.json")
      guard language == .english else { continue }
      try expectGolden(report.html(), "\(name).en.html")
      try expectGolden(report.csv(), "\(name).en.csv")
      try expectGolden(report.markdown(), "\(name).en.md")
      try expectGolden(report.json().displayText(), "\(name).en.json")
    }
  }

  @Test("a report and an overview of keys that were ended, recovered and objected to")
  func keys() throws {
    let view = try KeyStory.ledger().view(asOf: KeyStory.end)
    for language in Language.reviewed {
      let report = try SignatoryReport(of: id("quince"), period: id("2034"), in: view, language: language)
      let overview = try AccordOverview(period: id("2034"), in: view, language: language)
      try expectGolden(report.text(), "keys.\(language.rawValue).txt")
      try expectGolden(overview.text(), "keys.overview.\(language.rawValue).txt")
      guard language == .english else { continue }
      try expectGolden(report.html(), "keys.en.html")
      try expectGolden(report.csv(), "keys.en.csv")
      try expectGolden(report.json().displayText(), "keys.en.json")
      try expectGolden(report.oscal().displayText(), "keys.en.oscal.json")
      try expectGolden(report.cycloneDX().displayText(), "keys.en.cdx.json")
    }
  }

  @Test("what changed between two instants")
  func difference() throws {
    let book = try OrchardStory.ledger()
    let (old, new) = (try book.view(asOf: "2035-03-01T12:00:00Z"), try book.view(asOf: "2035-07-01T00:00:00Z"))
    for language in Language.reviewed {
      let difference = try LedgerDifference(from: old, to: new, language: language)
      try expectGolden(difference.text(), "difference.\(language.rawValue).txt")
      try expectGolden(difference.json().displayText(), "difference.\(language.rawValue).json")
    }
    let same = try LedgerDifference(from: new, to: new, language: .english)
    #expect(same.cells.isEmpty)
    #expect(same.signatories.isEmpty)
  }

  @Test("the explanation of a cell")
  func explanation() throws {
    let view = try OrchardStory.ledger().view(asOf: "2035-07-01T00:00:00Z")
    for language in Language.reviewed {
      let explanation = try CellExplanation(
        of: id("quince"), id("o-1"), period: id("2034"), in: view, language: language)
      try expectGolden(explanation.text(), "quince.o-1.\(language.rawValue).txt")
      try expectGolden(explanation.json().displayText(), "quince.o-1.\(language.rawValue).json")
    }
  }
}

extension Language {
  /// Those that a native speaker has read: of a draft one page is kept, for its direction.
  fileprivate static var reviewed: [Language] { allCases.filter { $0.draft == nil } }
}
