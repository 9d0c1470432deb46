import Cryptography
import Fixtures
import LedgerSamples
import Storage
import Testing
import TransparencyLog

@testable import LedgerWriter

@Suite("Cosignatures kept beside a ledger")
struct CosignedCheckpointTests {
  private let bench: QueueBench
  private let file: CosignedCheckpoint

  init() throws {
    bench = try QueueBench()
    file = CosignedCheckpoint(beside: bench.path)
  }

  /// A checkpoint of so many entries, cosigned by keys of these names.
  private func checkpoint(_ size: UInt64, _ witnesses: String...) throws -> SignedCheckpoint {
    let checkpoint = try Checkpoint(origin: given(Origin(Chronicle.origin)), size: size, root: .zero)
    let signed = try SignedCheckpoint(
      checkpoint, signedBy: NoteSigner(name: Chronicle.origin, privateKey: bench.cast.log))
    let lines = try witnesses.map {
      try NoteSigner(name: "witness.example/\($0)", privateKey: bench.cast.stranger).sign(signed.note.textBytes)
    }
    return try SignedCheckpoint(note: signed.note.adding(lines))
  }

  private func names() throws -> [String] {
    try SignedCheckpoint(given(file.read())).note.signatures.map { "\($0.name)" }
  }

  @Test("that of a larger tree stays, whoever comes later")
  func larger() throws {
    try file.keep(checkpoint(3, "a"))
    try file.keep(checkpoint(5, "a"))
    try file.keep(checkpoint(4, "a", "b"))
    #expect(try SignedCheckpoint(given(file.read())).checkpoint.size == 5)
  }

  @Test("under one text the lines of both who asked stay, one of each key")
  func sameText() throws {
    try file.keep(checkpoint(3, "a", "b"))
    try file.keep(checkpoint(3, "c", "a"))
    let origin = Chronicle.origin
    #expect(try names() == ["\(origin)", "witness.example/c", "witness.example/a", "witness.example/b"])
  }

  @Test("one of another log gives way, however large")
  func otherLog() throws {
    let other = try Checkpoint(origin: given(Origin("elsewhere.example/log")), size: 99, root: .zero)
    try file.keep(
      SignedCheckpoint(other, signedBy: NoteSigner(name: "elsewhere.example/log", privateKey: bench.cast.stranger)))
    try file.keep(checkpoint(3, "a"))
    #expect(try SignedCheckpoint(given(file.read())).checkpoint.size == 3)
  }

  @Test("what lies beside a ledger adds lines of others to its checkpoint, and takes none of the log's place")
  func besideTheStore() throws {
    do {
      var appender = try bench.appender()
      _ = try appender.currentCheckpoint()
    }
    let own = try Note(given(SQLiteLedgerReader.open(bench.path).latestOwnCheckpoint()).note)
    let witness = try NoteSigner(name: "witness.example/a", privateKey: bench.cast.stranger).sign(own.textBytes)
    let forged = try NoteSigner(name: Chronicle.origin, privateKey: bench.cast.log).sign(Array("other\n".utf8))
    try bench.folder.write(Note(text: own.textBytes, signatures: [forged, witness]).bytes, to: "ledger.db.cosigned")
    let reader = try SQLiteLedgerReader.open(bench.path)
    #expect(try Note(given(reader.latestCheckpoint()).note).signatures == own.signatures + [witness])
    #expect(try given(reader.latestOwnCheckpoint()).note == own.bytes)
  }

  @Test("what cannot be read gives way", arguments: ["", "no note", "text\n\n— name AAAA\n"])
  func unreadable(_ text: String) throws {
    try bench.folder.write(Array(text.utf8), to: "ledger.db.cosigned")
    try file.keep(checkpoint(3, "a"))
    #expect(try names().count == 2)
  }

  @Test("nothing is written beside a ledger that another process is writing, and afterwards it is")
  func busy() throws {
    do {
      let appender = try bench.appender()
      let mine = try checkpoint(3, "a")
      do {
        try file.keep(mine, waitingUpTo: 0)
        Issue.record("the lock is another's")
      } catch {
        #expect(error.code == .busy)
      }
      #expect(try file.read() == nil)
      _ = consume appender
    }
    try file.keep(checkpoint(3, "a"), waitingUpTo: 0)
    #expect(try names().count == 2)
  }
}
