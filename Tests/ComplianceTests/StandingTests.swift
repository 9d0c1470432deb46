import Compliance
import LedgerFixtures
import Pledges
import Testing

@Suite("The standing of a signatory, and counts")
struct StandingTests {
  private static func year(_ year: Int) -> AccordDocument.Period {
    SampleAccord.period(
      PeriodID(stringLiteral: "\(year)"), start: Instant(stringLiteral: "\(year)-01-01"),
      end: Instant(stringLiteral: "\(year)-12-31T23:59:59Z"), opens: Instant(stringLiteral: "\(year + 1)-01-01"),
      due: Instant(stringLiteral: "\(year + 1)-02-01"), graceDays: 10)
  }

  private static let accord = SampleAccord.orchard(periods: [year(2034), year(2035), year(2036)])

  private func standing(_ entries: [LedgerEntry], asOf: Instant, joined: Instant? = "2033-05-02") -> Standing {
    TestLedger.orchard(accord: Self.accord, joined: joined, entries).standing(asOf: asOf)
  }

  @Test("Who never joined, or not yet, is no member")
  func notMember() {
    #expect(standing([], asOf: "2034-01-01", joined: nil) == .notMember)
    #expect(
      standing([.at("2033-05-02", 0, .join(), effective: "2034-01-02")], asOf: "2034-01-01", joined: nil) == .notMember)
  }

  @Test(
    "The last act that ends a membership names the standing",
    arguments: [(.leave, .withdrawn), (.delist, .delisted), (.update(succeeded: true), .succeeded)]
      as [(LedgerEntry.Act, Standing)])
  func ended(act: LedgerEntry.Act, expected: Standing) {
    let end = LedgerEntry.at("2033-06-01", 1, act, effective: "2033-07-01")
    #expect(standing([end], asOf: "2033-06-30") == .new)
    #expect(standing([end], asOf: "2033-07-01") == expected)
    #expect(standing([end, .at("2033-08-01", 2, .join())], asOf: "2033-08-01") == .new)
    #expect(standing([end, .at("2033-08-01", 2, .suspend)], asOf: "2033-08-01") == expected)
  }

  @Test("Suspended as long as the last of suspend and reinstate is a suspend")
  func suspended() {
    let suspend = LedgerEntry.at("2033-06-01", 1, .suspend)
    #expect(standing([suspend], asOf: "2033-06-01") == .suspended)
    #expect(standing([suspend, .at("2033-07-01", 2, .reinstate)], asOf: "2033-07-01") == .new)
  }

  @Test("A member of a register is active")
  func register() {
    let ledger = TestLedger.orchard(accord: SampleAccord.orchard(periods: nil), [])
    #expect(ledger.standing(asOf: "2034-01-01") == .active)
  }

  @Test("New until a period has opened in which something is owed or asked for")
  func new() {
    #expect(standing([], asOf: "2034-12-31T23:59:59Z") == .new)
    #expect(standing([], asOf: "2035-01-01") == .active)
  }

  @Test("Silence is counted over closed periods and ended by filing, also late")
  func silence() {
    let close2034 = Instant(stringLiteral: "2035-02-11")
    let close2035 = Instant(stringLiteral: "2036-02-11")
    #expect(standing([], asOf: close2034) == .active)
    #expect(standing([], asOf: close2034 + 1) == .nonCommunicating)
    #expect(standing([], asOf: close2035) == .nonCommunicating)
    #expect(standing([], asOf: close2035 + 1) == .delistingEligible)
    let late2034 = LedgerEntry.at("2036-03-01", 1, .submit(in: "2034", [.claim("o-1", "met")]))
    #expect(standing([late2034], asOf: "2036-03-01") == .nonCommunicating)
    let late2035 = LedgerEntry.at("2036-03-01", 1, .submit(in: "2035", [.claim("o-1", "met")]))
    #expect(standing([late2035], asOf: "2036-03-01") == .active)
  }

  @Test("What a silence consists of is told by period, the newest first, with the reports recorded of those due")
  func silentPeriods() {
    func silence(_ entries: [LedgerEntry], asOf: Instant) -> [SilentPeriod] {
      let ledger = TestLedger.orchard(accord: Self.accord, joined: "2033-05-02", entries)
      return ledger.rules(asOf: asOf).silence(of: ledger.history(of: "quince"))
    }
    let close2034 = Instant(stringLiteral: "2035-02-11")
    #expect(silence([], asOf: close2034) == [])
    #expect(silence([], asOf: close2034 + 1) == [SilentPeriod(period: "2034", recorded: 0, due: 1)])
    #expect(silence([], asOf: "2036-06-01").map(\.period) == ["2035", "2034"])
    // Another standing has other reasons.
    #expect(silence([.at("2036-05-01", 1, .leave)], asOf: "2036-06-01") == [])
  }

  @Test("Who filed for one of two commitments is silent about the other, and the count says so")
  func partlySilent() {
    let accord = SampleAccord.orchard(
      commitments: [SampleAccord.commitment("o-1"), SampleAccord.commitment("o-2")], periods: [Self.year(2034)])
    let ledger = TestLedger.orchard(
      accord: accord, joined: "2033-05-02", [.at("2035-01-05", 1, .submit(in: "2034", [.claim("o-1", "met")]))])
    let silence = ledger.rules(asOf: "2035-06-01").silence(of: ledger.history(of: "quince"))
    #expect(silence == [SilentPeriod(period: "2034", recorded: 1, due: 2)])
  }

  @Test("Periods without a required cell neither break nor lengthen a run")
  func passedOver() {
    // Suspended at the end of 2035 only.
    let entries: [LedgerEntry] = [.at("2035-12-05", 1, .suspend), .at("2036-01-01", 2, .reinstate)]
    #expect(standing(entries, asOf: "2036-06-01") == .nonCommunicating)
    #expect(standing(entries, asOf: "2037-06-01") == .delistingEligible)
  }

  @Test("How long a run makes eligible is the accord's; less than one makes nobody eligible")
  func eligibility() {
    func standing(delistAfter: Int64) -> Standing {
      let accord = SampleAccord.orchard(periods: [Self.year(2034)], delistAfter: delistAfter)
      return TestLedger.orchard(accord: accord, []).standing(asOf: "2036-01-01")
    }
    #expect(standing(delistAfter: 1) == .delistingEligible)
    #expect(standing(delistAfter: 2) == .nonCommunicating)
    #expect(standing(delistAfter: 0) == .nonCommunicating)
    #expect(standing(delistAfter: .max) == .nonCommunicating)
  }

  @Test("Who is only encouraged is never silent")
  func encouraged() {
    let accord = SampleAccord.orchard(
      commitments: [SampleAccord.commitment("o-1", obligation: .encouraged)], periods: [Self.year(2034)])
    #expect(TestLedger.orchard(accord: accord, []).standing(asOf: "2036-01-01") == .active)
  }

  @Test("Counts keep what is required apart from what is encouraged or voluntary")
  func counts() {
    let accord = SampleAccord.orchard(commitments: [
      SampleAccord.commitment("o-1"), SampleAccord.commitment("o-2", obligation: .expected),
      SampleAccord.commitment("o-3"), SampleAccord.commitment("o-4"),
    ])
    let deed = AttestationEvent.Evidence(sha256: .named("deed"), isPublic: true)
    let ledger = TestLedger.orchard(
      accord: accord, joined: nil,
      [
        .at("2033-05-02", 0, .join(subscribed: ["o-1", "o-2", "o-3"])),
        .at(
          "2035-02-01", 1,
          .submit([
            .claim("o-1", "met", evidence: [deed]), .claim("o-2", "met"), .claim("o-4", "met", evidence: [deed]),
          ])),
        .at("2035-02-02", 2, .review(of: 1, ["o-1", "o-4"], "peer"), party: "heron"),
        .at("2035-02-03", 3, .check(.named("deed"), .match)),
      ])
    var expected = Counts()
    expected.required = 2
    expected.reported = 1
    expected.onTime = 1
    expected.overdue = 1
    expected.withEvidence = 1
    expected.withCheckedEvidence = 1
    expected.reviewed = 1
    expected.encouraged = 1
    expected.encouragedReported = 1
    expected.voluntary = 1
    let cells = ledger.cells(asOf: "2035-03-05")
    #expect(StatusRules.counts(cells) == expected)
    #expect(StatusRules.counts(cells.prefix(2)) + StatusRules.counts(cells.dropFirst(2)) == expected)
    expected.overdue = 0
    expected.missing = 1
    #expect(StatusRules.counts(ledger.cells(asOf: "2035-06-01")) == expected)
  }
}
