import LedgerFixtures
import Pledges
import Publication
import Storage
import Testing
import TransparencyLog

@Suite("What stops a publication")
struct AlarmTests {
  @Test(
    "a tile or bundle that is there with other bytes",
    arguments: ["tile/0/000.p/200", "tile/entries/000.p/200", "tile/envelopes/000.p/200"])
  func differs(path: String) throws {
    let files = MemoryFiles()
    // As after a run that ended before its checkpoint.
    files.files = try Samples.published(Samples.long, 200)
    files.files["checkpoint"] = nil
    files.files[path]?[40] ^= 1
    let altered = files.files
    #expect(code { try Samples.publish(Samples.long, 200, into: files) } == "publication.differs")
    #expect(files.files == altered)
  }

  @Test("a checkpoint that is ahead of the ledger")
  func rollback() throws {
    let files = MemoryFiles()
    try Samples.publish(Samples.long, 300, into: files)
    let before = files.files
    var thrown: PublicationError?
    do {
      try Samples.publish(Samples.long, 299, into: files)
    } catch let error as PublicationError {
      thrown = error
    }
    #expect(thrown?.code == .rollback)
    #expect(thrown?.evidence?.first.checkpoint.size == 300)
    #expect(thrown?.evidence?.second.checkpoint.size == 299)
    #expect(files.files == before)
  }

  @Test("a checkpoint of another tree, with evidence that proves it", arguments: [300, 250, 310])
  func fork(published: Int) throws {
    let files = MemoryFiles()
    try Samples.publish(Samples.long, published, into: files)
    let before = files.files
    var thrown: PublicationError?
    do {
      try Samples.publish(Samples.fork, 300, into: files)
    } catch let error as PublicationError {
      thrown = error
    }
    #expect(thrown?.code == .fork)
    #expect(try thrown?.evidence?.check(by: Samples.policy()) == .fork)
    #expect(files.files == before)
  }

  @Test("the folder of another ledger")
  func otherLedger() throws {
    let files = MemoryFiles()
    try Samples.publish(Samples.long, 20, into: files)
    let text = "elsewhere.example/log\n5\n\(String(repeating: "A", count: 43))=\n"
    let signer = try NoteSigner(name: "elsewhere.example/log", privateKey: FixedKey.log.privateKey)
    files.files["checkpoint"] = try Note(text: Array(text.utf8), signatures: [signer.sign(Array(text.utf8))]).bytes
    #expect(code { try Samples.publish(Samples.long, 21, into: files) } == "publication.other-ledger")
  }

  @Test("a checkpoint that cannot be read")
  func malformedCheckpoint() throws {
    let files = MemoryFiles(["checkpoint": Array("404 not found\n".utf8)])
    #expect(code { try Samples.publish(Samples.long, 21, into: files) } == "note.malformed")
  }

  @Test("a ledger that does not hang together is not published")
  func brokenLedger() throws {
    let ledger = try MemoryLedger(Samples.long, size: 300)
    func published(_ change: @escaping (inout [StoredEntry]) -> Void) -> String? {
      code { try Publisher(ledger.changing(change), into: MemoryFiles()).publish() }
    }
    #expect(published { $0[20].header[30] ^= 1 } == "tree.tile")
    #expect(published { $0[20].envelope?[30] ^= 1 } == "envelope.digest")
    #expect(published { $0[20].envelope = nil } == "envelope.missing")
    #expect(published { $0.remove(at: 20) } == "header.malformed")
    let shorter = try MemoryLedger(Samples.long, size: 299).signed()
    let other = try MemoryLedger(Samples.fork, size: 300).signed()
    #expect(code { try Publisher(ledger.with(other), into: MemoryFiles()).publish() } == "tree.root")
    #expect(code { try Publisher(ledger.with(shorter), into: MemoryFiles()).publish() } == nil)
  }
}
