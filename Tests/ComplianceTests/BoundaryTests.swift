import Compliance
import LedgerFixtures
import Pledges
import Testing

@Suite("What holds at exactly the boundary")
struct BoundaryTests {
  private static let due = SampleAccord.year2034.due
  private static let close = due + 14 * day
  private static let opens = SampleAccord.year2034.opens

  @Test(
    "A begun day late counts as one",
    arguments: [
      (0, .onTime, 0), (1, .late, 1), (day, .late, 1), (day + 1, .late, 2),
    ] as [(Int64, Submission, Int64)])
  func daysLate(after: Int64, submission: Submission, days: Int64) {
    let cell = TestLedger.orchard([.at(Self.due + after, 1, .submit([.claim("o-1", "met")]))]).cell(asOf: "2036-01-01")
    #expect(cell.submission == submission)
    #expect(cell.daysLate == days)
  }

  @Test(
    "The window turns at its instants",
    arguments: [
      (opens - 1, .upcoming), (opens, .open), (due, .open), (due + 1, .overdue), (close, .overdue),
      (close + 1, .missing),
    ] as [(Instant, Submission)])
  func window(asOf: Instant, submission: Submission) {
    let cell = TestLedger.orchard([]).cell(asOf: asOf)
    #expect(cell.submission == submission)
    #expect(cell.headline == submission.rawValue)
  }

  @Test("Without grace there is no overdue phase")
  func noGrace() {
    var period = SampleAccord.year2034
    period.graceDays = 0
    let ledger = TestLedger.orchard(accord: SampleAccord.orchard(periods: [period]), [])
    #expect(ledger.cell(asOf: Self.due).submission == .open)
    #expect(ledger.cell(asOf: Self.due + 1).submission == .missing)
    #expect(ledger.cell(asOf: Self.due).close == Self.due)
  }

  @Test("A join effective at the probe counts, a second later it does not", arguments: [0, 1] as [Int64])
  func join(after: Int64) {
    let end = SampleAccord.year2034.end
    let accord = SampleAccord.orchard(firstReportAfterDays: 0)
    let ledger = TestLedger.orchard(
      accord: accord, joined: nil, [.at("2034-02-01", 0, .join(), effective: end + after)])
    #expect(ledger.cell(asOf: "2035-06-01").duty == (after == 0 ? .required : .notMember))
  }

  @Test("A withdrawal effective at the probe counts, a second later it does not", arguments: [0, 1] as [Int64])
  func leave(after: Int64) {
    let end = SampleAccord.year2034.end
    let ledger = TestLedger.orchard([.at("2034-02-01", 1, .leave, effective: end + after)])
    #expect(ledger.cell(asOf: "2035-06-01").duty == (after == 0 ? .notMember : .required))
  }

  @Test("Before the end of the period the probe is the report's instant")
  func probeNow() {
    let ledger = TestLedger.orchard([.at("2034-02-01", 1, .leave, effective: "2034-06-01")])
    #expect(ledger.cell(asOf: "2034-06-01" - 1).duty == .required)
    #expect(ledger.cell(asOf: "2034-06-01").duty == .notMember)
    #expect(ledger.cell(asOf: "2034-06-01").trace.probe == "2034-06-01")
  }

  @Test("Unsubscribing effective at the start counts, a second later it does not", arguments: [0, 1] as [Int64])
  func unsubscribe(after: Int64) {
    let start = SampleAccord.year2034.start
    let ledger = TestLedger.orchard([.at("2033-06-01", 1, .unsubscribe(["o-1"]), effective: start + after)])
    let cell = ledger.cell(asOf: "2035-06-01")
    #expect(cell.duty == (after == 0 ? .notSubscribed : .required))
    #expect(cell.because == (after == 0 ? [0, 1] : [0]))
    #expect(ledger.cell("o-2", asOf: "2035-06-01").duty == .encouraged)
  }

  @Test("Subscribing effective at the start counts, a second later it does not", arguments: [0, 1] as [Int64])
  func subscribe(after: Int64) {
    let start = SampleAccord.year2034.start
    let ledger = TestLedger.orchard(
      joined: nil,
      [
        .at("2033-05-02", 0, .join(subscribed: ["o-2"])),
        .at("2033-06-01", 1, .subscribe(["o-1"]), effective: start + after),
      ])
    #expect(ledger.cell(asOf: "2035-06-01").duty == (after == 0 ? .required : .notSubscribed))
    #expect(ledger.cell("o-2", asOf: "2035-06-01").duty == .encouraged)
  }

  @Test("A suspension effective at the period's end counts, a second later it does not", arguments: [0, 1] as [Int64])
  func suspendAtEnd(after: Int64) {
    let end = SampleAccord.year2034.end
    let ledger = TestLedger.orchard([.at("2034-02-01", 1, .suspend, effective: end + after)])
    #expect(ledger.cell(asOf: "2035-06-01").duty == (after == 0 ? .suspended : .required))
  }

  @Test(
    "A suspension effective at the report's instant counts, a second later it does not", arguments: [0, 1] as [Int64])
  func suspendNow(after: Int64) {
    let ledger = TestLedger.orchard([.at("2034-02-01", 1, .suspend, effective: "2034-07-01" + after)])
    #expect(ledger.cell(asOf: "2034-07-01").duty == (after == 0 ? .suspended : .required))
  }

  @Test("The time before a first report may end exactly with the period", arguments: [0, 1] as [Int64])
  func allowance(after: Int64) {
    let joined = SampleAccord.year2034.end - 90 * day + after
    let ledger = TestLedger.orchard(joined: joined, [])
    #expect(ledger.cell(asOf: "2035-06-01").duty == (after == 0 ? .required : .notYetDue))
  }

  @Test("Recording an old membership today creates no duty in the past")
  func recordedLate() {
    let ledger = TestLedger.orchard(joined: nil, [.at("2034-12-01", 0, .join(), effective: "2033-01-01")])
    #expect(ledger.cell(asOf: "2035-06-01").duty == .notYetDue)
    #expect(ledger.cell(asOf: "2035-06-01").trace.membership?.base == "2034-12-01")
  }

  @Test("A supersession at due is not after due", arguments: [0, 1] as [Int64])
  func supersedeAtDue(after: Int64) {
    let cell = TestLedger.orchard([
      .at("2035-02-01", 1, .submit([.claim("o-1", "not-met")])),
      .at(Self.due + after, 2, .supersede(1, [.claim("o-1", "met")])),
    ]).cell(asOf: "2035-06-01")
    #expect(cell.flags == (after == 0 ? [.restated] : [.restated, .restatedAfterDue, .raisedAfterDue]))
  }

  @Test("What is recorded at invalidSince is void, a second earlier it is not", arguments: [0, -1] as [Int64])
  func invalidSince(offset: Int64) {
    let cell = TestLedger.orchard([
      .at("2035-02-01" + offset, 1, .submit([.claim("o-1", "met")], keys: [.named("k")])),
      .at("2035-02-09", 2, .revoke(.named("k"), invalidSince: "2035-02-01")),
    ]).cell(asOf: "2035-06-01")
    #expect(cell.flags == (offset == 0 ? [.voidSignature] : []))
    #expect(cell.submission == (offset == 0 ? .missing : .onTime))
    #expect(cell.because == [0, 1])
  }

  @Test("An extension recorded at the due date in force is not retroactive", arguments: [0, 1] as [Int64])
  func extensionAtDue(after: Int64) {
    let cell = TestLedger.orchard([.at(Self.due + after, 1, .extend(to: "2035-04-01"))]).cell(asOf: "2035-06-01")
    #expect(cell.retroactiveExtension == (after != 0))
    #expect(cell.due == "2035-04-01")
    #expect(cell.close == "2035-04-15")
  }

  @Test("A new due date equal to the one in force has no effect", arguments: [0, 1] as [Int64])
  func newDue(after: Int64) {
    let cell = TestLedger.orchard([.at("2035-03-20", 1, .extend(to: Self.due + after))]).cell(asOf: "2035-06-01")
    #expect(cell.retroactiveExtension == (after != 0))
    #expect(cell.because == (after == 0 ? [0] : [1, 0]))
  }

  @Test("What is recorded at the report's instant is visible, a second later it is not", arguments: [0, 1] as [Int64])
  func recordedNow(after: Int64) {
    let ledger = TestLedger.orchard([.at("2035-02-01" + after, 1, .submit([.claim("o-1", "met")]))])
    #expect(ledger.cell(asOf: "2035-02-01").headline == (after == 0 ? "met" : "open"))
  }

  @Test("An entry recorded later has no effect, also when its effective time is earlier")
  func effectiveEarlier() {
    let ledger = TestLedger.orchard([.at("2035-07-01", 1, .leave, effective: "2034-01-01")])
    #expect(ledger.cell(asOf: "2035-06-01").duty == .required)
    #expect(ledger.cell(asOf: "2035-07-01").duty == .notMember)
  }

  @Test("Only the first entries exist for a report of a prefix")
  func prefix() {
    let ledger = TestLedger(entries: [
      .at("2033-01-01", 0, .publish(SampleAccord.orchard())), .at("2033-05-02", 1, .join()),
      .at("2035-02-01", 2, .submit([.claim("o-1", "met")])),
    ])
    #expect(ledger.cells(asOf: "2035-06-01", size: 3).map(\.headline) == ["met", "not-reported"])
    #expect(ledger.cells(asOf: "2035-06-01", size: 2).map(\.headline) == ["missing", "not-reported"])
    #expect(ledger.cells(asOf: "2035-06-01", size: 1).map(\.headline) == ["not-member", "not-member"])
    #expect(ledger.cells(asOf: "2035-06-01", size: 0).isEmpty)
  }
}
