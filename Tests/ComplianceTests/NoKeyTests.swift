import Compliance
import LedgerFixtures
import Pledges
import Testing

/// Period 2031 opens on 1 January 2032 and is due on 31 March, with thirty days of grace.
@Suite("Who could not sign because of what the registrar did is not called silent")
struct NoKeyTests {
  private func status(
    _ fixture: LedgerFixture, asOf: Instant = "2032-06-01"
  ) throws -> (cell: CellStatus, standing: Standing) {
    let state = fixture.state
    let history = try #require(state.history(of: "alder"))
    let rules = StatusRules(accord: state.accord, asOf: asOf)
    let cell = try #require(rules.cells(of: history, period: "2031").first { $0.commitment == "lamp" })
    return (cell, rules.standing(of: history))
  }

  @Test("a key that the registrar ended while the period was open excuses, and the flag names the entry")
  func ended() throws {
    let fixture = try LedgerFixture.harbourLight()
    try fixture.end(.alder, of: "alder", by: [.registrar], at: "2032-02-01")
    let (cell, standing) = try status(fixture)
    #expect(cell.submission == .missing)
    #expect(cell.flags == [.noKey])
    #expect(cell.noKey?.entry == 9)
    #expect(cell.noKey?.excuses == true)
    #expect(standing == .active)
    #expect(try status(fixture, asOf: "2032-01-31T23:59:59Z").cell.flags == [])
    #expect(try status(fixture, asOf: "2032-02-01").cell.flags == [.noKey])
  }

  @Test("whoever ends its own key has no excuse and no flag")
  func itself() throws {
    let fixture = try LedgerFixture.harbourLight()
    try fixture.end(.alder, of: "alder", by: [.alder], at: "2032-02-01")
    let (cell, standing) = try status(fixture)
    #expect(cell.flags == [])
    #expect(standing == .nonCommunicating)
  }

  @Test("a key that was ended before the period opened excuses only if a key objects by the due date")
  func before() throws {
    for (objected, excuses) in [(nil, false), ("2032-03-31T23:59:59Z", true), ("2032-04-01", false)]
      as [(Instant?, Bool)]
    {
      let fixture = try LedgerFixture.harbourLight()
      try fixture.end(.alder, of: "alder", by: [.registrar], at: "2031-12-31T23:59:59Z")
      if let objected { try fixture.object(.alder, of: "alder", to: 9, at: objected) }
      let (cell, standing) = try status(fixture)
      #expect(cell.flags == [.noKey])
      #expect(cell.noKey?.excuses == excuses)
      #expect(cell.marks == (objected == nil ? [] : [Mark(.contested, 10)]))
      #expect(standing == (excuses ? .active : .nonCommunicating))
    }
  }

  @Test("a recovery that waits while the period is open excuses, whoever ended the key")
  func waits() throws {
    for (recovered, flags) in [("2031-12-18", []), ("2031-12-18T00:00:01Z", [.noKey]), ("2032-04-01", [])]
      as [(Instant, [Flag])]
    {
      let fixture = try LedgerFixture.harbourLight()
      try fixture.end(.alder, of: "alder", by: [.alder], at: "2031-12-01")
      try fixture.recover([.spare], of: "alder", at: recovered)
      let (cell, standing) = try status(fixture)
      // Fourteen days after the first it is 1 January, when the period opens.
      #expect(cell.flags == flags, "\(recovered)")
      #expect(standing == (flags.isEmpty ? .nonCommunicating : .active))
      if !flags.isEmpty { #expect(cell.noKey?.recoveries.map(\.index) == [10]) }
    }
  }

  @Test("a key that the registrar ended when enough were left excuses nobody who then ended its own")
  func enoughLeft() throws {
    let fixture = try LedgerFixture.harbourLight()
    try fixture.register(.alderSpare, of: "alder", by: [.alder], at: "2031-12-01")
    try fixture.end(.alder, of: "alder", by: [.registrar], at: "2032-02-01")
    #expect(try status(fixture).cell.flags == [])
    try fixture.end(.alderSpare, of: "alder", by: [.alderSpare], at: "2032-02-02")
    #expect(try status(fixture).cell.flags == [])
    #expect(try status(fixture).standing == .nonCommunicating)
  }

  @Test("fewer keys than the threshold is too few, and the owner with one of two cannot file")
  func threshold() throws {
    let fixture = try LedgerFixture.harbourLight()
    try fixture.register(.alderSpare, of: "alder", by: [.alder], at: "2031-12-01")
    try fixture.setThreshold(2, of: "alder", by: [.alder], at: "2031-12-01")
    try fixture.end(.alder, of: "alder", by: [.registrar], at: "2032-02-01")
    let (cell, standing) = try status(fixture)
    #expect(cell.flags == [.noKey])
    #expect(standing == .active)
  }

  @Test("who filed is not silent, with the flag or without, and a period in which it filed breaks a run")
  func filed() throws {
    let fixture = try LedgerFixture.harbourLight()
    try fixture.attest(.alder, at: "2032-01-10")
    try fixture.end(.alder, of: "alder", by: [.registrar], at: "2032-02-01")
    let (cell, standing) = try status(fixture)
    #expect(cell.submission == .onTime)
    #expect(cell.flags == [.noKey])
    #expect(standing == .active)
  }

  @Test("days without enough keys do not count towards the days for an answer")
  func answer() throws {
    let fixture = try LedgerFixture.harbourLight()
    try fixture.attest(.alder, at: "2032-01-10")
    try fixture.admit(
      .challenge(
        Challenge(
          signatory: "alder", period: "2031", commitments: ["lamp"], ground: "false-claim", text: "It was dark.")),
      [.challenger], at: "2032-01-11")
    let days = try #require(fixture.state.accord.versions[0].document.challenge?.responseDays)
    let opened: Instant = "2032-01-11"
    let last = opened.advanced(byDays: days)
    #expect(try !status(fixture, asOf: last).cell.flags.contains(.responseOverdue))
    #expect(try status(fixture, asOf: last.advanced(bySeconds: 1)).cell.flags == [.responseOverdue])
    // From the middle of the second day to the fifteenth there is no key: fifteen days do not count.
    try fixture.end(.alder, of: "alder", by: [.registrar], at: "2032-01-12T12:00:00Z")
    try fixture.recover([.spare], of: "alder", at: "2032-01-12T12:00:00Z")
    #expect(try status(fixture, asOf: last.advanced(byDays: 15)).cell.flags == [.noKey])
    #expect(
      try status(fixture, asOf: last.advanced(byDays: 15).advanced(bySeconds: 1)).cell.flags == [
        .responseOverdue, .noKey,
      ])
  }
}
