import Compliance
import LedgerFixtures
import Pledges
import Testing

@Suite("Members listed from a public source")
struct ListedTests {
  private let listed = LedgerEntry.at("2033-05-02", 0, .join(basis: .publicSource))

  private func ledger(_ entries: [LedgerEntry]) -> TestLedger {
    TestLedger.orchard(joined: nil, [listed] + entries)
  }

  @Test("They cannot file, so they owe nothing, and no count shows them as silent")
  func owesNothing() {
    let cells = ledger([]).cells(asOf: "2035-06-01")
    #expect(cells.map(\.duty) == [.listed, .listed])
    #expect(cells.map(\.submission) == [.none, .none])
    #expect(cells.map(\.headline) == ["listed", "listed"])
    #expect(StatusRules.counts(cells) == Counts())
  }

  @Test("Listed comes before what the commitment asks, and after what it is to be a member")
  func row() {
    let nothing = LedgerEntry.at("2033-05-02", 0, .join(kind: "estate", subscribed: [], basis: .publicSource))
    #expect(TestLedger.orchard(joined: nil, [nothing]).cell(asOf: "2035-06-01").duty == .listed)
    #expect(ledger([.at("2034-11-01", 1, .delist)]).cell(asOf: "2035-06-01").duty == .notMember)
    #expect(ledger([.at("2034-11-01", 1, .suspend)]).cell(asOf: "2035-06-01").duty == .listed)
  }

  @Test("Their standing says so, after what ended a membership and before a suspension")
  func standing() {
    #expect(ledger([]).standing(asOf: "2036-06-01") == .listed)
    #expect(ledger([.at("2034-11-01", 1, .suspend)]).standing(asOf: "2036-06-01") == .listed)
    #expect(ledger([.at("2034-11-01", 1, .leave)]).standing(asOf: "2036-06-01") == .withdrawn)
    #expect(ledger([.at("2034-11-01", 1, .join())]).standing(asOf: "2034-11-01") == .new)
  }

  @Test("Once one has signed for itself it owes what comes after, and what it files for before is voluntary")
  func signsForItself() {
    let cell = ledger([
      .at("2035-01-10", 1, .join()), .at("2035-04-01", 2, .submit([.claim("o-1", "met")])),
    ]).cell(asOf: "2035-06-01")
    #expect(cell.duty == .listed)
    #expect(cell.submission == .voluntary)
    #expect(cell.headline == "met")
    #expect(ledger([.at("2034-06-01", 1, .join())]).cell(asOf: "2035-06-01").duty == .required)
  }

  @Test("A reply that nobody could have signed is never overdue")
  func noOverdueReply() {
    let challenge = LedgerEntry.at("2035-02-02", 1, .challenge(["o-1"]))
    #expect(ledger([challenge]).cell(asOf: "2036-06-01").flags == [])
    #expect(ledger([challenge]).cell(asOf: "2036-06-01").dispute == .open)
    #expect(TestLedger.orchard([challenge]).cell(asOf: "2036-06-01").flags == [.responseOverdue])
  }

  // MARK: - Entered in error

  @Test("Entered in error: as if it had never been, for every report that sees it")
  func entered() {
    let ledger = ledger([.at("2035-03-01", 1, .strike)])
    #expect(ledger.cell(asOf: "2035-03-01" - 1).duty == .listed)
    let cell = ledger.cell(asOf: "2035-03-01")
    #expect(cell.duty == .notMember)
    #expect(cell.because == [1])
    #expect(ledger.standing(asOf: "2035-03-01") == .notMember)
  }

  @Test("Only the last membership goes, with all that was said of it")
  func lastOnly() {
    let entries: [LedgerEntry] = [
      .at("2034-02-01", 1, .leave), .at("2035-01-10", 2, .join(kind: "estate", basis: .publicSource)),
      .at("2035-01-11", 3, .update(kind: "state")), .at("2035-01-12", 4, .suspend), .at("2035-03-01", 5, .strike),
    ]
    #expect(ledger(entries).standing(asOf: "2035-02-01") == .listed)
    #expect(ledger(entries).standing(asOf: "2035-03-01") == .withdrawn)
    #expect(ledger(entries + [.at("2035-03-02", 6, .strike)]).standing(asOf: "2035-03-02") == .notMember)
  }

  @Test("Who then joins joins as for the first time")
  func joinsAfterwards() {
    let cell = ledger([.at("2034-03-01", 1, .strike), .at("2034-06-01", 2, .join(), effective: "2033-01-01")])
      .cell(asOf: "2035-06-01")
    #expect(cell.duty == .required)
    #expect(cell.trace.membership?.base == "2034-06-01")
    #expect(cell.because == [1, 2])
  }

  @Test("It takes out nobody who signed")
  func signedStays() {
    let ledger = TestLedger.orchard([.at("2034-03-01", 1, .strike)])
    #expect(ledger.cell(asOf: "2035-06-01").duty == .required)
    #expect(ledger.cell(asOf: "2035-06-01").because == [0])
  }

  // MARK: - No claim, and silence

  @Test("A filed no-claim is told with its entry wherever nothing else stands, and silence never is")
  func noClaim() {
    let filed = LedgerEntry.at("2035-02-01", 1, .submit([.claim("o-1", "no-claim")]))
    for (asOf, headline) in [("2035-02-02", "open"), ("2035-03-05", "overdue"), ("2035-06-01", "missing")]
      as [(Instant, String)]
    {
      let cell = TestLedger.orchard([filed]).cell(asOf: asOf)
      #expect(cell.headline == headline)
      #expect(cell.noClaim == 1)
      #expect(TestLedger.orchard([]).cell(asOf: asOf).noClaim == nil)
    }
    let claimed = TestLedger.orchard([filed, .at("2035-02-03", 2, .supersede(1, [.claim("o-1", "met")]))])
    #expect(claimed.cell(asOf: "2035-06-01").noClaim == nil)
    let withdrawn = TestLedger.orchard([filed, .at("2035-02-03", 2, .withdraw(1))])
    #expect(withdrawn.cell(asOf: "2035-06-01").noClaim == nil)
  }
}
