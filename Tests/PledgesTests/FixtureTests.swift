import LedgerFixtures
import Pledges
import Testing

@Suite("The fixtures that other suites stand on")
struct FixtureTests {
  @Test("the Harbour Light ledger has nine entries and replays without a finding")
  func harbourLight() throws {
    let fixture = try LedgerFixture.harbourLight()
    #expect(fixture.size == 9)
    try fixture.attest(.alder, ["lamp", "depth"])
    try fixture.attest(.birch)
    try fixture.redact(9, at: "2032-02-02")
    let replayed = try fixture.replayed()
    #expect(replayed.findings == [])
    #expect(replayed.chain == fixture.chain)
    #expect(try replayed.root == fixture.root())
  }

  @Test("signed by Ed25519 keys only, the same steps give the same ledger, byte for byte")
  func deterministic() throws {
    let heads = try (0..<2).map { _ in
      let fixture = try LedgerFixture(accord: SampleAccord.reporting)
      try fixture.join(.alder, kind: "state", traits: ["has-harbour"])
      try fixture.attest(.alder)
      return try fixture.root()
    }
    #expect(heads[0] == heads[1])
  }

  @Test("the smallest register there can be is an accord without faults")
  func register() throws {
    let fixture = try LedgerFixture(accord: SampleAccord.register)
    #expect(fixture.state.accord.versions.first?.document.isRegisterOnly == true)
  }
}
