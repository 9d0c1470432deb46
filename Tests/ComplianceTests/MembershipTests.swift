import Compliance
import LedgerFixtures
import Pledges
import Testing

@Suite("Membership, subscription, suspension and extensions")
struct MembershipTests {
  private func duty(_ entries: [LedgerEntry], _ commitment: CommitmentID = "o-1", asOf: Instant = "2035-06-01") -> Duty
  {
    TestLedger.orchard(joined: nil, entries).cell(commitment, asOf: asOf).duty
  }

  @Test("Traits are asked for only where the commitment names some")
  func traits() {
    let commitments = [
      SampleAccord.commitment("o-1", traitsAny: ["grower", "miller"]), SampleAccord.commitment("o-2", kinds: ["state"]),
    ]
    let ledger = TestLedger.orchard(
      accord: SampleAccord.orchard(commitments: commitments), joined: nil,
      [
        .at("2033-05-02", 0, .join(kind: "company", traits: ["miller"])),
        .at("2033-05-02", 1, .join(kind: "state"), party: "medlar"),
      ])
    #expect(ledger.cells(asOf: "2035-06-01").map(\.duty) == [.required, .notApplicable])
    #expect(ledger.cells(asOf: "2035-06-01", of: "medlar").map(\.duty) == [.notApplicable, .required])
  }

  @Test("A present but empty list is a subscription to nothing")
  func nothing() {
    #expect(duty([.at("2033-05-02", 0, .join(subscribed: []))]) == .notSubscribed)
  }

  @Test("Subscribing on all narrows to the listed; unsubscribing takes from all of the accord")
  func narrowing() {
    let join = LedgerEntry.at("2033-05-02", 0, .join())
    #expect(duty([join, .at("2033-06-01", 1, .subscribe(["o-2"]))]) == .notSubscribed)
    #expect(duty([join, .at("2033-06-01", 1, .unsubscribe(["o-2"]))]) == .required)
  }

  @Test("A later join starts anew: kind, traits and subscription are its own")
  func anew() {
    let first = LedgerEntry.at("2033-05-02", 0, .join(subscribed: ["o-2"]))
    #expect(duty([first, .at("2033-06-01", 1, .leave), .at("2033-07-01", 2, .join())]) == .required)
    #expect(
      duty([first, .at("2033-07-01", 1, .join(kind: "estate"))]) == .notApplicable)
  }

  @Test("Ledger order decides, not the order of effective times")
  func ledgerOrder() {
    let left = LedgerEntry.at("2033-06-01", 1, .leave, effective: "2033-12-01")
    let joined = LedgerEntry.at("2033-07-01", 2, .join(), effective: "2033-08-01")
    #expect(duty([.at("2033-05-02", 0, .join()), left, joined]) == .required)
  }

  @Test("An update changes kind and traits from its effective instant and leaves the base")
  func update() {
    let join = LedgerEntry.at("2033-05-02", 0, .join())
    let update = LedgerEntry.at("2034-12-01", 1, .update(kind: "estate"), effective: "2034-12-01")
    #expect(duty([join, update]) == .notApplicable)
    #expect(duty([join, update], asOf: "2034-11-30") == .required)
    #expect(duty([join, .at("2034-12-01", 1, .update(traits: ["grower"]))]) == .required)
    let cell = TestLedger.orchard(joined: nil, [join, update]).cell(asOf: "2035-06-01")
    #expect(cell.because == [0, 1])
    #expect(cell.trace.membership?.base == "2033-05-02")
  }

  @Test("Succession ends the membership")
  func succession() {
    #expect(duty([.at("2033-05-02", 0, .join()), .at("2034-12-01", 1, .update(succeeded: true))]) == .notMember)
  }

  @Test("Leaving after the end of the period does not end the duty for it")
  func leavesLater() {
    #expect(duty([.at("2033-05-02", 0, .join()), .at("2035-01-05", 1, .leave)]) == .required)
    #expect(duty([.at("2033-05-02", 0, .join()), .at("2034-12-05", 1, .delist)]) == .notMember)
  }

  @Test("Somebody who is not bound may file; it is voluntary, and its lateness is still told")
  func voluntary() {
    let cell = TestLedger.orchard([
      .at("2034-12-01", 1, .suspend), .at("2035-03-02", 2, .submit([.claim("o-1", "not-met")])),
    ]).cell(asOf: "2035-06-01")
    #expect(cell.duty == .suspended)
    #expect(cell.submission == .voluntary)
    #expect(cell.headline == "not-met")
    #expect(cell.claim == "not-met")
    #expect(cell.daysLate == 2)
    #expect(cell.trace.headlineRow == .claim)
  }

  @Test("Suspension is judged where membership is; what comes after the period's end does nothing to it")
  func suspensionAtTheProbe() {
    let ledger = TestLedger.orchard([
      .at("2034-12-01", 1, .suspend), .at("2035-02-01", 2, .extend(to: "2035-03-31")),
      .at("2035-03-15", 3, .reinstate),
    ])
    #expect(ledger.cell(asOf: "2034-11-30").duty == .required)
    #expect(ledger.cell(asOf: "2035-01-15").duty == .suspended)
    #expect(ledger.cell(asOf: "2035-06-01").duty == .suspended)
    #expect(ledger.cell(asOf: "2035-06-01").because == [2, 0, 1])
    #expect(ledger.cell(asOf: "2035-06-01").trace.membership?.isSuspended == true)
    let later = TestLedger.orchard([.at("2035-01-01", 1, .suspend)])
    #expect(later.cell(asOf: "2035-06-01").duty == .required)
    #expect(later.cell(asOf: "2035-06-01").because == [0])
  }

  @Test("An extension concerns whom and what it lists; an empty list of signatories is nobody")
  func scope() {
    func due(_ act: LedgerEntry.Act, _ commitment: CommitmentID = "o-1") -> Instant? {
      TestLedger.orchard([.at("2035-02-01", 1, act)]).cell(commitment, asOf: "2035-06-01").due
    }
    let old = SampleAccord.year2034.due
    #expect(due(.extend(to: "2035-04-01")) == "2035-04-01")
    #expect(due(.extend(signatories: ["medlar"], to: "2035-04-01")) == old)
    #expect(due(.extend(signatories: [], to: "2035-04-01")) == old)
    #expect(due(.extend(commitments: ["o-1"], to: "2035-04-01")) == "2035-04-01")
    #expect(due(.extend(commitments: ["o-1"], to: "2035-04-01"), "o-2") == old)
    #expect(due(.extend(in: "2035", to: "2035-04-01")) == old)
    #expect(due(.extend(to: old - 1)) == old)
  }

  @Test("A report for an earlier instant shows the earlier due date")
  func earlierDue() {
    let ledger = TestLedger.orchard([.at("2035-03-05", 1, .extend(to: "2035-04-01"))])
    #expect(ledger.cell(asOf: "2035-03-04").submission == .overdue)
    #expect(ledger.cell(asOf: "2035-03-04").due == SampleAccord.year2034.due)
    #expect(ledger.cell(asOf: "2035-03-05").submission == .open)
  }
}
