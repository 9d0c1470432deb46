import CanonicalJSON
import LedgerFixtures
import Pledges
import Testing

@Suite("Periods that a later version brings, keeps and leaves out")
struct NewPeriodTests {
  private func publish(
    _ json: JSONValue, in fixture: LedgerFixture, at now: Instant
  ) throws {
    try fixture.admit(.accordPublish(SampleAccord.publication(json, changes: "Something.")), [.registrar], at: now)
  }

  @Test("a period may be brought until its last second, and 28 days before it is due", arguments: [0, 1] as [Int64])
  func broughtInTime(early: Int64) throws {
    let fixture = try LedgerFixture.harbourLight()
    let due: Instant = "2033-03-01"
    let json = SampleAccord.successor()
      .setting("/reporting/periods/-", to: RefusalCase.period("2033-a", "2033-01-01", "2033-02-15", due: due))
    let recorded = due.advanced(byDays: -28).advanced(bySeconds: 1 - early)
    if early == 1 {
      try publish(json, in: fixture, at: recorded)
    } else {
      #expect(refusal { try publish(json, in: fixture, at: recorded) } == "rule.accord.period-past")
    }
  }

  @Test("two periods may touch: one starts in the second in which another ends")
  func touching() throws {
    let fixture = try LedgerFixture.harbourLight()
    let json = SampleAccord.successor().setting("/reporting/periods/1", to: nil)
      .setting("/reporting/periods/-", to: RefusalCase.period("2033", "2032-12-31T23:59:59Z", "2033-12-31"))
    try publish(json, in: fixture, at: "2032-06-01")
  }

  @Test("what is left out in time makes room, in the same version and in later ones")
  func makesRoom() throws {
    let fixture = try LedgerFixture.harbourLight()
    let halves = SampleAccord.successor().setting("/reporting/periods/1", to: nil)
      .setting("/reporting/periods/-", to: RefusalCase.period("2032-h1", "2032-01-01", "2032-06-30"))
    try publish(halves, in: fixture, at: "2031-12-04")
    #expect(fixture.state.accord.dropping("2032")?.document.version.minor == 1)
    let second = SampleAccord.successor(of: halves, version: "1.2.0")
      .setting("/reporting/periods/-", to: RefusalCase.period("2032-h2", "2032-07-01", "2032-12-31"))
    try publish(second, in: fixture, at: "2032-06-01")
    #expect(fixture.state.accord.dropping("2032-h1") == nil)
    #expect(try fixture.replayed().findings == [])
  }

  @Test("the first version of a ledger may bring periods that are over")
  func firstVersion() throws {
    let fixture = try LedgerFixture(accord: nil)
    try fixture.admit(.accordPublish(SampleAccord.publication()), [.registrar], at: "2034-06-01")
    try fixture.join(.alder, kind: "state", at: "2034-06-02")
    #expect(fixture.state.accord.governing("2031")?.entry.index == 1)
  }

  @Test("a period is governed by the last version in force and recorded by its end", arguments: [0, 1] as [Int64])
  func governing(after: Int64) throws {
    let fixture = try LedgerFixture.harbourLight()
    let end: Instant = "2031-12-31T23:59:59Z"
    try publish(SampleAccord.successor(), in: fixture, at: end.advanced(bySeconds: after))
    #expect(fixture.state.accord.governing("2031")?.document.version.minor == (after == 0 ? 1 : 0))
    try fixture.attest(.alder, at: "2032-01-02")
  }
}
