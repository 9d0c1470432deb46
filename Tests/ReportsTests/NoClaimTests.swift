import CanonicalJSON
import Compliance
import Cryptography
import Languages
import LedgerFixtures
import Pledges
import Reports
import Testing

@Suite("A filing that makes no claim is no silence, and silence is no such filing")
struct NoClaimTests {
  private static let opens = "2035-01-10T00:00:00Z"
  private static let overdue = "2035-03-05T00:00:00Z"
  private static let missing = "2035-04-01T00:00:00Z"

  /// Quince files no claim for o-1 of 2034; of o-3 nothing is recorded.
  private func ledger() throws -> SampleLedger {
    let book = try SampleLedger()
    try OrchardStory.begin(book, OrchardAccord.publication())
    try book.say(
      .join(
        Join(
          signatory: id("quince"), name: text(["en": "Quince"]), kind: id("state"), traits: [id("well-owner")],
          effective: time("2033-05-01T00:00:00Z"), keys: [book.key("quince").publicKey], basis: .signed)),
      at: "2033-05-02T09:00:00Z", by: "registrar", "quince")
    try book.say(
      attest("quince", "2034", [claim("o-1", "no-claim", explanation: "The log was lost in the flood.")], []),
      at: "2035-01-05T10:00:00Z", by: "quince")
    return book
  }

  private func forms(_ time: String, _ language: Language = .english) throws -> [(form: String, text: String)] {
    let view = try ledger().view(asOf: time)
    let report = try SignatoryReport(of: id("quince"), period: id("2034"), in: view, language: language)
    let overview = try AccordOverview(period: id("2034"), in: view, language: language)
    let explanation = try CellExplanation(of: id("quince"), id("o-1"), period: id("2034"), in: view, language: language)
    return [
      ("text", report.text()), ("HTML", report.html()), ("Markdown", report.markdown()),
      ("OSCAL", report.oscal().displayText()), ("CycloneDX", report.cycloneDX().displayText()),
      ("overview as text", overview.text()), ("overview as HTML", overview.html()),
      ("overview as Markdown", overview.markdown()), ("explanation", explanation.text()),
    ].map { ($0.0, $0.1.replacing("\\", with: "").flat) }
  }

  @Test("open, overdue and missing, it is shown as what it is", arguments: [opens, overdue, missing])
  func shown(_ time: String) throws {
    for (form, text) in try forms(time) where !(form == "OSCAL" && time == Self.opens) {
      #expect(text.contains("filed without a claim") || text.contains("no claim made, entry 3"), "\(form) at \(time)")
    }
    for (form, text) in try forms(time, .french) where !(form == "OSCAL" && time == Self.opens) {
      #expect(
        text.contains("déposé sans déclaration") || text.contains("aucune déclaration faite, entrée 3"),
        "\(form) at \(time)")
    }
  }

  @Test("with its explanation")
  func explained() throws {
    for (form, text) in try forms(Self.missing)
    where !form.hasPrefix("overview") && form != "CycloneDX" {
      #expect(text.contains("The log was lost in the flood."), "\(form)")
    }
  }

  @Test("its cell is not said to be without a record, and that of silence not to make no claim")
  func apart() throws {
    let view = try ledger().view(asOf: Self.missing)
    let report = try SignatoryReport(of: id("quince"), period: id("2034"), in: view, language: .english)
    let lines = report.text(width: 160).split(separator: "\n").map(String.init)
    let filed = try #require(lines.first { $0.hasPrefix("  o-1 ") })
    let silent = try #require(lines.first { $0.hasPrefix("  o-3 ") })
    #expect(filed.contains("filed without a claim") && !filed.contains("not reported"))
    #expect(silent.contains("due, not reported") && !silent.contains("claim"))
    let overview = try AccordOverview(period: id("2034"), in: view, language: .english)
    #expect(overview.columns.map(\.noClaims) == [1, 0, 0])
    #expect(overview.columns.map(\.withoutClaim) == [0, 1, 1])
    #expect(overview.outstanding.map(\.noClaim) == [3, nil])
    let row = try #require(
      overview.text().split(separator: "\n").first { $0.hasPrefix("  Quince") })
    #expect(row.contains("NC") && row.contains("NR"))
    let json = try #require(try report.document.member("cells")?.elements.first { _ in true })
    #expect(json.canonical(["noClaim"]) == "3")
    #expect(json.canonical(["headline"]) == #""missing""#)
  }
}
