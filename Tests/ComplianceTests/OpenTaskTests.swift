import Compliance
import LedgerFixtures
import Pledges
import Testing

@Suite("What waits for somebody, as the rules see it")
struct OpenTaskTests {
  private let filed = LedgerEntry.at("2035-02-01", 1, .submit([.claim("o-1", "met")]))

  private func tasks(
    _ entries: [LedgerEntry], asOf: Instant, within days: Int64 = 30, accord: AccordDocument = SampleAccord.orchard()
  ) -> [OpenTask] {
    let ledger = TestLedger.orchard(accord: accord, entries)
    return ledger.rules(asOf: asOf).openTasks(of: ledger.history(of: "quince"), by: asOf + days * day)
  }

  private func kinds(_ entries: [LedgerEntry], asOf: Instant, within days: Int64 = 30) -> [OpenTask.Kind] {
    tasks(entries, asOf: asOf, within: days).map(\.kind)
  }

  @Test(
    "A report that is owed is a task from so many days before it is due on, and until it is filed",
    arguments: [
      ("2034-06-01", []), ("2035-01-29T23:59:58Z", []), ("2035-01-29T23:59:59Z", [.reportDue]),
      ("2035-02-28T23:59:59Z", [.reportDue]), ("2035-03-01", [.reportOverdue]),
      ("2035-03-14T23:59:59Z", [.reportOverdue]), ("2035-03-15", [.reportMissing]),
    ] as [(Instant, [OpenTask.Kind])])
  func report(asOf: Instant, expected: [OpenTask.Kind]) {
    #expect(kinds([], asOf: asOf) == expected)
    #expect(kinds([filed], asOf: max(asOf, "2035-02-02")) == [])
  }

  @Test("It names the commitments that are owed, with their due date, and those that are only asked for not")
  func owed() {
    let task = tasks([], asOf: "2035-02-01").first
    #expect(
      task
        == OpenTask(
          .reportDue, party: "quince", period: "2034", commitments: ["o-1"], due: "2035-02-28T23:59:59Z"))
  }

  @Test("An extension moves it, and a look further ahead finds it earlier")
  func moved() {
    let extended = LedgerEntry.at("2035-01-10", 1, .extend(to: "2035-04-30T23:59:59Z"))
    #expect(kinds([extended], asOf: "2035-03-01") == [])
    #expect(tasks([extended], asOf: "2035-03-01", within: 90).map(\.due) == ["2035-04-30T23:59:59Z"])
    #expect(kinds([], asOf: "2034-12-01", within: 90) == [.reportDue])
  }

  @Test("Who has left owes nothing")
  func left() {
    #expect(kinds([.at("2034-06-01", 1, .leave)], asOf: "2035-03-01") == [])
  }

  @Test("A challenge waits for an answer until it is due, and then for a decision as well")
  func challenge() {
    let opened = LedgerEntry.at("2035-02-02", 2, .challenge(["o-1"]))
    #expect(
      tasks([filed, opened], asOf: "2035-02-03") == [
        OpenTask(
          .challengeReply, party: "quince", period: "2034", commitments: ["o-1"], entry: 2, due: "2035-03-04")
      ])
    #expect(kinds([filed, opened], asOf: "2035-03-04") == [.challengeReply])
    #expect(kinds([filed, opened], asOf: "2035-03-04T00:00:01Z") == [.challengeReply, .challengeDecision])
    let answered = [filed, opened, .at("2035-02-10", 3, .respond(2))]
    #expect(kinds(answered, asOf: "2035-06-01") == [.challengeDecision])
    #expect(kinds(answered + [.at("2035-02-11", 4, .resolve(2, .upheld))], asOf: "2035-06-01") == [])
    #expect(kinds([filed, opened, .at("2035-02-11", 3, .withdrawChallenge(2))], asOf: "2035-06-01") == [])
  }

  @Test("A decision on one commitment leaves the others, which a withdrawal takes out")
  func partly() {
    let entries: [LedgerEntry] = [
      filed, .at("2035-02-02", 2, .challenge(["o-1", "o-2"])), .at("2035-02-03", 3, .respond(2)),
      .at("2035-02-04", 4, .resolveEach(2, [CommitmentOutcome(commitment: "o-1", outcome: .rejected)])),
    ]
    #expect(tasks(entries, asOf: "2035-02-05").map(\.commitments) == [["o-2"]])
    #expect(kinds(entries + [.at("2035-02-05", 5, .withdrawChallenge(2))], asOf: "2035-02-06") == [])
  }

  @Test("A review of a claim that was restated since waits for another one")
  func review() {
    let entries: [LedgerEntry] = [
      filed, .at("2035-02-02", 2, .review(of: 1, ["o-1"], "limited")),
    ]
    #expect(kinds(entries, asOf: "2035-02-05") == [])
    let restated = entries + [.at("2035-02-03", 3, .supersede(1, [.claim("o-1", "not-met")]))]
    #expect(
      tasks(restated, asOf: "2035-02-05") == [
        OpenTask(.reviewLapsed, party: "quince", period: "2034", commitments: ["o-1"], entry: 2)
      ])
    #expect(kinds(restated + [.at("2035-02-04", 4, .review(of: 3, ["o-1"], "peer"))], asOf: "2035-02-05") == [])
    #expect(kinds(restated + [.at("2035-02-04", 4, .withdrawReview(2))], asOf: "2035-02-05") == [])
  }

  @Test("A check that is too old, or will be soon, waits for another one; what found no match does not")
  func evidence() {
    let accord = SampleAccord.orchard(commitments: [SampleAccord.commitment("o-1", maxAgeDays: 100)])
    let deed = AttestationEvent.Evidence(sha256: .named("deed"), isPublic: true)
    func tasks(_ result: EvidenceCheckEvent.Result, asOf: Instant) -> [OpenTask] {
      self.tasks(
        [
          .at("2035-02-01", 1, .submit([.claim("o-1", "met", evidence: [deed])])),
          .at("2035-02-02", 2, .check(.named("deed"), result)),
        ], asOf: asOf, accord: accord)
    }
    #expect(tasks(.match, asOf: "2035-04-01") == [])
    for asOf: Instant in ["2035-05-01", "2036-01-01"] {
      #expect(
        tasks(.match, asOf: asOf) == [
          OpenTask(
            .evidenceOld, party: "quince", period: "2034", commitments: ["o-1"], entry: 2, evidence: .named("deed"),
            due: "2035-05-13")
        ])
    }
    #expect(tasks(.unreachable, asOf: "2036-01-01") == [])
  }

  @Test("Keys that were recovered wait, and a party with too few is told, unless others are on the way")
  func keys() throws {
    let fixture = try LedgerFixture.harbourLight()
    func tasks(asOf: Instant) throws -> [OpenTask] {
      let history = try #require(fixture.state.history(of: "alder"))
      return StatusRules(accord: fixture.state.accord, asOf: asOf).keyTasks(of: "alder", history.keys)
    }
    #expect(try tasks(asOf: "2032-01-02") == [])
    try fixture.end(.alder, of: "alder", by: [.registrar], at: "2032-02-02")
    #expect(try tasks(asOf: "2032-02-02").map(\.kind) == [.tooFewKeys])
    try fixture.recover([.spare], of: "alder", at: "2032-02-03")
    #expect(try tasks(asOf: "2032-02-04") == [OpenTask(.keyRecovery, party: "alder", entry: 10, due: "2032-02-17")])
    #expect(try tasks(asOf: "2032-02-16T23:59:59Z").map(\.kind) == [.keyRecovery])
    #expect(try tasks(asOf: "2032-02-17") == [])
    try fixture.end(.spare, of: "alder", by: [.registrar], at: "2032-02-05")
    #expect(try tasks(asOf: "2032-02-06").map(\.kind) == [.tooFewKeys])
  }

  @Test("In any random ledger the tasks are what the cells say", arguments: [UInt64](0..<12))
  func random(seed: UInt64) {
    for number in 0..<6 as Range<UInt64> {
      let ledger = RandomLedger(seed: seed << 32 | number, count: 8 + Int(number * 6)).ledger
      for (party, asOf) in RandomLedger.parties.flatMap({ party in ledger.entries.map { (party, $0.recorded) } }) {
        let rules = ledger.rules(asOf: asOf)
        let tasks = rules.openTasks(of: ledger.history(of: party), by: asOf)
        for period in RandomLedger.periods where rules.dropped[period] == nil {
          for cell in ledger.cells(asOf: asOf, of: party, period: period) {
            let there = tasks.filter { $0.period == period && $0.commitments.contains(cell.commitment) }.map(\.kind)
            let isDisputed = there.contains(.challengeReply) || there.contains(.challengeDecision)
            #expect(isDisputed == (cell.dispute == .open), "seed \(seed), \(number), \(asOf), \(period)")
            #expect(there.contains(.reportOverdue) == (cell.submission == .overdue))
            #expect(
              there.contains(.reportMissing) == (cell.submission == .missing && cell.noKey?.excuses != true))
            if there.contains(.reviewLapsed) { #expect(cell.assurance == "none" && cell.submission.hasClaim) }
          }
        }
      }
    }
  }
}
