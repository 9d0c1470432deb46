import CanonicalJSON
import Compliance
import Languages
import LedgerFixtures
import Pledges
import Reports
import Testing

@Suite("A register says who is listed and nothing about conduct")
struct RegisterTests {
  private func register(_ environment: Genesis.Environment) throws -> SampleLedger {
    let book = try SampleLedger()
    try OrchardStory.begin(book, OrchardAccord.register(), environment: environment)
    try book.say(
      .join(
        Join(
          signatory: id("fennel"), name: text(["en": "Fennel County"]), kind: id("state"), country: "XF",
          effective: time("2033-04-01T00:00:00Z"), basis: .publicSource,
          source: Join.Source(
            uri: "https://gazette.example/list", sha256: nil, asOf: "2033-06-01"))),
      at: "2033-06-02T10:00:00Z", by: "registrar")
    return book
  }

  private static let sentences = [
    "No attestation recorded in this ledger.", "Absence of a record says nothing about conduct.",
    "The ledger proves who said what and when, not that it is true.",
  ]
  private static let accusations = ["non-compliant", "failed", "breach", "violat", "missing record"]

  @Test("every form has the fixed sentences and no accusing word")
  func sentences() throws {
    let view = try register(.demo).view(asOf: "2034-01-01T00:00:00Z")
    let report = try SignatoryReport(of: id("fennel"), in: view, language: .english)
    let overview = try AccordOverview(in: view, language: .english)
    #expect(report.isRegister)
    for text in [
      report.text(), report.html(), report.markdown(), report.json().displayText(), overview.text(), overview.html(),
      overview.markdown(), overview.json().displayText(),
    ] {
      let flat = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
      for sentence in Self.sentences { #expect(flat.contains(sentence)) }
      for word in Self.accusations { #expect(!flat.lowercased().contains(word)) }
    }
  }

  @Test("all cells say no-reporting, from no entry")
  func cells() throws {
    let view = try register(.demo).view(asOf: "2034-01-01T00:00:00Z")
    let report = try SignatoryReport(of: id("fennel"), in: view, language: .english)
    #expect(report.period == nil)
    #expect(report.cells.map(\.status.headline) == ["no-reporting", "no-reporting", "no-reporting"])
    #expect(report.cells.allSatisfy { $0.status.because.isEmpty && $0.status.submission == .none })
    #expect(report.counts == Counts())
    #expect(report.duties.isEmpty)
    #expect(report.identity.standing == .listed)
  }

  @Test("exports of a register are of their formats as well")
  func exports() throws {
    let view = try register(.demo).view(asOf: "2034-01-01T00:00:00Z")
    let report = try SignatoryReport(of: id("fennel"), in: view, language: .english)
    try expectGolden(report.oscal().displayText(), "register.en.oscal.json")
    try expectGolden(report.cycloneDX().displayText(), "register.en.cdx.json")
    try expectGolden(report.html(), "register.en.html")
  }

  @Test("environment and banner stand in every form of a demo ledger")
  func banner() throws {
    let view = try register(.demo).view(asOf: "2034-01-01T00:00:00Z")
    let report = try SignatoryReport(of: id("fennel"), in: view, language: .english)
    let overview = try AccordOverview(in: view, language: .english)
    for text in [
      report.text(), report.html(), report.markdown(), report.json().displayText(), report.oscal().displayText(),
      report.cycloneDX().displayText(), overview.text(), overview.html(), overview.markdown(),
      overview.json().displayText(),
    ] {
      #expect(text.contains("Demonstration ledger."))
    }
    for text in [report.csv(), overview.csv()] {
      #expect(text.hasPrefix("environment,") && text.contains("\r\ndemo,"))
    }
  }
}
