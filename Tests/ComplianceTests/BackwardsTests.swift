import Compliance
import Fixtures
import LedgerFixtures
import Pledges
import Testing

// The property of Status rules §13: what is over is not made worse by others, nor better by anybody.
@Suite("Nothing escapes, and nothing is put on, backwards")
struct BackwardsTests {
  /// How many histories; more for a campaign.
  private static let count = Campaign.histories(inTest: 100)
  private static let perSeed: UInt64 = 10
  static let seeds: [UInt64] = Array(0..<(count + perSeed - 1) / perSeed)
  private static let steps = 28

  /// How good a cell looks, worst first; one that is not there counts as one that is not bound.
  private static func rank(_ cell: CellStatus?) -> Int {
    guard let cell else { return 5 }
    return switch cell.submission {
    case .onTime, .voluntary: 6
    case .none: 5
    case .late: 4
    case .open, .upcoming, .notReported: 3
    case .overdue: 2
    case .missing: 1
    }
  }

  /// The cells of a signatory by period and commitment.
  private func cells(_ state: LedgerState, of party: PartyID, asOf: Instant) -> [String: CellStatus] {
    let rules = StatusRules(accord: state.accord, asOf: asOf)
    let history = state.history(of: party) ?? SignatoryHistory(signatory: party)
    var cells: [String: CellStatus] = [:]
    for period in rules.periods {
      for cell in rules.cells(of: history, period: period.id) where cell.trace.period != nil {
        cells["\(period.id) \(cell.commitment)"] = cell
      }
    }
    return cells
  }

  @Test("Of what is over, nothing gets worse by others and nothing bad gets better", arguments: seeds)
  func property(seed: UInt64) throws {
    for number in seed * Self.perSeed..<(seed + 1) * Self.perSeed {
      var lives = try RandomLives(seed: number)
      for _ in 0..<Self.steps {
        guard let step = try lives.step() else { continue }
        let last: Instant = "2036-01-01"
        let turn = lives.turn()
        for party in RandomLives.keys.map(\.party) where step.about.map({ $0 == party }) ?? true {
          for asOf in [step.entry.recorded, max(turn, step.entry.recorded), last] {
            try check(step, party, asOf: asOf, after: lives.fixture.state, "seed \(number)")
          }
        }
      }
    }
  }

  private func check(
    _ step: RandomLives.Step, _ party: PartyID, asOf: Instant, after state: LedgerState, _ what: String
  ) throws {
    let recorded = step.entry.recorded
    let atOnce = cells(step.before, of: party, asOf: recorded)
    let before = asOf == recorded ? atOnce : cells(step.before, of: party, asOf: asOf)
    let after = cells(state, of: party, asOf: asOf)
    let isOwn = step.signers.contains { $0.party == party }
    for name in Set(before.keys).union(after.keys) {
      let (old, new) = (before[name], after[name])
      let (oldRank, newRank) = (Self.rank(old), Self.rank(new))
      let context: Comment =
        "\(what), entry \(step.entry.index) \(step.kind.rawValue), \(party) \(name) at \(asOf): \(oldRank) → \(newRank)"
      if !isOwn, let end = (old ?? new)?.trace.period?.end, end < recorded {
        try #require(newRank >= oldRank, context)
      }
      let isBad = { (rank: Int) in rank == 1 || rank == 2 || rank == 4 }
      let mayMakeBetter = [.attestationSubmit, .attestationSupersede, .attestationWithdraw, .deadlineExtend]
        .contains(step.kind)
      if !mayMakeBetter, isBad(oldRank), isBad(Self.rank(atOnce[name])) {
        try #require(newRank <= oldRank, context)
      }
    }
  }

  @Test("The same histories, judged by the literal transcription", arguments: seeds.prefix(10))
  func literal(seed: UInt64) throws {
    for number in seed * Self.perSeed..<(seed + 1) * Self.perSeed {
      var lives = try RandomLives(seed: number)
      for _ in 0..<Self.steps { _ = try lives.step() }
      let replayed = try lives.fixture.replayed()
      try #require(replayed.findings.map(\.code) == [], "seed \(number)")
      for asOf in [lives.turn(), "2036-01-01"] {
        let model = LiteralRules(ledger: lives.model, asOf: asOf)
        for party in RandomLives.keys.map(\.party) {
          let history = replayed.state.history(of: party) ?? SignatoryHistory(signatory: party)
          let rules = StatusRules(accord: replayed.state.accord, asOf: asOf)
          try #require(rules.standing(of: history).rawValue == model.standing(party), "seed \(number), \(asOf)")
          for period in lives.periods {
            let cells = rules.cells(of: history, period: period.id).filter { $0.trace.period != nil }
            for cell in cells {
              let commitment = try #require(
                model.governing(period.id)?.0.commitments.first { $0.id == cell.commitment })
              let expected = try #require(model.cell(party, commitment, period.id))
              try #require(LiteralRules.Cell(cell) == expected, "seed \(number), \(period.id), \(asOf)")
            }
          }
        }
      }
    }
  }

  /// What a cell has to do with the rules that this is about.
  private static func codes(_ cell: CellStatus) -> [String] {
    var codes = [cell.duty.rawValue, cell.submission.rawValue]
    if cell.trace.membership?.gap != nil { codes.append("gap") }
    if cell.trace.membership?.steps.contains(where: { $0.effect == .struck }) == true { codes.append("struck") }
    switch cell.trace.dutyLimit {
    case .broughtLate: codes.append("brought late")
    case .notRequired: codes.append("not required")
    case nil: break
    }
    return codes
  }

  @Test("The histories reach what they are about, or the property would say little")
  func coverage() throws {
    var seen: Set<String> = []
    for seed in 0..<60 as Range<UInt64> {
      var lives = try RandomLives(seed: seed)
      for _ in 0..<Self.steps {
        guard let step = try lives.step() else { continue }
        seen.insert(step.kind.rawValue)
        seen.formUnion(cells(lives.fixture.state, of: "alder", asOf: step.entry.recorded).values.flatMap(Self.codes))
      }
      for party in RandomLives.keys.map(\.party) {
        seen.formUnion(cells(lives.fixture.state, of: party, asOf: "2036-01-01").values.flatMap(Self.codes))
      }
    }
    var wanted: Set<String> = ["gap", "struck", "brought late", "not required"]
    wanted.formUnion(Duty.allCases.map(\.rawValue))
    wanted.formUnion(Submission.allCases.map(\.rawValue))
    wanted.formUnion(
      [
        EntryKind.Known.accordPublish, .signatoryJoin, .signatoryWithdraw, .signatoryDelist, .signatorySuspend,
        .signatoryReinstate, .signatorySubscribe, .signatoryUnsubscribe, .signatoryUpdate, .deadlineExtend,
        .attestationSubmit, .attestationSupersede, .attestationWithdraw,
      ].map(\.rawValue))
    #expect(wanted.subtracting(seen) == ["no-reporting"])
  }
}
