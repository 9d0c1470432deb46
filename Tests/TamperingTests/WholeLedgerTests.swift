import Cryptography
import Fixtures
import LedgerSamples
import Pledges
import Storage
import Testing
import TransparencyLog
import Verification

@Suite("Tampering with a ledger as a whole")
struct WholeLedgerTests {
  @Test("a ledger cut off at the end holds together, and only a head kept outside tells")
  func truncation() throws {
    let folder = try TemporaryFolder()
    let chronicle = try Original.chronicle()
    let path = try Original.tampered(
      in: folder,
      { file, sample in
        // Before the removal, or the words that are gone would be missing.
        file.rows.removeSubrange(try sample.place("log.rotate")...)
        for place in file.rows.indices { file.rows[place].restore(sample.removedText) }
        try file.rebuildTree()
      })
    let alone = try verify(path)
    #expect(alone.codes() == [])
    #expect(alone.assurance == .chainOnly)

    let kept = Trust(knownHeads: [(size: UInt64(chronicle.size), leaf: chronicle.head)])
    #expect(try verify(path, trust: kept).codes() == ["checkpoint.rollback@-"])
  }

  @Test("a ledger whose removal was cut off lacks words that nobody removed")
  func truncatedRemoval() throws {
    let folder = try TemporaryFolder()
    let chronicle = try Original.chronicle()
    let path = try Original.tampered(
      in: folder,
      { file, sample in
        file.rows.removeSubrange(try sample.place("redact")...)
        try file.rebuildTree()
      })
    let expected = try ["submit", "supersede"].map { "text.missing@\(try chronicle.place($0))" }
    #expect(try verify(path).codes() == expected)
  }

  @Test("a ledger cut off behind its removal is short of nothing but its end")
  func truncationOfTheLast() throws {
    let folder = try TemporaryFolder()
    let chronicle = try Original.chronicle()
    let path = try Original.tampered(
      in: folder,
      { file, _ in
        file.rows.removeLast()
        try file.rebuildTree()
      })
    #expect(try verify(path).codes() == [])
    let kept = Trust(knownHeads: [(size: UInt64(chronicle.size), leaf: chronicle.head)])
    #expect(try verify(path, trust: kept).codes() == ["checkpoint.rollback@-"])
  }

  @Test("a ledger whose first entry was dropped has nothing to stand on")
  func firstEntryDropped() throws {
    let folder = try TemporaryFolder()
    let size = try Original.chronicle().size
    let report = try verify(Original.tampered(in: folder, { file, _ in file.rows.removeFirst() }))
    #expect(report.codes("header") == ["header.index@0", "header.previous@1"])
    #expect(report.identity == nil)
    // Every entry behind it is still read, down to the last, whose signer nobody brought in.
    #expect(report.codes("signature").last == "signature.unknown-key@\(size - 1)")
    #expect(report.codes("signature").contains("signature.unknown-key@1"))
  }

  @Test("a ledger rewritten since its head was kept is a fork at the place of that head")
  func rewritten() throws {
    let folder = try TemporaryFolder()
    let chronicle = try Original.chronicle()
    let path = try Original.tampered(
      in: folder,
      { file, sample in
        file.rows.removeLast()
        try file.append(sample.farewell(), by: [sample.cast.quillonia[2]], recorded: sample.time(of: sample.size - 1))
      })
    #expect(try verify(path).codes() == [])
    let kept = Trust(knownHeads: [(size: UInt64(chronicle.size), leaf: chronicle.head)])
    #expect(try verify(path, trust: kept).codes() == ["checkpoint.fork@\(chronicle.size - 1)"])
  }

  @Test("an old head that still fits is no finding")
  func oldHead() throws {
    let folder = try TemporaryFolder()
    let file = try Original.chronicle().contents
    let heads = try [1, 5, file.rows.count].map { (size: UInt64($0), leaf: try given(Digest(file.rows[$0 - 1].leaf))) }
    #expect(try verify(Original.copy(in: folder), trust: Trust(knownHeads: heads)).codes() == [])
  }

  @Test("a good ledger of another origin or genesis is not the one that was asked for")
  func anotherLedger() throws {
    let folder = try TemporaryFolder()
    let path = try Original.copy(in: folder)
    let origin = try given(Origin("pledges.example/other"))
    #expect(try verify(path, trust: Trust(origin: origin)).codes() == ["statement.ledger@0"])
    #expect(try verify(path, trust: Trust(genesis: .zero)).codes() == ["statement.ledger@0"])
    let own = try Trust(
      origin: given(Origin(Chronicle.origin)), genesis: given(Digest(LedgerFile(path).rows[0].leaf)))
    #expect(try verify(path, trust: own).codes() == [])
  }

  @Test("an altered trigger keeps the ledger from being opened")
  func alteredTrigger() throws {
    let folder = try TemporaryFolder()
    let path = try Original.copy(in: folder)
    try RawDatabase(path).editSchema(of: "entry_delete", replacing: "append-only", with: "append-only!")
    #expect(throws: StorageError(.alteredSchema, "")) { try verify(path) }
  }

  @Test(
    "a table or trigger more keeps the ledger from being opened",
    arguments: [
      "CREATE TABLE note(text)", "CREATE TRIGGER t AFTER INSERT ON entry BEGIN DELETE FROM envelope; END",
      "CREATE VIEW v AS SELECT 1", "CREATE INDEX i ON entry(header)",
    ])
  func addedObject(_ sql: String) throws {
    let folder = try TemporaryFolder()
    let path = try Original.copy(in: folder)
    try RawDatabase(path).run(sql)
    #expect(throws: StorageError(.alteredSchema, "")) { try verify(path) }
  }

  @Test("another application id makes it no ledger, a higher version one of a later program")
  func fileIdentity() throws {
    let folder = try TemporaryFolder()
    let path = try Original.copy(in: folder)
    try RawDatabase(path).run("PRAGMA user_version=4")
    #expect(throws: StorageError(.newerVersion, "")) { try verify(path) }
    try RawDatabase(path).run("PRAGMA application_id=1")
    #expect(throws: StorageError(.notALedger, "")) { try verify(path) }
  }
}
