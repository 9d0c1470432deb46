import CanonicalJSON
import Compliance
import Pledges
import Reports
import Testing

@Suite("Reports are the same bytes every time")
struct GoldenTests {
  @Test("a signatory's report, in every form", arguments: ["quince", "medlar", "sorrel", "fennel"])
  func signatory(_ name: String) throws {
    let view = try OrchardStory.ledger().view(asOf: "2035-07-01T00:00:00Z")
    for language in ReportLanguage.allCases {
      let report = try SignatoryReport(of: id(name), period: id("2034"), in: view, language: language)
      try expectGolden(report.text(), "\(name).\(language.rawValue).txt")
      try expectGolden(report.html(), "\(name).\(language.rawValue).html")
      try expectGolden(report.csv(), "\(name).\(language.rawValue).csv")
      try expectGolden(report.markdown(), "\(name).\(language.rawValue).md")
      try expectGolden(report.json().displayText(), "\(name).\(language.rawValue).json")
    }
  }

  @Test("the explanation of a cell")
  func explanation() throws {
    let view = try OrchardStory.ledger().view(asOf: "2035-07-01T00:00:00Z")
    for language in ReportLanguage.allCases {
      let explanation = try CellExplanation(
        of: id("quince"), id("o-1"), period: id("2034"), in: view, language: language)
      try expectGolden(explanation.text(), "quince.o-1.\(language.rawValue).txt")
      try expectGolden(explanation.json().displayText(), "quince.o-1.\(language.rawValue).json")
    }
  }
}
