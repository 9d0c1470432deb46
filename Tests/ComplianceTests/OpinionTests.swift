import Compliance
import LedgerFixtures
import Pledges
import Testing

@Suite("What others say about a cell: challenges and reviews")
struct OpinionTests {
  private let filed = LedgerEntry.at("2035-02-01", 1, .submit([.claim("o-1", "met")]))

  private func cell(_ entries: [LedgerEntry], asOf: Instant = "2035-06-01") -> CellStatus {
    TestLedger.orchard([filed] + entries).cell(asOf: asOf)
  }

  private func challenges(_ outcomes: [ChallengeOutcome?]) -> CellStatus {
    var entries: [LedgerEntry] = []
    for (place, outcome) in outcomes.enumerated() {
      let opened = EntryIndex(UInt64(10 + 2 * place))
      entries.append(.at("2035-02-02", opened, .challenge(["o-1"])))
      if let outcome { entries.append(.at("2035-02-03", opened.next, .resolve(opened, outcome))) }
    }
    return cell(entries)
  }

  @Test(
    "The dispute is the first that fits: open, upheld, partly upheld, rejected",
    arguments: [
      ([], .none), ([.rejected], .rejected), ([.rejected, .partlyUpheld], .partlyUpheld),
      ([.partlyUpheld, .upheld, .rejected], .upheld), ([.upheld, nil], .open),
    ] as [([ChallengeOutcome?], Dispute)])
  func dispute(outcomes: [ChallengeOutcome?], expected: Dispute) {
    let cell = challenges(outcomes)
    #expect(cell.dispute == expected)
    #expect(cell.claim == "met")
  }

  @Test("A later resolution replaces an earlier one, and both are used")
  func appeal() {
    let cell = cell([
      .at("2035-02-02", 2, .challenge(["o-1"])), .at("2035-02-03", 3, .resolve(2, .upheld)),
      .at("2035-02-04", 4, .resolve(2, .rejected)),
    ])
    #expect(cell.dispute == .rejected)
    #expect(cell.because == [0, 1, 2, 3, 4])
  }

  @Test("A withdrawal before any resolution takes the challenge out, after one it changes nothing")
  func withdrawn() {
    let before = cell([.at("2035-02-02", 2, .challenge(["o-1"])), .at("2035-02-03", 3, .withdrawChallenge(2))])
    #expect(before.dispute == .none)
    #expect(before.because == [0, 1, 2, 3])
    let after = cell([
      .at("2035-02-02", 2, .challenge(["o-1"])), .at("2035-02-03", 3, .resolve(2, .upheld)),
      .at("2035-02-04", 4, .withdrawChallenge(2)),
    ])
    #expect(after.dispute == .upheld)
    #expect(after.because == [0, 1, 2, 3])
  }

  @Test("A challenge stays when the claim is restated, and concerns only what it lists")
  func stays() {
    let cell = cell([
      .at("2035-02-02", 2, .challenge(["o-1"])), .at("2035-02-03", 3, .supersede(1, [.claim("o-1", "not-met")])),
    ])
    #expect(cell.dispute == .open)
    #expect(cell.because == [0, 1, 3, 2])
    #expect(self.cell([.at("2035-02-02", 2, .challenge(["o-2"]))]).dispute == .none)
    #expect(self.cell([.at("2035-02-02", 2, .challenge(in: "2033", ["o-1"]))]).dispute == .none)
  }

  @Test("A reply is overdue after responseDays, unless there is one, or the challenge is over")
  func responseOverdue() {
    let opened = LedgerEntry.at("2035-02-02", 2, .challenge(["o-1"]))
    let limit = opened.recorded + 30 * day
    #expect(cell([opened], asOf: limit).flags == [])
    #expect(cell([opened], asOf: limit + 1).flags == [.responseOverdue])
    #expect(cell([opened, .at("2035-05-01", 3, .respond(2))]).flags == [])
    #expect(cell([opened, .at("2035-05-01", 3, .respond(2))]).because == [0, 1, 2])
    #expect(cell([opened, .at("2035-05-01", 3, .resolve(2, .rejected))]).flags == [])
    #expect(cell([opened, .at("2035-05-01", 3, .withdrawChallenge(2))]).flags == [])
    #expect(cell([opened, .at("2035-07-01", 3, .respond(2))]).flags == [.responseOverdue])
  }

  @Test("An accord without challenges knows no overdue reply")
  func noResponseDays() {
    let ledger = TestLedger.orchard(
      accord: SampleAccord.orchard(responseDays: nil), [.at("2035-02-02", 2, .challenge(["o-1"]))])
    #expect(ledger.cell(asOf: "2040-01-01").flags == [])
  }

  private func review(
    _ index: EntryIndex, of: EntryIndex, _ level: PlainID, _ conclusion: ReviewConclusion = .supports,
    by reviewer: PartyID = "heron"
  ) -> LedgerEntry {
    .at("2035-02-05", index, .review(of: of, ["o-1"], level, conclusion), party: reviewer)
  }

  @Test("The highest level counts, with the worst conclusion beside it")
  func levels() {
    let cell = cell([
      review(2, of: 1, "limited", .qualified), review(3, of: 1, "reasonable"), review(4, of: 1, "peer", .contradicts),
    ])
    #expect(cell.assurance == "reasonable")
    #expect(cell.conclusion == .contradicts)
    #expect(cell.because == [0, 1, 2, 3, 4])
    #expect(self.cell([]).conclusion == nil)
  }

  @Test("An accord may order its levels otherwise; a level that it does not know stands below all")
  func ownLevels() {
    var accord = SampleAccord.orchard()
    accord.assuranceLevels.swapAt(1, 3)
    let reviews = [review(2, of: 1, "peer"), review(3, of: 1, "reasonable"), review(4, of: 1, "divine")]
    #expect(TestLedger.orchard(accord: accord, [filed] + reviews).cell(asOf: "2035-06-01").assurance == "peer")
    #expect(cell([review(2, of: 1, "divine")]).assurance == "none")
  }

  @Test("A review withdrawn by its reviewer is ignored, for the level and for the flag")
  func withdrawnReview() {
    let withdrawal = LedgerEntry.at("2035-02-06", 8, .withdrawReview(2), party: "heron")
    let current = cell([review(2, of: 1, "limited"), withdrawal])
    #expect(current.assurance == "none")
    #expect(current.conclusion == nil)
    #expect(current.flags == [])
    let superseding = LedgerEntry.at("2035-02-07", 9, .supersede(1, [.claim("o-1", "met")]))
    #expect(cell([review(2, of: 1, "limited"), superseding]).flags == [.reviewOfOlderVersion])
    #expect(cell([review(2, of: 1, "limited"), withdrawal, superseding]).flags == [])
  }

  @Test("Nobody else can withdraw a review")
  func withdrawnByAnother() {
    let withdrawal = LedgerEntry.at("2035-02-06", 8, .withdrawReview(2), party: "egret")
    #expect(cell([review(2, of: 1, "limited"), withdrawal]).assurance == "limited")
  }

  @Test("A review of what is not the head is flagged, also when there is no head")
  func noHead() {
    let cell = cell([review(2, of: 1, "limited"), .at("2035-02-06", 3, .withdraw(1))])
    #expect(cell.flags == [.withdrawn, .reviewOfOlderVersion])
    #expect(cell.assurance == "none")
  }

  @Test("There is no assurance of a placeholder")
  func placeholder() {
    let cell = TestLedger.orchard([
      .at("2035-02-01", 1, .submit([.claim("o-1", "no-claim")])), review(2, of: 1, "reasonable"),
    ]).cell(asOf: "2035-06-01")
    #expect(cell.assurance == "none")
    #expect(cell.flags == [])
  }
}
