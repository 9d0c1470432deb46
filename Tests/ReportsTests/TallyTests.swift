import Compliance
import Languages
import Pledges
import Testing

@testable import Reports

@Suite("The numbers at the head of a page are the sums of the cells below it")
struct TallyTests {
  private static let stories: [(String, [String])] = [
    ("2034-06-01T00:00:00Z", ["quince", "medlar", "sorrel"]), ("2035-01-20T00:00:00Z", ["quince", "medlar", "sorrel"]),
    ("2035-03-05T00:00:00Z", ["quince", "medlar", "sorrel"]), ("2035-07-01T00:00:00Z", ["quince", "medlar", "sorrel"]),
  ]

  @Test("each report that was owed is counted once", arguments: stories)
  func parts(asOf: String, signatories: [String]) throws {
    let view = try OrchardStory.ledger().view(asOf: asOf)
    for signatory in signatories {
      for period in ["2033", "2034", "2035"] {
        let report = try SignatoryReport(of: id(signatory), period: id(period), in: view, language: .english)
        let cells = report.cells.map(\.status)
        let tally = Tally(cells)
        let sum =
          tally.onTime + tally.late + tally.noClaim + tally.upcoming + tally.open + tally.overdue + tally.missing
        #expect(sum == tally.required)
        #expect(tally.required == report.counts.required && tally.reported == report.counts.reported)
        #expect(tally.missing == cells.count { CellState($0) == .waiting(.missing) && $0.duty == .required })
        #expect(tally.reported <= tally.required && tally.withCheckedEvidence <= tally.withEvidence)
      }
    }
  }

  @Test("the sentences say the numbers of the tally, and nothing that no cell says")
  func sentences() throws {
    let view = try OrchardStory.ledger().view(asOf: "2035-07-01T00:00:00Z")
    let quince = try SignatoryReport(of: id("quince"), period: id("2034"), in: view, language: .english)
    #expect(
      quince.answer
        == "Quince Republic reported on 1 of the 2 commitments due for Year 2034, on time. "
        + "1 report that was due is missing. A late report is still recorded, and stays marked as late. "
        + "Encouraged reports recorded: 1 of 1. 1 challenge was partly upheld.")
    let overview = try AccordOverview(period: id("2034"), in: view, language: .english)
    let tally = Tally(overview.rows.flatMap(\.cells))
    let answer = overview.answer
    #expect(
      answer.hasPrefix(
        "\(tally.reported) of \(tally.required) reports owed for Year 2034 are recorded: "
          + "\(tally.onTime) on time, \(tally.late) late."))
  }
}
