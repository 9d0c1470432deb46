import Compliance
import LedgerFixtures
import Pledges
import Testing

// The accord of the examples allows 90 days before a first report: so long a gap keeps the base.
@Suite("Leaving and coming back")
struct GapTests {
  private let period = SampleAccord.year2034
  private let member = LedgerEntry.at("2033-05-02", 0, .join())

  private func cell(
    _ entries: [LedgerEntry], accord: AccordDocument = SampleAccord.orchard(), asOf: Instant = "2035-06-01",
    _ commitment: CommitmentID = "o-1"
  ) -> CellStatus {
    TestLedger.orchard(accord: accord, joined: nil, [member] + entries).cell(commitment, asOf: asOf)
  }

  // MARK: - A short gap keeps the base

  @Test(
    "A join up to 90 days after the leaving keeps the base, a second later it does not", arguments: [0, 1] as [Int64])
  func keepsTheBase(after: Int64) {
    let left: Instant = "2034-07-20"
    let cell = cell([.at(left, 1, .leave), .at(left, 2, .join(), effective: left + 90 * day + after)])
    #expect(cell.trace.membership?.base == (after == 0 ? member.recorded : left + 90 * day + 1))
    #expect(cell.duty == (after == 0 ? .required : .notYetDue))
  }

  @Test(
    "How long it may be is the larger of the first report's days, the notice and 30",
    arguments: [(10, 0, 30), (45, 0, 45), (10, 120, 120), (nil, 0, 30)] as [(Int64?, Int64, Int64)])
  func allowance(first: Int64?, notice: Int64, days: Int64) {
    var accord = SampleAccord.orchard(periods: first == nil ? nil : [period], firstReportAfterDays: first ?? 0)
    accord.membership.withdrawalNoticeDays = notice
    #expect(accord.gapDays == days)
  }

  @Test("The days are those of the version in force when the join is recorded")
  func daysOfTheTime() {
    let longer = SampleAccord.orchard(version: "1.1.0", effectiveFrom: "2034-08-01", firstReportAfterDays: 200)
    let entries: [LedgerEntry] = [.at("2034-02-01", 1, .leave), .at("2034-02-01", 902, .publish(longer))]
    let early = cell(entries + [.at("2034-07-31", 903, .join())])
    #expect(early.trace.membership?.base == "2034-07-31")
    let late = cell(entries + [.at("2034-08-01", 903, .join())])
    #expect(late.trace.membership?.base == member.recorded)
  }

  @Test("A join that rests on a recovery keeps no base and closes no gap")
  func restsOnRecovery() {
    let left: Instant = "2034-07-20"
    let short: [LedgerEntry] = [.at(left, 1, .leave), .at(left, 2, .join(), effective: left + 10 * day)]
    #expect(cell(short).trace.membership?.base == member.recorded)
    #expect(cell([short[0], short[1].resting(on: 900)]).trace.membership?.base == left + 10 * day)
    // Left before the end of the period, back before it is due: unbroken, but for a join by a recovered key.
    let back: [LedgerEntry] = [.at("2034-12-01", 1, .leave), .at("2035-02-01", 2, .join())]
    #expect(cell(back).duty == .required)
    #expect(cell([back[0], back[1].resting(on: 900)]).duty == .notMember)
  }

  @Test("Over several gaps the base is the first, and a long one starts anew")
  func severalGaps() {
    let short: [LedgerEntry] = [
      .at("2034-02-01", 1, .leave), .at("2034-03-01", 2, .join()), .at("2034-03-02", 3, .delist),
      .at("2034-05-01", 4, .join()),
    ]
    #expect(cell(short).trace.membership?.base == member.recorded)
    let long = short + [.at("2034-05-02", 5, .update(succeeded: true)), .at("2034-08-01", 6, .join())]
    #expect(cell(long).trace.membership?.base == "2034-08-01")
    let longer = long + [.at("2034-08-02", 7, .leave), .at("2034-08-03", 8, .join())]
    #expect(cell(longer).trace.membership?.base == "2034-08-01")
  }

  @Test("A delisting of one that has left starts no new gap")
  func delistedAfterLeaving() {
    let cell = cell([
      .at("2034-02-01", 1, .leave), .at("2034-08-01", 2, .delist), .at("2034-08-02", 3, .join()),
    ])
    #expect(cell.trace.membership?.base == "2034-08-02")
    #expect(cell.because == [0, 1, 2, 3])
  }

  @Test("A join far ahead is no way around the base of one that comes first")
  func twoJoinsAhead() {
    let cell = cell(
      [
        .at("2034-02-01", 1, .leave), .at("2034-02-01", 2, .join(), effective: "2034-12-01"),
        .at("2034-02-02", 3, .join()),
      ])
    #expect(cell.trace.membership?.base == member.recorded)
  }

  @Test("Who was only listed keeps no base")
  func listedKeepsNone() {
    let ledger = TestLedger.orchard(
      joined: nil,
      [
        .at("2033-05-02", 0, .join(basis: .publicSource)), .at("2034-11-01", 1, .leave), .at("2034-11-10", 2, .join()),
      ])
    #expect(ledger.cell(asOf: "2035-06-01").duty == .notYetDue)
  }

  // MARK: - A gap over the end of a period

  /// Left in March, came back in the year after.
  private func comesBack(_ recorded: Instant, effective: Instant? = nil, _ more: [LedgerEntry] = []) -> [LedgerEntry] {
    [.at("2034-03-01", 1, .leave), .at(recorded, 2, .join(kind: "estate", subscribed: []), effective: effective)] + more
  }

  @Test("A join recorded by the due closes the gap, a second later it does not", arguments: [0, 1] as [Int64])
  func closedInTime(after: Int64) {
    let cell = cell(comesBack(period.due + after))
    #expect(cell.duty == (after == 0 ? .required : .notMember))
    #expect(cell.headline == (after == 0 ? "missing" : "not-member"))
    #expect(cell.because == (after == 0 ? [0, 1, 2] : [0, 1]))
    let gap = cell.trace.membership?.gap
    #expect(gap?.left.index == (after == 0 ? 1 : nil))
    #expect(gap?.rejoined.index == (after == 0 ? 2 : nil))
  }

  @Test("The due is that of the accord document, whatever extension there is")
  func notTheExtendedDue() {
    let extended = LedgerEntry.at("2035-02-01", 3, .extend(to: "2035-05-31"))
    #expect(cell(comesBack(period.due + 1, [extended])).duty == .notMember)
  }

  @Test("It counts from its recording, before it is effective, and not before it is seen")
  func fromTheRecording() {
    let entries = comesBack("2034-06-01", effective: "2036-01-01")
    #expect(cell(entries, asOf: "2034-06-01" - 1).duty == .notMember)
    #expect(cell(entries, asOf: "2034-06-01").duty == .required)
    #expect(cell(entries, asOf: "2035-06-01").headline == "missing")
  }

  @Test("Kind, traits, subscription and base are as before the leaving, with what was said by then")
  func asBefore() throws {
    let cell = cell(
      comesBack("2035-01-10") + [.at("2035-01-10", 3, .update(traits: ["grower"]))])
    let membership = try #require(cell.trace.membership)
    #expect(membership.kind == "company")
    #expect(membership.traits == [])
    #expect(membership.subscription == .all)
    #expect(membership.base == member.recorded)
    // Recorded after the leaving, and effective before the period began.
    let ahead: [LedgerEntry] = [
      .at("2033-06-01", 1, .leave, effective: "2034-03-01"), .at("2033-07-01", 2, .unsubscribe(["o-1"])),
      .at("2035-01-10", 3, .join()),
    ]
    #expect(self.cell(ahead).duty == .notSubscribed)
    #expect(self.cell(ahead, "o-2").duty == .encouraged)
  }

  @Test("Leaving again does not reopen it, whenever", arguments: ["2035-01-11", "2035-06-01"] as [Instant])
  func leavesAgain(left: Instant) {
    let entries = comesBack("2035-01-10", [.at(left, 3, .leave), .at("2036-01-01", 4, .join())])
    #expect(cell(entries, asOf: "2036-06-01").headline == "missing")
    #expect(cell(entries, asOf: "2036-06-01").because == [0, 1, 2])
  }

  @Test("Who was no member at the start of the period owes nothing for it by coming back")
  func notThereAtTheStart() {
    let entries: [LedgerEntry] = [.at("2033-12-31T23:59:59Z", 1, .leave), .at("2035-01-10", 2, .join())]
    #expect(cell(entries).duty == .notMember)
    #expect(cell([.at("2034-01-01", 1, .leave), .at("2035-01-10", 2, .join())]).duty == .notMember)
    #expect(cell([.at("2034-01-01" + 1, 1, .leave), .at("2035-01-10", 2, .join())]).duty == .required)
  }

  @Test("Who comes back before the end is a member as it is then, and not as before")
  func beforeTheEnd() {
    let cell = cell(comesBack("2034-05-01"))
    #expect(cell.duty == .notApplicable)
    #expect(cell.trace.membership?.gap == nil)
    #expect(cell.trace.membership?.base == member.recorded)
  }

  @Test("A later join changes no cell of a period that ended before it")
  func laterJoin() {
    let listed = LedgerEntry.at("2033-05-02", 0, .join(kind: "estate", basis: .publicSource))
    let signed = LedgerEntry.at("2035-01-10", 1, .join(), effective: "2033-05-03")
    let ledger = TestLedger.orchard(joined: nil, [listed, signed])
    #expect(ledger.cell(asOf: "2035-06-01").duty == .listed)
    #expect(ledger.cell(asOf: "2035-06-01").because == [0])
    let earlier = TestLedger.orchard(
      joined: nil, [listed, .at(period.end, 1, .join(), effective: "2033-05-03")])
    #expect(earlier.cell(asOf: "2035-06-01").duty == .notYetDue)
  }

  @Test("A join that rests on a recovery keeps no base and closes no gap, and the next one may")
  func recovered() {
    func event(_ index: EntryIndex, _ at: Instant, _ change: MembershipEvent.Change, recovery: EntryIndex? = nil)
      -> MembershipEvent
    {
      MembershipEvent(
        entry: EntryStamp(index: index, recorded: at), effective: at, change: change, recovery: recovery)
    }
    let join = MembershipEvent.Change.join(MembershipEvent.Joining(kind: "company", gapDays: 90))
    let first = [event(0, "2033-05-02", join)]
    let short = first + [event(1, "2034-03-01", .withdraw), event(2, "2034-03-10", join, recovery: 9)]
    #expect(short.standing(at: "2034-12-31").base == "2034-03-10")
    let over = first + [event(1, "2034-11-01", .withdraw), event(2, "2035-01-05", join, recovery: 9)]
    func atTheEnd(_ events: [MembershipEvent]) -> PeriodMembership {
      PeriodMembership(events, period: period, asOf: "2036-01-01")
    }
    #expect(!atTheEnd(over).standing.isMember)
    let again = over + [event(3, "2035-01-06", .withdraw), event(4, "2035-01-07", join)]
    #expect(atTheEnd(again).standing.isMember)
    #expect(atTheEnd(again).gap?.rejoined.index == 4)
  }

  @Test("A join ends a suspension")
  func endsSuspension() {
    let entries: [LedgerEntry] = [
      .at("2034-02-01", 1, .suspend), .at("2034-02-02", 2, .leave), .at("2034-02-03", 3, .join()),
    ]
    #expect(cell(entries, asOf: "2034-02-02" - 1).duty == .suspended)
    #expect(cell(entries).duty == .required)
    #expect(cell(entries).because == [0, 2, 3, 1])
    let ledger = TestLedger.orchard(joined: nil, [member] + entries)
    #expect(ledger.standing(asOf: "2034-02-01") == .suspended)
    #expect(ledger.standing(asOf: "2034-02-03") == .new)
  }

  @Test("Who was suspended over the end is suspended, unbroken or not")
  func suspendedInTheGap() {
    let cell = cell([
      .at("2034-02-01", 1, .suspend), .at("2034-03-01", 2, .leave), .at("2035-01-10", 3, .join()),
    ])
    #expect(cell.duty == .suspended)
    #expect(cell.because == [0, 2, 3, 1])
  }
}
