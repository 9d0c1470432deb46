import Compliance
import LedgerFixtures
import Pledges
import Testing

@Suite("The examples of the rules")
struct ExampleTests {
  @Test("Two extensions, the second after the due date: late by a day of the last one")
  func extensions() {
    let cell = TestLedger.orchard([
      .at("2035-02-20", 1, .extend(to: "2035-03-10T23:59:59Z")),
      .at("2035-03-12", 2, .extend(signatories: ["quince"], to: "2035-03-20T23:59:59Z")),
      .at("2035-03-21T10:00:00Z", 3, .submit([.claim("o-1", "met")])),
    ]).cell(asOf: "2035-06-01")
    #expect(cell.due == "2035-03-20T23:59:59Z")
    #expect(cell.retroactiveExtension)
    #expect(cell.submission == .late)
    #expect(cell.daysLate == 1)
    #expect(cell.headline == "met")
    #expect(cell.because == [1, 2, 0, 3])
  }

  private let backToPlaceholder: [LedgerEntry] = [
    .at("2035-02-01", 1, .submit([.claim("o-1", "met")])),
    .at("2035-03-20", 2, .supersede(1, [.claim("o-1", "no-claim")])),
    .at("2035-04-02", 3, .supersede(2, [.claim("o-1", "partially-met")])),
  ]

  @Test("A claim taken back to a placeholder counts as none")
  func placeholder() {
    let cell = TestLedger.orchard(backToPlaceholder).cell(asOf: "2035-04-01")
    #expect(cell.claim == nil)
    #expect(cell.submission == .missing)
    #expect(cell.flags == [.restated, .restatedAfterDue])
    #expect(cell.daysLate == nil)
  }

  @Test("A real claim that comes back by supersession has the original first")
  func comesBack() {
    let cell = TestLedger.orchard(backToPlaceholder).cell(asOf: "2035-05-01")
    #expect(cell.submission == .onTime)
    #expect(cell.headline == "partially-met")
    #expect(cell.flags == [.restated, .restatedAfterDue, .raisedAfterDue])
  }

  @Test(
    "Suspension counts as it stands at the earlier of the period's end and now",
    arguments: [
      ("2034-06-05", "upcoming", "2034-06-03"), ("2035-03-05", "overdue", "2034-12-31"),
      ("2034-06-05", "suspended", "2035-01-01"), ("2035-03-05", "suspended", "2035-01-01"),
    ] as [(Instant, String, Instant)])
  func suspension(asOf: Instant, headline: String, reinstated: Instant) {
    let ledger = TestLedger.orchard([
      .at("2034-06-01", 1, .suspend), .at(reinstated, 2, .reinstate),
    ])
    #expect(ledger.cell(asOf: asOf).headline == headline)
  }

  private let parted: [LedgerEntry] = [
    .at("2035-02-01", 1, .submit([.claim("o-1", "met"), .claim("o-2", "met")])),
    .at("2035-02-02", 2, .supersede(1, [.claim("o-2", "not-met")])),
    .at("2035-02-03", 3, .supersede(2, [.claim("o-1", "not-met")])),
  ]

  @Test("A supersession touches only the commitments that it lists")
  func perCommitment() {
    let ledger = TestLedger.orchard(Array(parted.prefix(2)))
    #expect(ledger.cell("o-1", asOf: "2035-06-01").trace.head == 1)
    #expect(ledger.cell("o-1", asOf: "2035-06-01").claim == "met")
    #expect(ledger.cell("o-1", asOf: "2035-06-01").flags == [])
    #expect(ledger.cell("o-2", asOf: "2035-06-01").claim == "not-met")
    #expect(ledger.cell("o-2", asOf: "2035-06-01").flags == [.restated])
  }

  @Test("An entry that supersedes what is not the head has no effect and is not used")
  func notTheHead() {
    let cell = TestLedger.orchard(parted).cell("o-1", asOf: "2035-06-01")
    #expect(cell.claim == "met")
    #expect(cell.because == [0, 1])
  }

  @Test("A review of an older version is flagged and does not carry over")
  func reviews() {
    let cell = TestLedger.orchard([
      .at("2035-02-01", 1, .submit([.claim("o-1", "met")])),
      .at("2035-02-02", 2, .review(of: 1, ["o-1"], "reasonable"), party: "heron"),
      .at("2035-02-03", 3, .supersede(1, [.claim("o-1", "met")])),
      .at("2035-02-04", 4, .review(of: 3, ["o-1"], "peer"), party: "heron"),
    ]).cell(asOf: "2035-06-01")
    #expect(cell.assurance == "peer")
    #expect(cell.flags == [.reviewOfOlderVersion])
    #expect(cell.because == [0, 1, 3, 2, 4])
  }

  @Test("One challenge rejected and one partly upheld: partly upheld, and the claim stays")
  func challenges() {
    let cell = TestLedger.orchard([
      .at("2035-02-01", 1, .submit([.claim("o-1", "met")])),
      .at("2035-02-02", 2, .challenge(["o-1"])),
      .at("2035-02-03", 3, .resolve(2, .rejected)),
      .at("2035-02-04", 4, .challenge(["o-1"])),
      .at("2035-02-05", 5, .resolve(4, .partlyUpheld)),
    ]).cell(asOf: "2035-06-01")
    #expect(cell.dispute == .partlyUpheld)
    #expect(cell.headline == "met")
    // First all that were opened, then the resolutions.
    #expect(cell.because == [0, 1, 2, 4, 3, 5])
  }

  @Test("Leaving and joining again after a long time starts the time before a first report afresh")
  func joinsAgain() {
    let cell = TestLedger.orchard([
      .at("2034-03-10", 1, .leave), .at("2034-11-01", 2, .join()),
    ]).cell(asOf: "2035-06-01")
    #expect(cell.headline == "not-yet-due")
    #expect(cell.because == [0, 1, 2])
  }

  @Test("What is expected and not filed is not reported, and never overdue")
  func encouraged() {
    let cell = TestLedger.orchard([]).cell("o-2", asOf: "2035-05-01")
    #expect(cell.duty == .encouraged)
    #expect(cell.submission == .notReported)
  }

  @Test("What a compromised key signed is void; a later filing begins its own clock")
  func compromised() {
    let cell = TestLedger.orchard([
      .at("2035-02-01", 1, .submit([.claim("o-1", "met")], keys: [.named("k")])),
      .at("2035-03-04", 2, .revoke(.named("k"), invalidSince: "2035-01-20")),
      .at("2035-03-05", 3, .submit([.claim("o-1", "not-met")], keys: [.named("l")])),
    ]).cell(asOf: "2035-03-10")
    #expect(cell.submission == .late)
    #expect(cell.daysLate == 5)
    #expect(cell.claim == "not-met")
    #expect(cell.flags == [.voidSignature])
    #expect(cell.because == [0, 1, 3])
  }
}
