import Cryptography
import Fixtures
import LedgerSamples
import LedgerWriter
import Pledges
import Testing
import TransparencyLog
import Verification

@testable import Storage

/// An auditor comes again: what was verified is not read again, and nothing is lost by it.
@Suite("A verification goes on behind an earlier one")
struct ResumeTests {
  private static let made = Result { try Chronicle() }

  private let folder: TemporaryFolder
  private let chronicle: Chronicle
  private var path: String { folder.path("ledger.db") }
  private var record: String { folder.path("audit.state") }

  init() throws {
    folder = try TemporaryFolder()
    chronicle = try Self.made.get()
    try folder.write(chronicle.bytes, to: "ledger.db")
  }

  /// A digest that no tree here has.
  private func elsewhere() throws -> Digest { try Digest.sha256(of: Array("elsewhere".utf8)) }

  private var size: UInt64 { UInt64(chronicle.size) }

  /// Verifies everything and keeps the record.
  private func verifyAll(at time: String = "2041-01-01T00:00:00Z") throws {
    let reader = try SQLiteLedgerReader.open(path)
    let stretch = VerifiedStretch(upTo: try reader.head().size, at: try given(Instant(time)))
    var verification = try LedgerVerification(cores: 1)
    var failure: (any Error)?
    let report = try verification.run(
      reader, structure: reader.structuralFindings(),
      keeping: { ledger, root in
        do {
          try LedgerSnapshot.keep(verified: ledger, root: root, at: record, after: nil, [stretch])
        } catch {
          failure = error
        }
      })
    #expect(report.isIntact)
    #expect(failure == nil)
  }

  private func earlier() throws -> LedgerSnapshot { try #require(try LedgerSnapshot.verified(at: record)) }

  /// What a verification that goes on behind the record says, the same on one core and on three.
  private func resume(trust: Trust = Trust()) throws -> VerificationReport? {
    let reader = try SQLiteLedgerReader.open(path)
    var reports: [VerificationReport?] = []
    for cores in [1, 3] {
      var verification = try LedgerVerification(trust: trust, cores: cores)
      reports.append(try verification.resume(reader, from: earlier(), structure: reader.outerFindings()))
    }
    #expect(reports[0]?.findings == reports[1]?.findings)
    #expect(reports[0]?.counts == reports[1]?.counts)
    return reports[0]
  }

  @discardableResult
  private func append(_ id: String) throws -> Receipt {
    let now = try given(Instant("2040-01-01T00:00:00Z"))
    let issuer = CheckpointIssuer(
      signers: [try NoteSigner(name: Chronicle.origin, privateKey: chronicle.cast.nextLog)],
      mark: HighWaterMark(path: folder.path("mark")))
    var appender = try LedgerAppender(opening: path, issuer: issuer)
    let statement = try appender.state.draft(.join(Samples.join(id, keys: [], effective: now)), at: now)
    let registrars = [chronicle.cast.registrar, chronicle.cast.secondRegistrar]
    let receipts = try appender.append([submission(given(statement.payload), by: registrars)], at: now)
    return try #require(receipts.first)
  }

  @Test("only what is new is read, and size, root, head and counts are those of a full verification")
  func goesOn() throws {
    try verifyAll()
    try append("one")
    try append("two")
    let resumed = try #require(try resume())
    let full = try verify(path)
    #expect(resumed.findings == [])
    #expect(resumed.earlier.map(\.upTo) == [size])
    #expect(full.earlier == [])
    #expect(resumed.size == full.size && resumed.root == full.root && resumed.head == full.head)
    var counts = full.counts
    counts.texts = 0
    #expect(resumed.counts == counts, "words of earlier entries are not looked at")
  }

  /// Removes the words of an entry that was verified earlier.
  private func remove(from name: String) throws {
    let row = try chronicle.contents.rows[chronicle.place(name)]
    let texts = try Statement.read(Envelope.read(given(row.envelope)).payload).textDigests
    let now = try given(Instant("2040-01-01T00:00:00Z"))
    var appender = try LedgerAppender(opening: path)
    let redaction = TextRedaction(
      entry: EntryIndex(UInt64(row.seq)), texts: texts, legalBasis: .init(basis: .other, reference: "note 3"))
    let registrars = [chronicle.cast.registrar, chronicle.cast.secondRegistrar]
    let statement = try appender.state.draft(.redact(redaction), at: now)
    _ = try appender.append([submission(given(statement.payload), by: registrars)], at: now)
  }

  private func alter(_ statement: String) throws {
    let database = try RawDatabase(path)
    try database.withoutTriggers { try database.run(statement) }
  }

  @Test("words of earlier entries are looked at by a full verification alone, and the result says from where on")
  func earlierWords() throws {
    try verifyAll()
    let place = try chronicle.place("extend")
    try alter("DELETE FROM text WHERE seq = \(place)")
    let resumed = try #require(try resume())
    #expect(resumed.findings == [])
    #expect(resumed.textsReadFrom == EntryIndex(size))
    #expect(resumed.removals.count == 1, "that of an earlier entry is named all the same")
    let full = try verify(path)
    #expect(full.codes() == ["text.missing@\(place)"])
    #expect(full.textsReadFrom == .genesis)
  }

  @Test("removed words are looked for every time, whenever they were removed and wherever they are")
  func removedWords() throws {
    try verifyAll()
    try remove(from: "extend")
    let sound = try #require(try resume())
    #expect(sound.findings == [])
    #expect(sound.removals.count == 2)
    #expect(try verify(path).codes() == [])
    let bytes = try folder.read("ledger.db")
    for name in ["submit", "supersede", "extend"] {
      try folder.write(bytes, to: "ledger.db")
      let place = try chronicle.place(name)
      var file = try LedgerFile(path)
      let text = name == "extend" ? chronicle.contents.rows[place].texts[0] : LedgerFile.Text(chronicle.removedText)
      for position in file.rows[place].texts.indices where file.rows[place].texts[position].digest == text.digest {
        file.rows[place].texts[position].bytes = text.bytes
      }
      try file.write(to: path)
      #expect(try resume()?.codes() == ["text.present@\(place)"])
      #expect(try verify(path).codes() == ["text.present@\(place)"])
    }
  }

  @Test("what is left of removed words in an earlier entry is found, also where it is not all of them")
  func restOfWords() throws {
    try verifyAll()
    let place = try chronicle.place("submit")
    var file = try LedgerFile(path)
    var rest = chronicle.removedText.bytes
    rest[12] ^= 1
    file.rows[place].restore(chronicle.removedText, as: rest)
    try file.write(to: path)
    #expect(try resume()?.codes() == ["text.present@\(place)"])
    #expect(try verify(path).codes() == ["index.stale@\(place)", "text.digest@\(place)"])
  }

  @Test("the words of new entries are looked at as in a full verification")
  func newWords() throws {
    try verifyAll()
    try remove(from: "extend")
    try verifyAll(at: "2041-02-01T00:00:00Z")
    try append("one")
    try alter("INSERT INTO text VALUES (\(size + 1), zeroblob(32), x'7b7d')")
    let resumed = try #require(try resume())
    for codes in [resumed.codes(), try verify(path).codes()] {
      #expect(codes == ["index.stale@\(size + 1)", "text.digest@\(size + 1)"])
    }
  }

  @Test("a record of an auditor has no words in it")
  func noWords() throws {
    try verifyAll()
    let record = try folder.read("audit.state")
    var count = 0
    for text in chronicle.contents.rows.flatMap(\.texts) where text.bytes.contains(where: { $0 != 0 }) {
      count += 1
      #expect(record.firstRange(of: text.bytes.dropFirst(50)) == nil)
    }
    #expect(count > 10)
  }

  @Test("nothing new is no finding")
  func nothingNew() throws {
    try verifyAll()
    let report = try #require(try resume())
    #expect(report.isIntact)
    #expect(report.size == size)
  }

  @Test("checkpoints and heads kept from before the record are proved against it, and contradictions are found")
  func heldBefore() throws {
    try append("one")
    let kept = try SignedCheckpoint(HighWaterMark.note(in: folder.read("mark")))
    let head = try SQLiteLedgerReader.open(path).head()
    try append("two")
    try append("three")
    try verifyAll()
    try append("four")
    let sound = try #require(
      try resume(trust: Trust(knownHeads: [(head.size, head.leaf), (size, chronicle.head)], held: [kept])))
    #expect(sound.findings == [])
    let other = try SignedCheckpoint(
      Checkpoint(origin: kept.checkpoint.origin, size: kept.checkpoint.size, root: elsewhere()),
      signedBy: NoteSigner(name: Chronicle.origin, privateKey: chronicle.cast.nextLog))
    let contradictory = Trust(knownHeads: [(size, try elsewhere())], held: [other])
    let forked = try #require(try resume(trust: contradictory))
    #expect(forked.codes() == ["checkpoint.fork@\(size - 1)", "checkpoint.fork@\(size)"])
  }

  @Test("a checkpoint kept from before is held against proved hashes, and not against those that the store has now")
  func exchangedNode() throws {
    try verifyAll()
    // The keeper signed another history of four entries once, and makes its store tell that root to whoever asks for it.
    let position = try #require(NodePosition(level: 2, index: 0)).storageIndex
    let root = try elsewhere()
    try alter("UPDATE tree_hash SET hash = x'\(root.hex)' WHERE position = \(position)")
    let given = try SignedCheckpoint(
      Checkpoint(origin: given(Origin(Chronicle.origin)), size: 4, root: root),
      signedBy: NoteSigner(name: Chronicle.origin, privateKey: chronicle.cast.log))
    #expect(try resume(trust: Trust(held: [given])) == nil, "all is to be read again")
    #expect(try verify(path, trust: Trust(held: [given])).codes().contains { $0.hasPrefix("checkpoint.fork@") })
  }

  @Test("a fault in a new entry is found, at its place")
  func newFault() throws {
    try verifyAll()
    try append("one")
    let database = try RawDatabase(path)
    try database.withoutTriggers {
      try database.run(
        "UPDATE envelope SET bytes = (SELECT bytes FROM envelope WHERE seq = 0) WHERE seq = ?",
        [
          .integer(Int64(size))
        ])
    }
    let report = try #require(try resume())
    #expect(report.codes().contains("envelope.digest@\(size)"))
  }

  @Test(
    "what stands behind the last entry, or beside a new one, is found as in a full verification",
    arguments: [
      ("INSERT INTO checkpoint VALUES (99, x'00')", "file.count@-"),
      ("INSERT INTO tree_hash VALUES (999, zeroblob(32))", "file.count@-"),
      ("INSERT INTO envelope VALUES (99, x'00')", "file.reference@-"),
      ("INSERT INTO text VALUES (99, zeroblob(32), x'00')", "file.reference@-"),
      ("DELETE FROM checkpoint WHERE size > (SELECT min(size) FROM checkpoint)", "checkpoint.missing@"),
    ])
  func leftovers(_ statement: String, _ code: String) throws {
    try append("one")
    try verifyAll()
    try append("two")
    let database = try RawDatabase(path)
    try database.withoutTriggers {
      try database.run("PRAGMA foreign_keys=OFF")
      try database.run(statement)
    }
    let resumed = try #require(try resume())
    for codes in [resumed.codes(), try verify(path).codes()] {
      #expect(codes.contains { $0.hasPrefix(code) }, "\(codes)")
    }
  }

  @Test(
    "a ledger that was cut or rewritten below the record is not taken for its continuation",
    arguments: [
      "DELETE FROM entry WHERE seq >= 20", "UPDATE tree_hash SET hash = zeroblob(32)",
      "UPDATE entry SET header = CAST(header || x'0a' AS BLOB) WHERE seq = 0",
    ])
  func rewritten(_ statement: String) throws {
    try verifyAll()
    let database = try RawDatabase(path)
    try database.withoutTriggers {
      if statement.hasPrefix("DELETE") { try database.run("DELETE FROM envelope WHERE seq >= 20") }
      try database.run(statement)
    }
    #expect(try resume() == nil)
    // The full verification that then takes place knows where the record ended.
    let known = try earlier()
    let report = try verify(path, trust: Trust(knownHeads: [(known.size, known.head)]))
    #expect(!report.isIntact)
  }

  @Test("the log's snapshot is no auditor's record, and the other way round")
  func kinds() throws {
    try verifyAll()
    try folder.write(folder.read("audit.state"), to: "ledger.db.snapshot")
    #expect(throws: ArchiveFault.self) { _ = try LedgerSnapshot.beside(path) }
    try append("one")
    do {
      let issuer = CheckpointIssuer(
        signers: [try NoteSigner(name: Chronicle.origin, privateKey: chronicle.cast.nextLog)],
        mark: HighWaterMark(path: folder.path("mark")))
      var appender = try LedgerAppender(opening: path, issuer: issuer)
      appender.leaveSnapshot(always: true)
    }
    #expect(throws: ArchiveFault.self) { _ = try LedgerSnapshot.verified(at: path + ".snapshot") }
  }

  @Test("a damaged record says nothing about the ledger, and is not written over by what was read with it")
  func damagedRecordIsNoFinding() throws {
    try verifyAll()
    let pages = try earlier().directory.statements.pages
    let first = try #require(pages.first).first
    // A statement that sorts before all pages is not there, and no page is read to know it: one that does not is needed.
    for number in 0... {
      let (high, low) = try append("newcomer-\(number)").statement.leadingWords
      if first < SnapshotDirectory.Pair(high: high, low: low) { break }
    }
    var bytes = try folder.read("audit.state")
    for (_, part) in pages { bytes[Int(part.offset)] ^= 1 }
    try folder.write(bytes, to: "audit.state")
    let reader = try SQLiteLedgerReader.open(path)
    let record = try earlier()
    var verification = try LedgerVerification(cores: 1)
    var isKept = false
    let report = try verification.resume(reader, from: record, keeping: { _, _ in isKept = true })
    #expect(report == nil)
    #expect(!isKept)
    #expect(record.failure != nil)
    #expect(try verify(path).isIntact)
  }

  @Test("a record with a changed byte is refused, or ends the verification; it never speaks for what it does not hold")
  func damagedRecord() throws {
    try verifyAll()
    try append("one")
    let sound = try folder.read("audit.state")
    for place in stride(from: 0, to: sound.count, by: 97) {
      var bytes = sound
      bytes[place] ^= 0x04
      try folder.write(bytes, to: "audit.state")
      do {
        guard let known = try LedgerSnapshot.verified(at: record) else { continue }
        let reader = try SQLiteLedgerReader.open(path)
        var verification = try LedgerVerification(cores: 1)
        let report = try verification.resume(reader, from: known)
        // Only times and unread parts can have changed unnoticed.
        if let report { #expect(report.isIntact && report.size == size + 1, "byte \(place)") }
      } catch is ArchiveFault {
        continue
      }
    }
  }
}
