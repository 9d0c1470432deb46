import Fixtures
import Pledges
import Testing

@testable import Storage

@Suite("Versions of the tables")
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
    #expect(try bareConnection(path).text("PRAGMA user_version") == "3")
    #expect(try indexes(path) == ["sqlite_autoindex_entry_1"])
  }

  @Test("Tables that ledgers of version 0 of the format were in are refused as that", arguments: [1, 2])
  func ofFormatZero(version: Int) throws {
    var sample = SampleLedger()
    _ = try SQLiteLedgerWriter.create(path, first: sample.batch(3), reserve: 0)
    try tamper(path, "PRAGMA user_version=\(version)")
    let before = try folder.read("ledger.db")
    #expect(storageCode { try SQLiteLedgerReader.open(path) } == .versionZero)
    #expect(storageCode { try SQLiteLedgerWriter.open(path, reserve: 0) } == .versionZero)
    #expect(try folder.read("ledger.db") == before)
  }

  private func indexes(_ path: String) throws -> [String] {
    var statement = try Storage.Statement(
      "SELECT name FROM sqlite_schema WHERE type = 'index' ORDER BY name", on: bareConnection(path))
    var names: [String] = []
    while try statement.step() { names.append(statement.text(0) ?? "?") }
    return names
  }
}
