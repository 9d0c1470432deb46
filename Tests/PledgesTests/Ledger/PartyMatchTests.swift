import LedgerFixtures
import Pledges
import Testing

@Suite("Whom a text means")
struct PartyMatchTests {
  private let state: LedgerState

  /// Harbour Light has the signatories alder, birch and cedar; a reviewer comes in with the id alderman and the name Alder.
  init() throws {
    let fixture = try LedgerFixture.harbourLight()
    let admission = PartyAdmission(
      party: "alderman", name: "Alder", roles: [.reviewer], keys: [FixedKey.stranger.publicKey])
    try fixture.admit(.partyAdmit(admission), [.registrar, .stranger], at: "2032-01-01")
    state = fixture.state
  }

  private func match(_ text: String, onlySignatories: Bool = true) -> PartyMatch {
    state.party(called: text, onlySignatories: onlySignatories)
  }

  @Test("an id means itself, also where it is the beginning of another one")
  func exact() {
    #expect(match("alder") == .id("alder"))
    #expect(match("alder", onlySignatories: false) == .id("alder"))
    #expect(match("alderman", onlySignatories: false) == .id("alderman"))
  }

  @Test("the beginning of one id and no other means that one")
  func beginning() {
    #expect(match("ald") == .one("alder"))
    #expect(match("alderm", onlySignatories: false) == .one("alderman"))
  }

  @Test("what fits several means none of them")
  func several() {
    #expect(match("ald", onlySignatories: false) == .several(["alder", "alderman"]))
  }

  @Test("a name means its bearer, whole and byte for byte, and nobody where two bear it")
  func name() {
    #expect(match("Birch") == .one("birch"))
    #expect(match("Birc") == .none)
    #expect(match("Birch ") == .none)
    #expect(match("Alder") == .one("alder"))
    #expect(match("Alder", onlySignatories: false) == .several(["alder", "alderman"]))
  }

  @Test("a name that is the beginning of somebody's id, or the other way round, makes the text mean neither")
  func hijack() throws {
    let fixture = try LedgerFixture.harbourLight()
    #expect(fixture.state.party(called: "ced", onlySignatories: true) == .one("cedar"))
    let admission = PartyAdmission(
      party: "zeta", name: "ced", roles: [.reviewer], keys: [FixedKey.stranger.publicKey])
    try fixture.admit(.partyAdmit(admission), [.registrar, .stranger], at: "2032-01-01")
    #expect(fixture.state.party(called: "ced", onlySignatories: false) == .several(["cedar", "zeta"]))
    #expect(fixture.state.party(called: "ced", onlySignatories: true) == .one("cedar"))
  }

  @Test("nothing means nobody", arguments: ["", "nobody", "ALDER"])
  func none(_ text: String) {
    #expect(match(text) == .none)
  }
}
