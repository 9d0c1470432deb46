import Cryptography
import Fixtures
import LedgerFixtures
import Pledges
import Testing

@Suite("A ledger resumed from an archive is the ledger that was put into it")
struct ArchiveTests {
  @Test("a random history that is resumed again and again decides the same and replays to its state", arguments: 1...12)
  func random(_ seed: UInt64) throws {
    var straight = try RandomHistory(seed: seed)
    try straight.run(steps: 240)
    var resumed = try RandomHistory(seed: seed)
    var archive: MemoryArchive?
    for _ in 0..<4 {
      try resumed.run(steps: 60)
      archive = try resumed.fixture.resume(after: archive)
    }
    // The keys that parties make on the way differ from run to run, and what depends on them; the decisions do not.
    #expect(resumed.refusals == straight.refusals)
    #expect(resumed.admitted == straight.admitted)
    // What was resumed is what its entries replay to, from the first on.
    #expect(try Replay.agrees(resumed.fixture))
    #expect(archive?.failure == nil)
  }

  @Test("the same state always makes the same bytes")
  func deterministic() throws {
    var history = try RandomHistory(seed: 5)
    try history.run(steps: 200)
    let first = MemoryArchive(history.fixture.ledger)
    let second = MemoryArchive(try first.resume(history.fixture.entries))
    #expect(first.coreBytes == second.coreBytes)
    for slot in 0..<first.memberCount { #expect(first.member(slot) == second.member(slot)) }
  }

  @Test("what an earlier program did not understand and this one does is read again, and not passed over for good")
  func knownByNow() throws {
    let fixture = try LedgerFixture(accord: nil)
    let update = try fixture.draft(.registrarUpdate(RefusalCase.office()), at: "2031-01-02")
    let payload = String(decoding: try #require(update.payload), as: UTF8.self)
      .replacing("registrar.update", with: "log.rotary")
    let bytes = try Envelope.signed(Array(payload.utf8), by: [.registrar]).canonicalBytes
    let header = EntryHeader(
      index: 1, previous: fixture.chain.leaf, recorded: "2031-01-02", kind: try #require(EntryKind("log.rotary")),
      envelope: try .sha256(of: bytes), envelopeByteCount: bytes.count)
    let replayed = try Replayed(fixture.stored + [StoredBytes(header: header.bytes, envelope: bytes)])
    let archive = MemoryArchive(replayed.ledger)
    #expect(try archive.resume(core: archive.coreBytes).state.notUnderstood == replayed.state.notUnderstood)
    // As a program would have left it that did not know this kind of ours.
    let (unknown, known) = (Array("log.rotary".utf8), Array("log.rotate".utf8))
    var core = archive.coreBytes
    for place in core.indices where core[place...].starts(with: unknown) {
      core.replaceSubrange(place..<place + unknown.count, with: known)
    }
    let fault = #expect(throws: ArchiveFault.self) { _ = try archive.resume(core: core) }
    #expect(fault?.reason == "it passes over entries of kinds that this program knows")
  }

  @Test("only the signatory that an entry is about is read")
  func lazy() throws {
    let fixture = try LedgerFixture.harbourLight()
    let archive = try fixture.resume()
    #expect(archive.read == [])
    try fixture.attest(.birch)
    #expect(archive.read == [1])
  }

  @Test("a statement that the archive holds is refused as said before")
  func duplicate() throws {
    let fixture = try LedgerFixture.harbourLight()
    let attestation = fixture.attestation(.alder, [.met("lamp")])
    let envelope = try Envelope.signed(fixture.draft(.attest(attestation), at: "2032-02-01"), by: [.alder])
    try fixture.admit(envelope, at: "2032-02-01")
    try fixture.resume()
    do {
      try fixture.admit(envelope, at: "2032-02-02")
      Issue.record("it was admitted twice")
    } catch let refusal as Refusal {
      #expect(refusal.code == .statementDuplicate)
    }
  }

  @Test("bytes that were cut, lengthened or changed are a fault or another state, and never a trap")
  func hostileBytes() throws {
    var history = try RandomHistory(seed: 3)
    try history.run(steps: 120)
    let archive = MemoryArchive(history.fixture.ledger)
    let core = archive.coreBytes
    for length in stride(from: 0, to: core.count, by: 7) {
      #expect(throws: ArchiveFault.self) { _ = try archive.resume(core: Array(core[..<length])) }
    }
    #expect(throws: ArchiveFault.self) { _ = try archive.resume(core: core + [0]) }
    var generator = SeededGenerator(seed: 11)
    for slot in 0..<archive.memberCount {
      let member = try #require(archive.member(slot))
      for _ in 0..<400 {
        var changed = member
        changed[Int.random(in: changed.indices, using: &generator)] = UInt8.random(in: 0...255, using: &generator)
        let hostile = HostileArchive(archive, slot: slot, bytes: changed)
        let ledger = try Ledger.resumed(archivedCore: core, in: hostile, signatures: .check) { index in
          guard case .accordPublish(let publication) = history.fixture.entries[Int(index.rawValue)].statement.predicate
          else { return nil }
          return publication
        }
        let id = ledger.state.memberOrder[Int(slot)]
        // What is read is used: rules and reports walk all of it.
        _ = ledger.state.history(of: id)
        if ledger.state.members[id] == nil { #expect(hostile.failure != nil) }
      }
    }
  }
}

/// An archive with one signatory's bytes exchanged.
private final class HostileArchive: LedgerArchive {
  private let archive: MemoryArchive
  private let slot: UInt32
  private let bytes: [UInt8]

  init(_ archive: MemoryArchive, slot: UInt32, bytes: [UInt8]) {
    (self.slot, self.bytes) = (slot, bytes)
    self.archive = archive
  }

  var memberCount: UInt32 { archive.memberCount }
  var failure: ArchiveFault? { archive.failure }
  func member(_ slot: UInt32) -> [UInt8]? { slot == self.slot ? bytes : archive.member(slot) }
  func holds(_ statement: StatementKey) -> Bool { archive.holds(statement) }
  func subject(of index: EntryIndex) -> UInt32? { archive.subject(of: index) }
  func fail(_ fault: ArchiveFault) { archive.fail(fault) }
}
