import LedgerFixtures
import Pledges
import Publication
import Storage
import Testing
import TransparencyLog
import Verification

@Suite("Monitoring a published ledger")
struct MonitorTests {
  private func monitor(_ ids: PartyID...) throws -> Monitor {
    Monitor(watching: ids, by: try Samples.policy())
  }

  private func files(_ entries: [AdmittedEntry], _ size: Int) throws -> MemoryFiles {
    MemoryFiles(try Samples.published(entries, size))
  }

  @Test("the first look tells everything about a signatory, the next ones what is new")
  func news() throws {
    let monitor = try monitor("alder", "birch")
    let first = try monitor.look(at: files(Samples.redacted, 9), after: nil, now: "2032-03-10")
    #expect(first.before == 0)
    #expect(first.entries.map(\.index) == [EntryIndex(2), EntryIndex(3)])
    let state = try #require(first.state)
    let second = try monitor.look(
      at: files(Samples.redacted, 302), after: MonitorState(state.bytes), now: "2032-03-10")
    #expect(second.before == 9)
    #expect(second.entries.first?.index == EntryIndex(9))
    #expect(second.entries.contains { $0.index == EntryIndex(300) && $0.signatory == "birch" })
    let third = try monitor.look(at: files(Samples.redacted, 302), after: second.state, now: "2032-03-10")
    #expect(third.entries == [])
  }

  @Test("of everybody: who comes later is told from its first entry on, and nobody twice")
  func everybody() throws {
    let all = Monitor(watching: nil, by: try Samples.policy())
    let first = try all.look(at: files(Samples.redacted, 9), after: nil, now: "2032-03-10")
    let second = try all.look(at: files(Samples.redacted, 302), after: first.state, now: "2032-03-10")
    let told = (first.entries + second.entries).map { "\($0.signatory) \($0.index)" }
    let whole = try all.look(at: files(Samples.redacted, 302), after: nil, now: "2032-03-10").entries
    #expect(told.sorted() == whole.map { "\($0.signatory) \($0.index)" }.sorted())
    #expect(Set(told).count == told.count && first.unknown.isEmpty)
  }

  @Test("a signatory watched from later on, or left out for a while, misses nothing")
  func neverSkips() throws {
    let alder = try monitor("alder").look(at: files(Samples.redacted, 20), after: nil, now: "2032-03-10")
    let birch = try monitor("birch").look(
      at: files(Samples.redacted, 302), after: alder.state, now: "2032-03-10")
    #expect(birch.entries.map(\.index).contains(EntryIndex(3)))
    let both = try monitor("alder", "birch").look(
      at: files(Samples.redacted, 530), after: birch.state, now: "2032-03-10")
    #expect(both.entries.allSatisfy { $0.signatory == "alder" })
    #expect(both.entries.map(\.index).allSatisfy { $0.rawValue >= 20 })
  }

  @Test("a period that is due with nothing recorded is told, and one that is not due is not")
  func silence() throws {
    let fixture = try LedgerFixture.harbourLight()
    let ledger = try MemoryLedger(fixture.entries)
    let files = MemoryFiles()
    try Publisher(ledger, into: files).publish()
    let early = try monitor("cedar").look(at: files, after: nil, now: "2031-06-01")
    #expect(early.silences == [])
    let late = try monitor("cedar").look(at: files, after: early.state, now: "2040-01-01")
    #expect(late.silences.map(\.period) == ["2031", "2032"])
    #expect(late.silences.allSatisfy { $0.isMissing && $0.commitments.contains("lamp") })
  }

  @Test("removals are named once, whomever they concern")
  func removals() throws {
    let monitor = try monitor("cedar")
    let first = try monitor.look(at: files(Samples.redacted, 270), after: nil, now: "2032-03-10")
    #expect(first.removals.map(\.entry.index) == [261])
    #expect(first.removals.map(\.target) == [9])
    #expect(first.removals.first?.legalBasis.reference == "Harbour Data Act, section 4")
    let second = try monitor.look(at: files(Samples.redacted, 302), after: first.state, now: "2032-03-10")
    #expect(second.removals.map(\.entry.index) == [301])
    let third = try monitor.look(at: files(Samples.redacted, 302), after: second.state, now: "2032-03-10")
    #expect(third.removals.isEmpty)
  }

  @Test("words that are not offered or still there are told, and the state is kept all the same")
  func words() throws {
    let monitor = try monitor("alder")
    let without = try files(Samples.redacted, 261)
    without.files["tile/texts/000"] = nil
    let look = try monitor.look(at: without, after: nil, now: "2032-03-10")
    #expect(look.verification.isIntact)
    #expect(look.verification.notOffered.count == 4)
    #expect(look.state != nil)
    let late = try files(Samples.redacted, 270)
    late.files["tile/texts/000"] = try Samples.published(Samples.redacted, 261)["tile/texts/000"]
    #expect(try monitor.look(at: late, after: look.state, now: "2032-03-10").lateCount == 2)
  }

  @Test("where words are missing it looks again, and remembers what it saw last")
  func looksAgain() throws {
    let grown = try files(Samples.redacted, 261)
    try Samples.publish(Samples.redacted, 270, into: grown)
    let site = Sequel(grown.files, checkpoints: [try MemoryLedger(Samples.redacted, size: 261).signed().bytes])
    let look = try monitor("alder").look(at: site, after: nil, now: "2032-03-10")
    #expect(look.verification.size == 270)
    #expect(look.state?.checkpoint.checkpoint.size == 270)
    #expect(look.removals.map(\.entry.index) == [261])
    #expect(look.verification.notOffered.isEmpty)
  }

  @Test("a signatory that no entry takes in is named")
  func unknown() throws {
    let look = try monitor("nobody").look(at: files(Samples.long, 20), after: nil, now: "2032-03-10")
    #expect(look.unknown == ["nobody"])
    #expect(look.state != nil)
  }

  @Test("a log that is behind may be a late cache, and after a day of it went back: both checkpoints are told")
  func rollback() throws {
    let monitor = try monitor("alder")
    var state = try #require(monitor.look(at: files(Samples.long, 300), after: nil, now: "2032-03-10").state)
    func look(_ now: Instant) throws -> PublicationError? {
      do {
        _ = try monitor.look(at: files(Samples.long, 299), after: state, now: now)
        return nil
      } catch let error as PublicationError {
        return error
      }
    }
    let first = try #require(try look("2032-03-11T08:00:00Z"))
    #expect(first.code == .behind && !first.isVerdict && first.evidence == nil)
    state = try MonitorState(state.noting(behindAt: "2032-03-11T08:00:00Z").bytes)
    #expect(try look("2032-03-12T07:59:59Z")?.code == .behind)
    // It is the first time that counts.
    state = state.noting(behindAt: "2032-03-12T07:59:59Z")
    let last = try #require(try look("2032-03-12T08:00:00Z"))
    #expect(last.code == .rollback && last.isVerdict)
    #expect(last.evidence?.second.checkpoint.size == 299)
    let fresh = try monitor.look(at: files(Samples.long, 300), after: state, now: "2032-03-13")
    #expect(fresh.state?.behind == nil)
  }

  @Test("a smaller checkpoint of another tree is no late cache, where the larger tree is served still")
  func forkBehind() throws {
    let monitor = try monitor("alder")
    let look = try monitor.look(at: files(Samples.long, 300), after: nil, now: "2032-03-10")
    let forked = try files(Samples.long, 300)
    forked.files["checkpoint"] = try MemoryLedger(Samples.fork, size: 250).signed().bytes
    var thrown: PublicationError?
    do {
      _ = try monitor.look(at: forked, after: look.state, now: "2032-03-10")
    } catch {
      thrown = error
    }
    #expect(thrown?.code == .fork)
    #expect(try thrown?.evidence?.check(by: Samples.policy()) == .fork)
  }

  @Test("a log that forked ends the look with evidence for anybody", arguments: [300, 250])
  func fork(seen: Int) throws {
    let monitor = try monitor("alder")
    let look = try monitor.look(at: files(Samples.long, seen), after: nil, now: "2032-03-10")
    var thrown: PublicationError?
    do {
      _ = try monitor.look(at: files(Samples.fork, 300), after: look.state, now: "2032-03-10")
    } catch let error as PublicationError {
      thrown = error
    }
    #expect(thrown?.code == .fork)
    #expect(try thrown?.evidence?.check(by: Samples.policy()) == .fork)
  }

  @Test("a broken ledger is reported and not remembered")
  func broken() throws {
    let files = try files(Samples.long, 300)
    files.files["tile/envelopes/000"]?[4_000] ^= 1
    let look = try monitor("alder").look(at: files, after: nil, now: "2032-03-10")
    #expect(!look.verification.isIntact)
    #expect(look.state == nil)
  }

  @Test("a state that cannot be read, or is of another ledger, is refused")
  func states() throws {
    for text in ["", "{}", #"{"type":"pledgebook/monitor/v2","checkpoint":"x","watched":[]}"#] {
      #expect(code { _ = try MonitorState(Array(text.utf8)) } == "publication.malformed")
    }
    let state = try #require(
      try monitor("alder").look(at: files(Samples.long, 20), after: nil, now: "2032-03-10").state)
    #expect(try MonitorState(state.bytes).reported == ["alder": 20])
    let earlier = String(decoding: state.bytes, as: UTF8.self).replacing("monitor/v2", with: "monitor/v1")
    #expect(code { _ = try MonitorState(Array(earlier.utf8)) } == "publication.malformed")
  }
}
