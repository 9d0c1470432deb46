import Compliance
import LedgerFixtures
import Pledges
import Testing

@Suite("There is a result for values out of all proportion")
struct TotalityTests {
  @Test("Days without end do not trap", arguments: [Int64.max, 9_007_199_254_740_991, 106_751_991_167_300])
  func hugeDays(days: Int64) {
    var period = SampleAccord.year2034
    period.graceDays = days
    let accord = SampleAccord.orchard(
      commitments: [SampleAccord.commitment("o-1", maxAgeDays: days)], periods: [period], firstReportAfterDays: 0,
      responseDays: days)
    let deed = AttestationEvent.Evidence(sha256: .named("deed"), isPublic: true)
    let ledger = TestLedger.orchard(
      accord: accord,
      [
        .at("2035-02-01", 1, .submit([.claim("o-1", "met", evidence: [deed])])),
        .at("2035-02-02", 2, .challenge(["o-1"])), .at("2035-02-03", 3, .check(.named("deed"), .match)),
      ])
    let cell = ledger.cell(asOf: "9999-12-31T23:59:59Z")
    #expect(cell.flags == [])
    #expect(cell.evidence == .checked)
    #expect(cell.close == "9999-12-31T23:59:59Z")
    #expect(ledger.cell(asOf: "2035-01-01").submission == .open)
  }

  @Test("A first report after more days than there are is never due")
  func hugeAllowance() {
    let accord = SampleAccord.orchard(firstReportAfterDays: .max)
    #expect(TestLedger.orchard(accord: accord, []).cell(asOf: "2035-06-01").duty == .notYetDue)
  }

  @Test("An empty history and an empty accord have results")
  func empty() {
    let rules = StatusRules(accord: AccordHistory(versions: []), asOf: "2035-01-01")
    #expect(rules.cells(of: SignatoryHistory(signatory: "quince"), period: nil).isEmpty)
    #expect(rules.standing(of: SignatoryHistory(signatory: "quince")) == .notMember)
    #expect(rules.defaultPeriod() == nil)
    #expect(rules.governingAccord(period: "2034") == nil)
  }

  @Test("A long chain keeps each entry once, in order")
  func longChain() {
    var entries: [LedgerEntry] = [.at("2035-02-01", 1, .submit([.claim("o-1", "met")]))]
    for index in 2...200 as ClosedRange<UInt64> {
      let value: PlainID = index % 2 == 0 ? "not-met" : "met"
      entries.append(
        .at("2035-02-01", EntryIndex(index), .supersede(EntryIndex(index - 1), [.claim("o-1", value)])))
    }
    // The same entries once more: their indices are used already, and none is listed twice.
    let ledger = TestLedger.orchard(entries + entries)
    let cell = ledger.cell(asOf: "2035-06-01")
    #expect(cell.because == (0...200 as ClosedRange<UInt64>).map { EntryIndex($0) })
    #expect(cell.claim == "not-met")
  }
}
