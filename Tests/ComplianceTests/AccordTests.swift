import Compliance
import LedgerFixtures
import Pledges
import Testing

@Suite("Which accord version decides")
struct AccordTests {
  private let end = SampleAccord.year2034.end
  private let more = [SampleAccord.commitment("o-1"), SampleAccord.commitment("o-3")]

  private func ledger(amendedAt recorded: Instant, effectiveFrom: Instant) -> TestLedger {
    TestLedger.orchard([
      .at(
        recorded, 901,
        .publish(SampleAccord.orchard(version: "1.1.0", effectiveFrom: effectiveFrom, commitments: more)))
    ])
  }

  @Test("An amendment in force and recorded by the end of the period governs it")
  func inTime() {
    let ledger = ledger(amendedAt: end, effectiveFrom: end)
    #expect(ledger.cells(asOf: "2035-06-01").map(\.commitment) == ["o-1", "o-3"])
    #expect(ledger.rules(asOf: "2035-06-01").governingAccord(period: "2034")?.entry.index == 901)
    #expect(ledger.cell("o-3", asOf: "2035-06-01").trace.accord.entry.index == 901)
  }

  @Test("Recorded or in force a second later it does not", arguments: [(1, 0), (0, 1)] as [(Int64, Int64)])
  func tooLate(recorded: Int64, effective: Int64) {
    let ledger = ledger(amendedAt: end + recorded, effectiveFrom: end + effective)
    #expect(ledger.cells(asOf: "2035-06-01").map(\.commitment) == ["o-1", "o-2"])
  }

  @Test("Where none is in force in time, the first that has the period governs it")
  func noneInTime() {
    var late = SampleAccord.orchard(effectiveFrom: "2036-01-01")
    var ledger = TestLedger(entries: [.at("2033-01-01", 0, .publish(late)), .at("2033-05-02", 1, .join())])
    late = SampleAccord.orchard(version: "1.1.0", effectiveFrom: "2036-01-01", commitments: more)
    ledger.entries.append(.at("2033-06-01", 2, .publish(late)))
    #expect(ledger.rules(asOf: "2036-06-01").governingAccord(period: "2034")?.entry.index == 0)
  }

  @Test("A version recorded after the report's instant does not exist")
  func invisible() {
    let ledger = ledger(amendedAt: "2034-06-01", effectiveFrom: "2034-06-01")
    #expect(ledger.cells(asOf: "2034-06-01" - 1).map(\.commitment) == ["o-1", "o-2"])
    #expect(ledger.cells(asOf: "2034-06-01").map(\.commitment) == ["o-1", "o-3"])
  }

  @Test("The version in force is the last in force and recorded at the report's instant, or the first")
  func inForce() {
    let ledger = ledger(amendedAt: "2034-02-01", effectiveFrom: "2034-06-01")
    #expect(ledger.rules(asOf: "2034-06-01" - 1).accordInForce?.entry.index == 900)
    #expect(ledger.rules(asOf: "2034-06-01").accordInForce?.entry.index == 901)
    #expect(ledger.rules(asOf: "2020-01-01").accordInForce == nil)
  }

  @Test("A register has cells that owe and say nothing", arguments: [nil, []] as [[AccordDocument.Period]?])
  func register(periods: [AccordDocument.Period]?) throws {
    let ledger = TestLedger.orchard(
      accord: SampleAccord.orchard(periods: periods),
      [
        .at("2034-02-01", 1, .submit([.claim("o-1", "met")])), .at("2034-02-02", 2, .challenge(["o-1"])),
        .at("2034-02-03", 3, .extend(to: "2036-01-01")),
      ])
    for period in [nil, "2034", "never"] as [PeriodID?] {
      let cells = ledger.cells(asOf: "2035-06-01", period: period)
      #expect(cells.map(\.commitment) == ["o-1", "o-2"])
      for cell in cells {
        var expected = LiteralRules.Cell()
        expected.headline = "no-reporting"
        #expect(LiteralRules.Cell(cell) == expected)
      }
    }
    #expect(ledger.rules(asOf: "2035-06-01").defaultPeriod() == nil)
    #expect(StatusRules.counts(ledger.cells(asOf: "2035-06-01")) == Counts())
  }

  @Test("A period that an accord with periods does not have has no cells")
  func unknownPeriod() {
    #expect(TestLedger.orchard([]).cells(asOf: "2035-06-01", period: "2040").isEmpty)
  }

  private func year(_ id: PeriodID, _ year: Int) -> AccordDocument.Period {
    SampleAccord.period(
      id, start: Instant(stringLiteral: "\(year)-01-01"), end: Instant(stringLiteral: "\(year)-12-31T23:59:59Z"),
      opens: Instant(stringLiteral: "\(year + 1)-01-01"), due: Instant(stringLiteral: "\(year + 1)-02-01"),
      graceDays: 0)
  }

  @Test(
    "Without a period the report is about the one that opened last, or that opens first",
    arguments: [
      ("2034-06-01", "a"), ("2035-01-01", "a"), ("2036-01-01T00:00:00Z", "b"), ("2035-12-31T23:59:59Z", "a"),
      ("2050-01-01", "c"),
    ] as [(Instant, PeriodID)])
  func defaultPeriod(asOf: Instant, expected: PeriodID) {
    let accord = SampleAccord.orchard(periods: [year("a", 2034), year("b", 2035), year("c", 2036)])
    let ledger = TestLedger.orchard(accord: accord, [])
    #expect(ledger.rules(asOf: asOf).defaultPeriod()?.id == expected)
    #expect(ledger.cells(asOf: asOf, period: nil).first?.trace.period?.id == expected)
  }

  @Test("An amendment that drops a later period leaves the earlier one governed by what it was")
  func droppedPeriod() {
    let before = SampleAccord.orchard(periods: [year("a", 2034), year("b", 2035)])
    let after = SampleAccord.orchard(version: "2.0.0", effectiveFrom: "2034-01-01", periods: [year("b", 2035)])
    let ledger = TestLedger(entries: [
      .at("2033-01-01", 0, .publish(before)), .at("2034-01-01", 1, .publish(after)),
    ])
    let rules = ledger.rules(asOf: "2036-06-01")
    #expect(rules.governingAccord(period: "a")?.entry.index == 0)
    #expect(rules.governingAccord(period: "b")?.entry.index == 1)
    #expect(rules.periods.map(\.id) == ["a", "b"])
  }
}
