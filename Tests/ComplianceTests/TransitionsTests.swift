import Compliance
import Fixtures
import LedgerFixtures
import Pledges
import Testing

/// What time alone changes, held against the rules themselves: second by second nothing may change between two instants
/// of the list.
@Suite("When time alone changes what the rules say")
struct TransitionsTests {
  static let seeds: [UInt64] = Array(0..<12)
  private static let horizon: Instant = "2037-06-01"

  /// All that a report says of the cells, but for the instant that it was asked for.
  private static func words(_ cells: [CellStatus]) -> String {
    cells.map { cell in
      var cell = cell
      cell.trace.visibility = Visibility(asOf: "2000-01-01")
      // The instant asked for, until the period ends.
      cell.trace.probe = nil
      // A set is described in any order.
      let subscription = cell.trace.membership?.subscription.commitments?.map(\.text) ?? []
      cell.trace.membership?.subscription = .all
      return String(describing: cell) + subscription.joined(separator: " ")
    }.joined()
  }

  /// Checks that nothing changes from one instant of a list to the next, entries left alone.
  ///
  /// - Parameter end: the first instant that is not looked at.
  private func check(
    from start: Instant, to end: Instant, _ random: inout SeededGenerator, _ what: String,
    transitions: (Instant) -> Transitions, words: (Instant) -> String
  ) throws {
    var from = start
    while from < end {
      let list = transitions(from)
      let next = min(list.next(after: from) ?? end, end)
      let expected = words(from)
      for _ in 0..<2 {
        let instant = Instant(seconds: Int64.random(in: from.seconds..<next.seconds, using: &random))
        let isSame = words(instant) == expected
        try #require(isSame, "\(what): changed by \(instant), between \(from) and \(next)")
        // Whoever asks later is told of the same last change.
        let last = max(transitions(instant).last(by: instant) ?? start, start)
        let isSameLast = last == from || last > from && words(last) == expected
        try #require(isSameLast, "\(what): \(last) at \(instant)")
      }
      let isSame = words(next - 1) == expected
      try #require(isSame, "\(what): changed between \(from) and \(next)")
      from = next
    }
  }

  @Test("Nothing changes in between, in any random ledger, for cells and for standing", arguments: seeds)
  func random(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    for number in 0..<6 as Range<UInt64> {
      let ledger = RandomLedger(seed: seed << 32 | number, count: 4 + Int(number * 5)).ledger
      let what = "seed \(seed), \(number)"
      for party in RandomLedger.parties {
        let history = ledger.history(of: party)
        for (place, entry) in ledger.entries.enumerated() {
          let end = place + 1 < ledger.entries.count ? ledger.entries[place + 1].recorded : Self.horizon
          for period in RandomLedger.periods {
            try check(
              from: entry.recorded, to: end, &random, what,
              transitions: { ledger.rules(asOf: $0).transitions(of: history, period: period) },
              words: { Self.words(ledger.cells(asOf: $0, of: party, period: period)) })
          }
          try check(
            from: entry.recorded, to: end, &random, what,
            transitions: { ledger.rules(asOf: $0).transitions(of: history) },
            words: { ledger.standing(asOf: $0, of: party).rawValue })
        }
      }
    }
  }

  /// Keys that ended, a recovery that waits, and a challenge without a reply: the day of the reply moves.
  @Test("Nothing changes in between while a signatory has too few keys")
  func keys() throws {
    let fixture = try LedgerFixture.harbourLight()
    try fixture.attest(.alder, at: "2032-01-10")
    try fixture.admit(
      .challenge(
        Challenge(
          signatory: "alder", period: "2031", commitments: ["lamp"], ground: "false-claim", text: "It was dark.")),
      [.challenger], at: "2032-01-11")
    try fixture.end(.alder, of: "alder", by: [.registrar], at: "2032-01-12T12:00:00Z")
    try fixture.recover([.spare], of: "alder", at: "2032-01-20T12:00:00Z")
    let state = fixture.state
    let history = try #require(state.history(of: "alder"))
    let challenge = try #require(history.challenges.courses.first)
    func rules(_ asOf: Instant) -> StatusRules { StatusRules(accord: state.accord, asOf: asOf) }
    var random = SeededGenerator(seed: 1)
    let turns: [Instant] = ["2032-01-11", "2032-01-12T12:00:00Z", "2032-01-20T12:00:00Z", "2032-06-01"]
    for (start, end) in zip(turns, turns.dropFirst()) {
      try check(
        from: start, to: end, &random, "\(start)",
        transitions: { rules($0).transitions(of: history, period: "2031") },
        words: { asOf in
          let rules = rules(asOf)
          let due = rules.replyDue(to: challenge, of: history)
          return Self.words(rules.cells(of: history, period: "2031")) + String(describing: due)
        })
    }
  }

  @Test("A list names the turns of a period and no more")
  func known() throws {
    let ledger = TestLedger.orchard(joined: "2033-05-02", [])
    let history = ledger.history(of: "quince")
    var asOf: Instant = "2033-05-02"
    var turns: [Instant] = []
    while let next = ledger.rules(asOf: asOf).transitions(of: history, period: "2034").next(after: asOf) {
      turns.append(next)
      asOf = next
    }
    let period = SampleAccord.year2034
    #expect(turns == [period.opens, period.due + 1, period.due + period.graceDays * 86_400 + 1])
  }

  @Test("Of acts on keys only those that wait are named: a recovery, and a higher threshold that nobody objected to")
  func waits() throws {
    func turns(_ fixture: LedgerFixture) throws -> [Instant] {
      let rules = StatusRules(accord: fixture.state.accord, asOf: "2032-12-31")
      return try #require(fixture.state.history(of: "alder")).keys.arrivals.filter { $0 <= rules.visibility.asOf }
    }
    let fixture = try LedgerFixture.harbourLight()
    #expect(try turns(fixture).isEmpty)
    try fixture.end(.alder, of: "alder", by: [.registrar], at: "2032-01-12T12:00:00Z")
    #expect(try turns(fixture).isEmpty)
    try fixture.recover([.spare], of: "alder", at: "2032-01-20T12:00:00Z")
    #expect(try turns(fixture) == ["2032-02-03T12:00:00Z"])
    try fixture.end(.spare, of: "alder", by: [.registrar], at: "2032-01-21T12:00:00Z")
    #expect(try turns(fixture).isEmpty)
  }

  @Test("Behind the end of time nothing follows")
  func last() {
    var transitions = Transitions()
    transitions.add(after: .last)
    #expect(transitions.next(after: .last) == nil)
    #expect(transitions.last(by: .last) == nil)
  }
}
