import Compliance
import Fixtures
import LedgerFixtures
import Pledges
import Testing

@Suite("What holds for any list of entries")
struct PropertyTests {
  static let seeds: [UInt64] = Array(0..<12)
  private static let ledgersPerSeed: UInt64 = 40

  /// Calls the body with many random ledgers and instants: in a test with a part of them, every size among them.
  private func forEachLedger(
    _ seed: UInt64, all: Bool = Campaign.isOn, _ body: (TestLedger, Instant, inout RandomLedger) throws -> Void
  ) rethrows {
    for number in 0..<Self.ledgersPerSeed where all || number % 3 == seed % 3 {
      var maker = RandomLedger(seed: seed << 32 | number, count: 4 + Int(number % 30))
      let ledger = maker.ledger
      for _ in 0..<2 { try body(ledger, maker.instant(), &maker) }
    }
  }

  private func results(_ cells: [CellStatus]) -> [LiteralRules.Cell] { cells.map(LiteralRules.Cell.init) }

  @Test("The rules and a literal transcription of the page agree in every member", arguments: seeds)
  func literal(seed: UInt64) throws {
    try forEachLedger(seed) { ledger, asOf, _ in
      let size: UInt64? = asOf.seconds % 3 == 0 ? UInt64(ledger.entries.count * 2 / 3) : nil
      let model = LiteralRules(ledger: ledger, asOf: asOf, size: size)
      let rules = ledger.rules(asOf: asOf, size: size)
      for party in RandomLedger.parties {
        let history = ledger.history(of: party)
        for period in RandomLedger.periods {
          let cells = rules.cells(of: history, period: period)
          let commitments = model.governing(period)?.0.commitments ?? []
          try #require(cells.map(\.commitment) == commitments.map(\.id))
          for (cell, commitment) in zip(cells, commitments) {
            let expected = try #require(model.cell(party, commitment, period))
            try #require(LiteralRules.Cell(cell) == expected, "seed \(seed), \(ledger.entries.count) entries, \(asOf)")
          }
        }
        try #require(rules.standing(of: history).rawValue == model.standing(party))
      }
    }
  }

  @Test(
    "The random ledgers reach every code but those of registers and of lost keys, or the comparison would say little")
  func coverage() {
    var seen: Set<String> = []
    for seed in Self.seeds {
      forEachLedger(seed, all: true) { ledger, asOf, _ in
        let rules = ledger.rules(asOf: asOf)
        let history = ledger.history(of: "quince")
        seen.insert(rules.standing(of: history).rawValue)
        for cell in RandomLedger.periods.flatMap({ rules.cells(of: history, period: $0) }) {
          seen.formUnion([cell.duty.rawValue, cell.submission.rawValue, cell.dispute.rawValue, cell.evidence.rawValue])
          seen.formUnion(cell.flags.map(\.rawValue))
        }
      }
    }
    var codes = Set(Duty.allCases.map(\.rawValue) + Submission.allCases.map(\.rawValue))
    codes.formUnion(Flag.allCases.map(\.rawValue) + Dispute.allCases.map(\.rawValue))
    codes.formUnion(EvidenceStatus.allCases.map(\.rawValue) + Standing.allCases.map(\.rawValue))
    #expect(codes.subtracting(seen) == ["no-key", "no-reporting"])
  }

  @Test("Entries recorded later, or beyond the prefix, change nothing", arguments: seeds)
  func laterEntries(seed: UInt64) throws {
    try forEachLedger(seed) { ledger, asOf, _ in
      let earlier = TestLedger(entries: ledger.entries.filter { $0.recorded <= asOf })
      let size = ledger.entries.count / 2
      let prefix = TestLedger(entries: Array(ledger.entries.prefix(size)))
      for period in RandomLedger.periods {
        let all = results(ledger.cells(asOf: asOf, period: period))
        let isSameEarlier = all == results(earlier.cells(asOf: asOf, period: period))
        try #require(isSameEarlier, "seed \(seed), \(ledger.entries.count) entries, \(asOf)")
        let first = results(ledger.cells(asOf: asOf, period: period, size: UInt64(size)))
        let isSamePrefix = first == results(prefix.cells(asOf: asOf, period: period))
        try #require(isSamePrefix, "seed \(seed), \(ledger.entries.count) entries, \(asOf)")
      }
      try #require(ledger.standing(asOf: asOf) == earlier.standing(asOf: asOf))
    }
  }

  @Test("Entries of other signatories change nothing", arguments: seeds)
  func otherSignatories(seed: UInt64) throws {
    try forEachLedger(seed) { ledger, asOf, _ in
      let own = TestLedger(entries: ledger.entries.filter { $0.party != "medlar" })
      for period in RandomLedger.periods {
        let isSame = results(ledger.cells(asOf: asOf, period: period)) == results(own.cells(asOf: asOf, period: period))
        try #require(isSame, "seed \(seed), \(ledger.entries.count) entries, \(asOf)")
      }
    }
  }

  @Test("The members of a cell fit together", arguments: seeds)
  func consistency(seed: UInt64) throws {
    try forEachLedger(seed) { ledger, asOf, _ in
      let visible = Set(ledger.entries.filter { $0.recorded <= asOf }.map(\.index))
      for party in RandomLedger.parties {
        for period in RandomLedger.periods {
          let cells = ledger.cells(asOf: asOf, of: party, period: period)
          for cell in cells { try check(cell, visible: visible) }
          try check(StatusRules.counts(cells), of: cells)
        }
      }
    }
  }

  private func check(_ cell: CellStatus, visible: Set<EntryIndex>) throws {
    try #require(cell.submission.hasClaim == (cell.claim != nil))
    try #require((cell.daysLate != nil) == cell.submission.hasClaim)
    if !cell.duty.isBound { try #require([.none, .voluntary].contains(cell.submission)) }
    if [.overdue, .missing].contains(cell.submission) { try #require(cell.duty == .required) }
    if cell.assurance != "none" { try #require(cell.claim != nil && cell.conclusion != nil) }
    if cell.evidence != .none { try #require(cell.claim != nil) }
    try #require(cell.flags == Flag.allCases.filter(cell.flags.contains))
    try #require(Set(cell.because).count == cell.because.count)
    try #require(visible.isSuperset(of: cell.because))
    // The last step is what the cell is called.
    guard case .headline(let code, _) = Explanation(of: cell).steps.last?.fact else {
      Issue.record("no headline")
      return
    }
    // A report that makes no claim is no silence. // Status rules §9
    let isNoClaim = cell.trace.headlineRow == .submission && cell.noClaim != nil
    try #require(code == (isNoClaim ? "no-claim" : cell.headline))
    // An explanation mentions what contributed, and the accord beside it.
    let mentioned = Set(Explanation(of: cell).steps.flatMap(\.entries))
    let versions = [cell.trace.accord, cell.trace.dropped, cell.trace.dutyLimit?.version].compactMap(\.?.entry.index)
    try #require(mentioned == Set(cell.because).union(versions))
  }

  private func check(_ counts: Counts, of cells: [CellStatus]) throws {
    let waiting = cells.filter { $0.duty == .required && [.upcoming, .open].contains($0.submission) }.count
    try #require(counts.required == counts.reported + counts.overdue + counts.missing + waiting)
    try #require(counts.reported == counts.onTime + counts.late)
    try #require(counts.withCheckedEvidence <= counts.withEvidence && counts.withEvidence <= counts.reported)
  }

  @Test("Evaluating twice and in any order of periods gives the same")
  func repeatable() {
    let ledger = RandomLedger(seed: 7, count: 60).ledger
    let rules = ledger.rules(asOf: "2036-06-01")
    let history = ledger.history(of: "quince")
    let forward = RandomLedger.periods.map { results(rules.cells(of: history, period: $0)) }
    let backward = RandomLedger.periods.reversed().map {
      results(ledger.rules(asOf: "2036-06-01").cells(of: history, period: $0))
    }
    #expect(forward == backward.reversed())
  }
}
