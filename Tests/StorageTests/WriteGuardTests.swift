import Fixtures
import Testing

@testable import Storage

@Suite("The writer's guard")
struct WriteGuardTests {
  @Test(
    "Nothing but appending can even be prepared on the writer's connection",
    arguments: [
      "DROP TRIGGER entry_delete", "DROP TABLE entry", "CREATE TABLE other(a)", "CREATE TEMP TABLE other(a)",
      "CREATE TRIGGER t AFTER INSERT ON entry BEGIN SELECT 1; END", "CREATE VIEW v AS SELECT 1",
      "ALTER TABLE entry RENAME TO e",
      "DELETE FROM entry", "DELETE FROM envelope", "DELETE FROM text", "DELETE FROM tree_hash",
      "UPDATE entry SET header = x'00'", "UPDATE envelope SET bytes = x'00'", "UPDATE checkpoint SET note = x'00'",
      "UPDATE text SET bytes = zeroblob(length(bytes))", "UPDATE text SET digests = zeroblob(32)",
      "PRAGMA journal_mode=OFF", "PRAGMA writable_schema=ON", "PRAGMA user_version=7", "PRAGMA integrity_check",
      "ATTACH ':memory:' AS other", "VACUUM INTO '/tmp/pledgebook-never-made'", "SAVEPOINT s", "REINDEX", "ANALYZE",
      "SELECT load_extension('x')", "SELECT hex(header) FROM entry", "SELECT sql FROM sqlite_schema",
      "INSERT INTO sqlite_schema VALUES ('table', 'x', 'x', 0, '')",
    ])
  func denied(sql: String) throws {
    let folder = try TemporaryFolder()
    var sample = SampleLedger()
    let writer = try SQLiteLedgerWriter.create(folder.path("ledger.db"), first: sample.batch(3), reserve: 0)
    let error = storageError { try writer.connection.execute(sql) }
    #expect(error?.code == .programming, "\(sql): \(error.debugDescription)")
    #expect(error?.sql == sql)
    try writer.append(sample.batch(1))
    #expect(try rows(of: writer) == sample.entries.map(StoredRow.entry))
  }

  @Test(
    "A reader's connection changes nothing",
    arguments: [
      "INSERT INTO checkpoint VALUES (99, x'00')", "DELETE FROM envelope", "DROP TRIGGER entry_delete",
      "PRAGMA user_version=7", "CREATE TABLE other(a)", "ATTACH '/tmp/pledgebook-never-made' AS other",
    ])
  func readerDenied(sql: String) throws {
    let folder = try TemporaryFolder()
    _ = try SampleLedger.file(folder.path("ledger.db"))
    let reader = try SQLiteLedgerReader.open(folder.path("ledger.db"))
    #expect(storageCode { try reader.connection.execute(sql) } != nil, "\(sql)")
    #expect(try reader.structuralFindings().isEmpty)
  }
}
