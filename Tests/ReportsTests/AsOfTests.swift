import CanonicalJSON
import Compliance
import Languages
import Pledges
import Reports
import Testing

@Suite("A report as of T knows nothing later")
struct AsOfTests {
  @Test(
    "whatever stands behind it in the ledger, at every instant of the story",
    arguments: ["quince", "medlar", "sorrel", "fennel"])
  func laterEntries(_ name: String) throws {
    let book = try OrchardStory.ledger()
    for entry in book.entries where entry.header.index.rawValue > 0 {
      let time = entry.header.recorded.description
      let prefix = outcome(name, try book.view(asOf: time))
      let whole = outcome(name, try book.filteredView(asOf: time))
      #expect(prefix == whole, "as of \(time)")
    }
  }

  @Test("a state with a join that is recorded and not effective yet gives the identity of before")
  func announcedJoin() throws {
    let book = try OrchardStory.ledger()
    let before = try report("fennel", book.filteredView(asOf: "2034-05-25T00:00:00Z"))
    #expect(before.identity.name.text(in: "en") == "Fennel County")
    #expect(before.identity.basis == .publicSource)
    #expect(before.identity.country == "XF")
    #expect(before.identity.names.count == 2)
    let after = try report("fennel", book.filteredView(asOf: "2034-06-01T00:00:00Z"))
    #expect(after.identity.name.text(in: "en") == "Fennel Republic")
    #expect(after.identity.basis == .signed)
    #expect(after.identity.country == "XG")
  }

  @Test("before its first entry a signatory is not in the ledger")
  func beforeTheFirstEntry() throws {
    let view = try OrchardStory.ledger().filteredView(asOf: "2033-05-02T08:59:59Z")
    #expect(throws: ReportError(.unknownSignatory, "")) { try report("quince", view) }
    #expect(throws: ReportError(.unknownSignatory, "")) { try report("nobody", view) }
  }

  @Test("a period or commitment that the accord does not have is refused by its code")
  func unknownNames() throws {
    let view = try OrchardStory.ledger().view(asOf: "2035-07-01T00:00:00Z")
    #expect(throws: ReportError(.unknownPeriod, "")) {
      try SignatoryReport(of: id("quince"), period: id("2050"), in: view, language: .english)
    }
    #expect(throws: ReportError(.unknownCommitment, "")) {
      try CellExplanation(of: id("quince"), id("o-9"), in: view, language: .english)
    }
  }

  private func report(_ name: String, _ view: LedgerView) throws -> SignatoryReport {
    try SignatoryReport(of: id(name), in: view, language: .english)
  }

  /// The report as text, or the code of the refusal.
  private func outcome(_ name: String, _ view: LedgerView) -> String {
    do {
      return try report(name, view).json().displayText()
    } catch let error as ReportError {
      return error.code.rawValue
    } catch {
      return "\(error)"
    }
  }
}
