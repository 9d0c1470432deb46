import Fixtures
import Pledges
import Testing

@testable import Storage

@Suite("What is wrong with a file as such")
struct StructureTests {
  let folder: TemporaryFolder
  var path: String { folder.path("ledger.db") }

  init() throws {
    folder = try TemporaryFolder()
  }

  /// A change that our schema forbids, made by taking the schema's guards off and putting them back.
  struct Damage: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let statement: String
    /// The row that a scan then reports, and the codes among the findings.
    let row: Int64?
    let findings: Set<StructuralFinding.Code>

    init(_ statement: String, row: Int64? = nil, _ findings: StructuralFinding.Code...) {
      testDescription = statement
      self.statement = statement
      self.row = row
      self.findings = Set(findings)
    }

    func inflict(on path: String) throws {
      try tamperSchema(path, replacing: ") STRICT", with: ") /*loose*/")
      let triggers = LedgerSchema.objects.filter { $0.type == "trigger" }
      let connection = try bareConnection(path)
      try connection.execute("PRAGMA ignore_check_constraints=ON")
      for trigger in triggers { try connection.execute("DROP TRIGGER \(trigger.name)") }
      try connection.execute(statement)
      for trigger in triggers { try connection.execute(try #require(trigger.sql)) }
      try tamperSchema(path, replacing: ") /*loose*/", with: ") STRICT")
    }
  }

  static let damages = [
    Damage("UPDATE entry SET header = 'text' WHERE seq = 2", row: 2, .value, .integrity),
    Damage("UPDATE entry SET header = x'' WHERE seq = 2", row: 2, .value),
    Damage("UPDATE entry SET header = 7 WHERE seq = 0", row: 0, .value, .integrity),
    Damage("UPDATE entry SET previous = x'0102' WHERE seq = 1", row: 1, .value),
    Damage("UPDATE entry SET leaf = '0123456789abcdef0123456789abcdef' WHERE seq = 3", row: 3, .value, .integrity),
    Damage("UPDATE entry SET statement = zeroblob(33) WHERE seq = 3", row: 3, .value),
    Damage("UPDATE envelope SET bytes = 'text' WHERE seq = 2", row: 2, .value, .integrity),
    Damage("UPDATE envelope SET bytes = x'' WHERE seq = 2", .value),
    Damage("UPDATE entry SET seq = -1 WHERE seq = 0", row: -1, .value, .reference),
    Damage("UPDATE text SET digests = 'x' WHERE seq = 0", .value, .integrity),
    Damage("UPDATE text SET digests = zeroblob(33) WHERE seq = 0", .value),
    Damage("UPDATE text SET digests = x'' WHERE seq = 0", .value),
    Damage("UPDATE text SET bytes = 'text' WHERE seq = 0", .value, .integrity),
    Damage("UPDATE text SET bytes = x'' WHERE seq = 0", .value),
    Damage("UPDATE text SET seq = -1 WHERE seq = 0", .reference),
    Damage("UPDATE text SET seq = 9223372036854775807 WHERE seq = 0", .reference),
    Damage("INSERT INTO text VALUES (5, zeroblob(32), x'00')", .reference),
    Damage("UPDATE tree_hash SET hash = x'00' WHERE position = 3", .value),
    Damage("UPDATE tree_hash SET position = -1 WHERE position = 3", .value),
    Damage("UPDATE checkpoint SET note = 'text'", .value, .integrity),
    Damage("DELETE FROM tree_hash WHERE position = 3", .count),
    Damage("INSERT INTO tree_hash VALUES (99, zeroblob(32))", .count),
    Damage("DELETE FROM entry WHERE seq = 1", .count, .reference),
    Damage("INSERT INTO envelope VALUES (99, x'00')", .reference),
    Damage("INSERT INTO envelope VALUES (-1, x'00')", .reference),
    Damage("INSERT INTO checkpoint VALUES (99, x'00')", .count),
  ]

  @Test("Each kind of damage is found, and the scan goes on behind the row that holds it", arguments: damages)
  func damage(_ damage: Damage) throws {
    // Entry 4 removes the words of entry 1.
    let sample = try SampleLedger.file(path, entries: 4, removing: [1])
    #expect(try SQLiteLedgerReader.open(path).structuralFindings().isEmpty)
    try damage.inflict(on: path)
    let reader = try SQLiteLedgerReader.open(path)
    let findings = try reader.structuralFindings()
    #expect(damage.findings.isSubset(of: findings.map(\.code)), "\(findings)")
    let rows = try rows(of: reader)
    let faults = rows.compactMap { if case .fault(let fault) = $0 { fault.index } else { nil } }
    #expect(faults == [damage.row].compactMap { $0 })
    if let row = damage.row, row >= 0 {
      #expect(storageCode { try reader.entry(at: EntryIndex(UInt64(row))) } == .damaged)
    }
    #expect(rows.count >= sample.entries.count - 1)
  }

  @Test(
    "Tree hashes are read in order up to one that is damaged or not there, and asked for alone it says which",
    arguments: [
      (Damage("UPDATE tree_hash SET hash = x'00' WHERE position = 3", .value), StorageError.Code?.some(.damaged)),
      (Damage("DELETE FROM tree_hash WHERE position = 3", .count), nil),
    ])
  func treeStretch(_ damage: Damage, code: StorageError.Code?) throws {
    let sample = try SampleLedger.file(path, entries: 8)
    try damage.inflict(on: path)
    let reader = try SQLiteLedgerReader.open(path)
    #expect(reader.treeHashes(from: 0, count: 10) == Array(sample.treeHashes[..<3]))
    #expect(reader.treeHashes(from: 3, count: 10).isEmpty)
    #expect(reader.treeHashes(from: 4, count: 4) == Array(sample.treeHashes[4..<8]))
    #expect(storageCode { try reader.treeHash(at: 3) } == code)
  }

  @Test("A page that cannot be read is a finding, and the scan says that it stopped")
  func brokenPage() throws {
    _ = try SampleLedger.file(path, entries: 200)
    try SQLiteLedgerReader.open(path).backup(to: folder.path("copy.db"))
    var bytes = try folder.read("copy.db")
    let header = Array("pledgebook/entry/v1\nindex 100".utf8)
    let place = try #require((0..<bytes.count).first { bytes[$0...].starts(with: header) })
    let page = place / 4096 * 4096
    for position in page..<(page + 4096) { bytes[position] = 0xff }
    try folder.write(bytes, to: "copy.db")
    let reader = try SQLiteLedgerReader.open(folder.path("copy.db"))
    #expect(try reader.structuralFindings().contains { $0.code == .integrity })
    var seen = 0
    let code = storageCode {
      try reader.forEachEntry { _ in
        seen += 1
        return true
      }
    }
    #expect(code == .damaged)
    #expect(seen > 0 && seen <= 100)
  }

  @Test("Errors show the statement and the code, and no value")
  func errors() throws {
    _ = try SampleLedger.file(path)
    let connection = try bareConnection(path)
    var insert = try Statement("INSERT INTO checkpoint(size, note) VALUES (?, ?)", on: connection)
    try insert.bind(4711, at: 1)
    try insert.bind(Array("secret".utf8), at: 2)
    let error = storageError { try connectionStep(&insert) }
    #expect(error?.code == .programming)
    #expect(error?.sqliteName == "SQLITE_CONSTRAINT_TRIGGER")
    #expect(error?.sqliteCode == 1811)
    #expect(error?.sqliteMessage == "checkpoint is append-only")
    #expect(error?.sql == "INSERT INTO checkpoint(size, note) VALUES (?, ?)")
    for text in [error?.description, error?.debugDescription] {
      #expect(text?.contains("4711") == false && text?.contains("secret") == false)
    }
    #expect(error == StorageError(.programming, "equal by its code alone"))
  }

  @Test(
    "A code that we have no name for is named by its family",
    arguments: [
      (5, "SQLITE_BUSY"), (261, "SQLITE_BUSY_RECOVERY"), (11, "SQLITE_CORRUPT"), (99 << 8 | 10, "SQLITE_IOERR(25354)"),
      (250, "SQLITE_UNKNOWN"),
    ])
  func names(code: Int32, name: String) {
    #expect(SQLiteCode(code).name == name)
  }

  @Test(
    "Each family of SQLite's codes has its meaning",
    arguments: [
      (261, StorageError.Code.busy), (6, .busy), (13, .diskFull), (18, .tooLarge), (7, .outOfMemory), (9, .interrupted),
      (26, .notALedger), (11, .damaged), (24, .damaged), (776, .readOnly), (14, .readOnly), (3, .readOnly),
      (522, .truncated), (1034, .inputOutput), (17, .alteredSchema), (21, .programming), (1811, .programming),
      (23, .programming),
    ] as [(Int32, StorageError.Code)])
  func meanings(code: Int32, meaning: StorageError.Code) {
    #expect(StorageError(sqlite: SQLiteCode(code), message: nil, sql: nil).code == meaning)
  }

  private func connectionStep(_ statement: inout Storage.Statement) throws(StorageError) {
    _ = try statement.step()
  }
}
