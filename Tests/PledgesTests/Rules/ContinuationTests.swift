import LedgerFixtures
import Pledges
import Testing
import TransparencyLog

@Suite("A ledger may say that it continues another, and takes nothing over")
struct ContinuationTests {
  @Test("what it says stays known, and a period that ended later can be filed in it")
  func later() throws {
    let fixture = try RefusalCase.continued("2031-12-31T23:59:58Z").make()
    try fixture.attest(.alder, at: "2032-02-01")
    #expect(fixture.state.identity?.continues?.size == 12)
    try fixture.resume()
    #expect(fixture.state.identity?.continues?.origin.text == "ledger.example/harbour-lamp")
    #expect(try Replay.agrees(fixture))
  }

  @Test("a ledger that continues nothing takes reports on periods that were over when it began")
  func first() throws {
    let fixture = try LedgerFixture(accord: SampleAccord.reporting, at: "2032-01-01")
    try fixture.join(.alder, kind: "state", traits: ["has-harbour"], effective: "2031-01-01", at: "2032-01-01")
    try fixture.attest(.alder, at: "2032-02-01")
    #expect(fixture.heads(["lamp"]) == [3])
  }
}
