import Compliance
import LedgerFixtures
import Pledges
import Testing

@Suite("What a later version of an accord can do to a period")
struct PeriodTests {
  private let period = SampleAccord.year2034
  private static let year2035 = SampleAccord.period(
    "2035", start: "2035-01-01", end: "2035-12-31T23:59:59Z", opens: "2036-01-01", due: "2036-02-29T23:59:59Z",
    graceDays: 14)

  private func version(
    _ number: String = "1.1.0", from effective: Instant = "2033-01-01", commitments: [Commitment]? = nil,
    periods: [AccordDocument.Period]? = [SampleAccord.year2034, year2035], first: Int64 = 90
  ) -> LedgerEntry.Act {
    .publish(
      SampleAccord.orchard(
        version: number, effectiveFrom: effective, commitments: commitments, periods: periods,
        firstReportAfterDays: first))
  }

  // MARK: - What may be required

  @Test(
    "What is required from after the start of a period on is at most encouraged in it", arguments: [0, 1] as [Int64])
  func requiredLater(after: Int64) {
    let strict = [SampleAccord.commitment("o-1"), SampleAccord.commitment("o-2"), SampleAccord.commitment("o-3")]
    let recorded = period.start + after
    let ledger = TestLedger.orchard([.at(recorded, 902, version(commitments: strict))])
    let cells = ledger.cells(asOf: "2035-06-01")
    let later: Duty = after == 0 ? .required : .encouraged
    #expect(cells.map(\.duty) == [.required, later, later])
    if after == 1 {
      #expect(cells[2].trace.dutyLimit?.version.entry.index == 900)
      #expect(cells[0].trace.dutyLimit == nil)
    }
  }

  @Test("The version that decides is the last of the ledger by the start, with the period or without it")
  func decidingWithoutThePeriod() {
    let mild = [SampleAccord.commitment("o-1", obligation: .expected), SampleAccord.commitment("o-2")]
    let ledger = TestLedger.orchard([
      // Too late to drop the period, early enough to ask less of it.
      .at(period.start - 27 * day, 902, version(commitments: mild, periods: [Self.year2035])),
      .at(period.start + 1, 903, version("1.2.0", commitments: [SampleAccord.commitment("o-1")])),
    ])
    let cell = ledger.cell(asOf: "2035-06-01")
    #expect(cell.trace.accord.entry.index == 903)
    #expect(cell.duty == .encouraged)
    guard case .notRequired(let by) = cell.trace.dutyLimit else {
      Issue.record("nothing limits it")
      return
    }
    #expect(by.entry.index == 902)
  }

  @Test("A kind that is addressed from after the start on is only asked")
  func addressedLater() {
    let narrow = [SampleAccord.commitment("o-1", kinds: ["state"])]
    let ledger = TestLedger.orchard(
      accord: SampleAccord.orchard(commitments: narrow),
      [.at(period.start + 1, 902, version(commitments: [SampleAccord.commitment("o-1")]))])
    #expect(ledger.cell(asOf: "2035-06-01").duty == .encouraged)
    let medlar = TestLedger.orchard(
      accord: SampleAccord.orchard(commitments: narrow), joined: nil,
      [
        .at("2033-05-02", 0, .join(kind: "state")),
        .at(period.start + 1, 902, version(commitments: [SampleAccord.commitment("o-1")])),
      ])
    #expect(medlar.cell(asOf: "2035-06-01").duty == .required)
  }

  @Test("A version can ask less of a period until its end")
  func asksLess() {
    let mild = [SampleAccord.commitment("o-1", obligation: .encouraged)]
    func duty(_ recorded: Instant) -> Duty {
      TestLedger.orchard([.at(recorded, 902, version(commitments: mild))]).cell(asOf: "2035-06-01").duty
    }
    #expect(duty(period.end) == .encouraged)
    #expect(duty(period.end + 1) == .required)
  }

  @Test("A period that is brought after it began requires nothing", arguments: [0, 1] as [Int64])
  func broughtLate(after: Int64) {
    let ledger = TestLedger.orchard(
      accord: SampleAccord.orchard(periods: nil), [.at(period.start + after, 902, version())])
    let cell = ledger.cell(asOf: "2035-06-01")
    #expect(cell.duty == (after == 0 ? .required : .encouraged))
    if after == 1 { #expect(cell.trace.dutyLimit == .broughtLate(cell.trace.accord)) }
    // In force late is as late as recorded late.
    let ahead = TestLedger.orchard(
      accord: SampleAccord.orchard(periods: nil), [.at("2033-06-01", 902, version(from: period.start + after))])
    #expect(ahead.cell(asOf: "2035-06-01").duty == (after == 0 ? .required : .encouraged))
  }

  @Test("The first version of a ledger may come while a period runs")
  func firstVersion() {
    let ledger = TestLedger(entries: [
      .at("2034-06-01", 0, .publish(SampleAccord.orchard(effectiveFrom: "2034-07-01"))), .at("2034-06-02", 1, .join()),
    ])
    #expect(ledger.cell(asOf: "2035-06-01").duty == .required)
  }

  @Test(
    "Of a period that was over when the ledger began nothing is due, at equality too", arguments: [0, 1] as [Int64])
  func overAtTheStart(before: Int64) {
    let accord = SampleAccord.orchard(effectiveFrom: "2034-01-01", firstReportAfterDays: 0)
    let recorded = period.end - before
    let ledger = TestLedger(entries: [.at(recorded, 0, .publish(accord)), .at(recorded, 1, .join())])
    #expect(ledger.cell(asOf: "2035-06-01").duty == (before == 0 ? .notYetDue : .required))
    #expect(ledger.cell(asOf: "2035-06-01", of: "medlar").duty == .notMember)
  }

  // MARK: - What is counted in the signatories' favour

  @Test("Of the governing version and the one that brought the period the larger grace counts")
  func grace() {
    func close(_ brought: Int64, _ later: Int64) -> Instant? {
      var (first, second) = (period, period)
      (first.graceDays, second.graceDays) = (brought, later)
      return TestLedger.orchard(
        accord: SampleAccord.orchard(periods: [first]), [.at("2033-06-01", 902, version(periods: [second]))]
      ).cell(asOf: "2035-06-01").close
    }
    #expect(close(14, 0) == period.due + 14 * day)
    #expect(close(0, 20) == period.due + 20 * day)
  }

  @Test("And the larger time before a first report")
  func firstReport() {
    func duty(_ brought: Int64, _ later: Int64) -> Duty {
      TestLedger.orchard(
        accord: SampleAccord.orchard(firstReportAfterDays: brought), joined: "2034-09-01",
        [.at("2034-10-01", 902, version(first: later))]
      ).cell(asOf: "2035-06-01").duty
    }
    #expect(duty(90, 0) == .required)
    #expect(duty(150, 0) == .notYetDue)
    #expect(duty(0, 150) == .notYetDue)
  }

  // MARK: - Dropped

  @Test(
    "A period left out 28 days before it starts is dropped, a second later it is not", arguments: [0, 1] as [Int64])
  func dropped(after: Int64) {
    let recorded = period.start - 28 * day + after
    let ledger = TestLedger.orchard([.at(recorded, 902, version(periods: [Self.year2035]))])
    let rules = ledger.rules(asOf: "2035-06-01")
    #expect(ledger.cell(asOf: "2035-06-01").duty == (after == 0 ? .dropped : .required))
    #expect(rules.dropped.keys.sorted() == (after == 0 ? ["2034"] : []))
    #expect(rules.dropped["2034"]?.entry.index == (after == 0 ? 902 : nil))
    #expect(ledger.cell(asOf: recorded - 1).duty == .required)
    // In force late is as late as recorded late.
    let ahead = TestLedger.orchard([.at("2033-06-01", 902, version(from: recorded, periods: [Self.year2035]))])
    #expect(ahead.cell(asOf: "2035-06-01").duty == (after == 0 ? .dropped : .required))
  }

  @Test("Nobody owes it: no submission, no silence, not the period that a report is about")
  func droppedForAll() {
    let ledger = TestLedger.orchard([.at("2033-06-01", 902, version(periods: [Self.year2035]))])
    let cell = ledger.cell(asOf: "2035-06-01")
    #expect(cell.submission == .none)
    #expect(cell.headline == "dropped")
    #expect(cell.trace.dropped?.entry.index == 902)
    #expect(ledger.cell(asOf: "2035-06-01", of: "medlar").duty == .dropped)
    #expect(ledger.standing(asOf: "2035-06-01") == .new)
    #expect(ledger.rules(asOf: "2035-06-01").defaultPeriod()?.id == "2035")
    #expect(ledger.standing(asOf: "2036-06-01") == .nonCommunicating)
  }

  @Test("A version without periods drops them all, and members are active")
  func allDropped() {
    let ledger = TestLedger.orchard([.at("2033-06-01", 902, version(periods: nil))])
    #expect(ledger.cell(asOf: "2035-06-01").duty == .dropped)
    #expect(ledger.standing(asOf: "2035-06-01") == .active)
    #expect(ledger.rules(asOf: "2035-06-01").defaultPeriod() == nil)
  }

  @Test("A period that a version did not have yet is not left out by it")
  func notYetThere() {
    let ledger = TestLedger.orchard(
      accord: SampleAccord.orchard(periods: [Self.year2035]), [.at("2033-06-01", 902, version())])
    #expect(ledger.cell(asOf: "2035-06-01").duty == .required)
  }
}
