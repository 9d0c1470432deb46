import Cryptography
import LedgerFixtures
import Pledges
import Testing

@Suite("An earlier key can say that it does not agree, and all that rests on the act says so")
struct ObjectionTests {
  /// Alder's key was ended by the registrar (9), another is recovered (10) and files (11).
  private func ledger() throws -> LedgerFixture {
    let fixture = try LedgerFixture.harbourLight()
    try fixture.end(.alder, of: "alder", by: [.registrar], at: "2032-01-01")
    try fixture.recover([.spare], of: "alder", at: "2032-01-02")
    try fixture.admit(.attest(fixture.attestation(.alder, [.met("lamp")])), [.spare], at: "2032-02-01")
    return fixture
  }

  @Test("an ended key objects to its own end: the end, the recovery and what was signed on it are contested")
  func contested() throws {
    let fixture = try ledger()
    try fixture.object(.alder, of: "alder", to: 9, at: "2032-02-02")
    let marks = KeyMarks(fixture.state.accord) { _ in true }
    #expect(marks.marks(of: 9) == [Mark(.contested, 12)])
    #expect(marks.marks(of: 10) == [Mark(.contested, 12)])
    #expect(marks.marks(of: 11) == [Mark(.recoveredKey, 10), Mark(.contested, 12)])
    #expect(marks.marks(of: 8) == [])
    let earlier = KeyMarks(fixture.state.accord) { $0.recorded < "2032-02-02" }
    #expect(earlier.marks(of: 11) == [Mark(.recoveredKey, 10)])
    #expect(try Replay.agrees(fixture))
  }

  @Test("an objection to the recovery contests what rests on it, and not the revocation before it")
  func recovery() throws {
    let fixture = try ledger()
    try fixture.object(.alder, of: "alder", to: 10, at: "2032-02-02")
    try fixture.object(.alder, of: "alder", to: 9, at: "2032-02-03")
    let marks = KeyMarks(fixture.state.accord) { $0.index <= 12 }
    #expect(marks.marks(of: 9) == [])
    #expect(marks.marks(of: 10) == [Mark(.contested, 12)])
    #expect(marks.marks(of: [11, 10, 9]) == [Mark(.recoveredKey, 10), Mark(.contested, 12)])
    let all = KeyMarks(fixture.state.accord) { _ in true }
    #expect(all.marks(of: 11) == [Mark(.recoveredKey, 10), Mark(.contested, 12), Mark(.contested, 13)])
  }

  @Test("it ends nothing: what is contested goes on counting")
  func endsNothing() throws {
    let fixture = try ledger()
    try fixture.object(.alder, of: "alder", to: 10, at: "2032-02-02")
    try fixture.admit(.attest(fixture.attestation(.alder, [.met("depth")])), [.spare], at: "2032-02-03")
    #expect(fixture.heads(["lamp", "depth"]) == [11, 13])
    try fixture.resume()
    #expect(fixture.state.accord.objections.map(\.of) == [10])
    #expect(fixture.state.members["alder"]?.entries.map(\.kind.text).contains("key.object") == true)
    #expect(try Replay.agrees(fixture))
  }

  @Test(
    "a threshold that a later join sets is open to it as well, and what a recovered key objects rests on its recovery")
  func thresholds() throws {
    let fixture = try LedgerFixture.harbourLight()
    try fixture.admit(.withdraw(Withdrawal(signatory: "alder", effective: "2032-01-01")), [.alder], at: "2032-01-01")
    let join = Join.signed("alder", [.alder, .alderSpare], effective: "2032-01-02").with { $0.threshold = 2 }
    try fixture.admit(.join(join), [.registrar, .alder, .alderSpare], at: "2032-01-02")
    try fixture.object(.alder, of: "alder", to: 10, at: "2032-01-03")
    #expect(fixture.state.owners["alder"]?.standing.ownThreshold(at: "2033-01-01") == 1)
    #expect(KeyMarks(fixture.state.accord) { _ in true }.marks(of: 10) == [])
    for key: FixedKey in [.alder, .alderSpare] { try fixture.end(key, of: "alder", by: [key], at: "2032-01-04") }
    try fixture.recover([.spare, .secondSpare], of: "alder", threshold: 1, at: "2032-01-05")
    try fixture.setThreshold(2, of: "alder", by: [.secondSpare], at: "2032-02-01")
    try fixture.object(.spare, of: "alder", to: 15, at: "2032-02-02")
    #expect(fixture.state.accord.recoveredActs == [15: 14, 16: 14])
    #expect(try Replay.agrees(fixture))
  }

  @Test("marks stand in the order of entries, then of their words")
  func order() {
    let marks = [Mark(.recoveredKey, 3), Mark(.contested, 3), Mark(.recoveredKey, 2), Mark(.contested, 10)]
    #expect(
      marks.sorted() == [Mark(.recoveredKey, 2), Mark(.contested, 3), Mark(.recoveredKey, 3), Mark(.contested, 10)])
  }
}
