import Fixtures
import Pledges
import Testing

@testable import Storage

@Suite("Ledgers of earlier versions")
struct VersionTests {
  private let folder: TemporaryFolder
  private var path: String { folder.path("ledger.db") }

  init() throws {
    folder = try TemporaryFolder()
  }

  @Test("New ledgers have the newest version", arguments: [true, false])
  func newest(isEmpty: Bool) throws {
    var sample = SampleLedger()
    _ = try SQLiteLedgerWriter.create(path, first: isEmpty ? nil : sample.batch(2), reserve: 0)
    #expect(try bareConnection(path).text("PRAGMA user_version") == "2")
    #expect(try indexes(path) == ["sqlite_autoindex_entry_1", "sqlite_autoindex_redaction_1"])
  }

  @Test(
    "Each version is read, appended to, redacted, checked and copied, and keeps its tables", arguments: [UInt32(1), 2])
  func lifeCycle(version: UInt32) throws {
    var sample = SampleLedger()
    try SampleLedger.emptyFile(path, version: version)
    let before = try indexes(path)
    do {
      let writer = try SQLiteLedgerWriter.open(path, reserve: 0)
      try writer.append(sample.batch(5, checkpoint: true))
      try writer.append(sample.batch(2, redacting: [1, 3], checkpoint: true))
    }
    let writer = try SQLiteLedgerWriter.open(path, reserve: 0)
    try writer.append(sample.batch(40, checkpoint: true))
    var copy = sample
    var repeating = try copy.batch(1)
    repeating.entries[0].statement = sample.entries[9].statement
    let error = storageError { try writer.append(repeating) }
    #expect(error?.code == .duplicateStatement && error?.entry == EntryIndex(9))
    try writer.backup(to: folder.path("copy.db"))
    for name in ["ledger.db", "copy.db"] {
      let reader = try SQLiteLedgerReader.open(folder.path(name))
      #expect(try reader.structuralFindings().isEmpty)
      #expect(try rows(of: reader) == sample.entries.map(StoredRow.entry))
      #expect(try reader.latestCheckpoint() == sample.checkpoints.last)
      #expect(try indexes(folder.path(name)) == before)
    }
    #expect(before.count == (version == 1 ? 4 : 2))
  }

  @Test("Tables of one version in a file of another are refused, and found", arguments: [UInt32(1), 2])
  func exchanged(version: UInt32) throws {
    var sample = SampleLedger()
    try SampleLedger.emptyFile(path, version: version)
    try SQLiteLedgerWriter.open(path, reserve: 0).append(sample.batch(3))
    #expect(storageCode { try SQLiteLedgerReader.open(path) } == nil)
    let opened = try SQLiteLedgerReader.open(path)
    try tamper(path, "PRAGMA user_version=\(3 - version)")
    #expect(storageCode { try SQLiteLedgerReader.open(path) } == .alteredSchema)
    #expect(storageCode { try SQLiteLedgerWriter.open(path, reserve: 0) } == .alteredSchema)
    let findings = try opened.structuralFindings()
    #expect(!findings.isEmpty && findings.allSatisfy { $0.code == .schema }, "\(findings)")
    #expect(findings.contains { $0.reason.hasPrefix("entry_append ") }, "\(findings)")
  }

  @Test("One index of version 1 less is refused as well")
  func withoutIndex() throws {
    try SampleLedger.emptyFile(path, version: 1)
    try tamperSchema(path, replacing: "leaf      BLOB NOT NULL UNIQUE", with: "leaf      BLOB NOT NULL       ")
    #expect(storageCode { try SQLiteLedgerReader.open(path) } != nil)
  }

  private func indexes(_ path: String) throws -> [String] {
    var statement = try Storage.Statement(
      "SELECT name FROM sqlite_schema WHERE type = 'index' ORDER BY name", on: bareConnection(path))
    var names: [String] = []
    while try statement.step() { names.append(statement.text(0) ?? "?") }
    return names
  }
}
