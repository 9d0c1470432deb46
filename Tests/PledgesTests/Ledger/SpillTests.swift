import Cryptography
import Fixtures
import LedgerFixtures
import Pledges
import Testing

@Suite("A ledger whose state lies in a spill is the ledger that has it in memory")
struct SpillTests {
  @Test("a random history is decided the same, and its replay agrees with it", arguments: 1...8)
  func decisions(_ seed: UInt64) throws {
    var straight = try RandomHistory(seed: seed)
    try straight.run(steps: 240)
    let spill = MemorySpill()
    var spilled = try RandomHistory(seed: seed)
    spilled.fixture.spill(into: spill)
    try spilled.run(steps: 240)
    #expect(spilled.refusals == straight.refusals)
    #expect(spilled.admitted == straight.admitted)
    #expect(try Replay.agrees(spilled.fixture))
    #expect(spill.failure == nil)
    #expect(spill.byteCount > 0)
    #expect(spill.reads > 0)
  }

  @Test("replayed into a spill, it says the same and makes the same archive, byte for byte", arguments: 1...8)
  func archives(_ seed: UInt64) throws {
    var history = try RandomHistory(seed: seed)
    try history.run(steps: 240)
    let spill = MemorySpill()
    let replayed = try history.fixture.replayed()
    let spilled = try history.fixture.replayed(into: spill)
    #expect(spilled.findings == [])
    #expect(Replay.summary(spilled.state) == Replay.summary(replayed.state))
    for id in replayed.state.memberOrder {
      let (member, again) = (replayed.state.members[id], spilled.state.members[id])
      #expect(again?.firstEntry?.entry == member?.entries.first?.entry)
    }
    for index in 0..<replayed.chain.size {
      let index = EntryIndex(index)
      #expect(spilled.state.attestation(at: index) == replayed.state.attestation(at: index))
      #expect(spilled.state.review(at: index) == replayed.state.review(at: index))
    }
    #expect(spilled.ledger.archivedCore == replayed.ledger.archivedCore)
    for slot in 0..<replayed.ledger.archivedMemberCount {
      #expect(spilled.ledger.archivedMember(slot) == replayed.ledger.archivedMember(slot))
    }
    #expect(Array(spilled.ledger.newStatements) == Array(replayed.ledger.newStatements))
    #expect(spilled.ledger.newSubjects.elementsEqual(replayed.ledger.newSubjects, by: ==))
    #expect(spill.failure == nil)
  }

  @Test("a ledger resumed from an archive goes on in a spill", arguments: 1...4)
  func resumed(_ seed: UInt64) throws {
    var straight = try RandomHistory(seed: seed)
    try straight.run(steps: 180)
    var resumed = try RandomHistory(seed: seed)
    var archive: MemoryArchive?
    let spill = MemorySpill()
    for _ in 0..<3 {
      resumed.fixture.spill(into: spill)
      try resumed.run(steps: 60)
      archive = try resumed.fixture.resume(after: archive)
    }
    #expect(resumed.refusals == straight.refusals)
    #expect(resumed.admitted == straight.admitted)
    #expect(try Replay.agrees(resumed.fixture))
    #expect(archive?.failure == nil)
    #expect(spill.failure == nil)
    #expect(spill.byteCount > 0)
  }

  @Test("a copy keeps what it says while the ledger goes on")
  func copies() throws {
    var history = try RandomHistory(seed: 7)
    history.fixture.spill(into: MemorySpill())
    try history.run(steps: 80)
    let copy = history.fixture.state
    let before = Replay.summary(copy)
    try history.run(steps: 80)
    #expect(Replay.summary(copy) == before)
    #expect(Replay.summary(history.fixture.state) != before)
  }

  @Test("nothing goes out before the state is as large as the grain says")
  func small() throws {
    let spill = MemorySpill()
    let fixture = try LedgerFixture.harbourLight()
    fixture.spill(into: spill, SpillGrain(entries: 3, chunk: 1, run: 3))
    try fixture.attest(.alder, at: "2032-02-01")
    try fixture.attest(.birch, at: "2032-02-01")
    #expect(spill.calls == 0)
    try fixture.attest(.cedar, at: "2032-02-01")
    try fixture.attest(.alder, period: "2032", at: "2033-02-01")
    #expect(spill.byteCount > 0)
  }

  @Test("whatever write or read fails, the state says so", arguments: 1...3)
  func failing(_ seed: UInt64) throws {
    var history = try RandomHistory(seed: seed)
    try history.run(steps: 60)
    let counted = MemorySpill()
    let expected = Replay.summary(try history.fixture.replayed(into: counted).state)
    for call in 0..<counted.calls {
      let spill = MemorySpill(failingAt: call)
      let state = try history.fixture.replayed(into: spill).state
      let found = Replay.summary(state)
      #expect(state.spillFailure != nil || found == expected, "call \(call)")
    }
  }
}
