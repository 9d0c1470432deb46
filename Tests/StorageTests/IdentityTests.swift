import Files
import Fixtures
import Glibc
import Testing

@testable import Storage

@Suite("Files that are refused, and stay as they are")
struct IdentityTests {
  let folder: TemporaryFolder
  var path: String { folder.path("ledger.db") }

  init() throws {
    folder = try TemporaryFolder()
  }

  /// A way to spoil a sealed ledger file, and the code by which it is refused.
  struct Spoiling: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let code: StorageError.Code
    let spoil: @Sendable (TemporaryFolder) throws -> Void

    init(
      _ name: String, _ code: StorageError.Code, _ spoil: @escaping @Sendable (TemporaryFolder) throws -> Void
    ) {
      testDescription = name
      self.code = code
      self.spoil = spoil
    }

    /// Changes the bytes of the file itself.
    static func bytes(
      _ name: String, _ code: StorageError.Code, _ change: @escaping @Sendable (inout [UInt8]) -> Void
    ) -> Spoiling {
      Spoiling(name, code) { folder in
        var bytes = try folder.read("ledger.db")
        change(&bytes)
        try folder.write(bytes, to: "ledger.db")
      }
    }

    /// Changes the file by SQL.
    static func sql(_ name: String, _ code: StorageError.Code, _ statement: String) -> Spoiling {
      Spoiling(name, code) { folder in try tamper(folder.path("ledger.db"), statement) }
    }

    /// Changes one definition in the schema and nothing else.
    static func schema(_ old: String, _ new: String) -> Spoiling {
      Spoiling("\(old) becomes \(new)", .alteredSchema) { folder in
        try tamperSchema(folder.path("ledger.db"), replacing: old, with: new)
      }
    }
  }

  static let spoilings: [Spoiling] = [
    .bytes("empty", .notALedger) { $0 = [] },
    .bytes("a text", .notALedger) { $0 = Array("these are my notes\n".utf8) },
    .bytes("a long text", .notALedger) { $0 = Array(repeating: UInt8(ascii: "x"), count: 8192) },
    .bytes("another magic", .notALedger) { $0[3] ^= 1 },
    .sql("another program's database", .notALedger, "PRAGMA application_id=1234"),
    .sql("a newer version", .newerVersion, "PRAGMA user_version=4"),
    .sql("a version of the far future", .newerVersion, "PRAGMA user_version=-1"),
    .sql("an older version", .olderVersion, "PRAGMA user_version=0"),
    .sql("a version of the tables of version 0 of the format", .versionZero, "PRAGMA user_version=1"),
    .bytes("cut to its first bytes", .truncated) { $0.removeSubrange(50...) },
    .bytes("cut to one page", .truncated) { $0.removeSubrange(4096...) },
    .bytes("cut by one byte", .truncated) { $0.removeLast() },
    .bytes("cut by one page", .truncated) { $0.removeLast(4096) },
    .bytes("cut in half", .truncated) { $0.removeSubrange(($0.count / 2)...) },
    .sql("a table more", .alteredSchema, "CREATE TABLE other(a)"),
    .sql("an index more", .alteredSchema, "CREATE INDEX other ON entry(header)"),
    .sql("a view more", .alteredSchema, "CREATE VIEW other AS SELECT 1"),
    .sql("a trigger more", .alteredSchema, "CREATE TRIGGER o AFTER INSERT ON entry BEGIN SELECT 1; END"),
    .sql("a trigger less", .alteredSchema, "DROP TRIGGER entry_delete"),
    .sql("a table less", .alteredSchema, "DROP TABLE checkpoint"),
    .sql("statistics", .alteredSchema, "ANALYZE"),
    .schema("max(seq) + 1", "max(seq) + 2"),
    .schema("length(leaf) = 32", "length(leaf) > 32"),
    .schema("'entry is append-only'", "'entry is append-onlY'"),
    .schema(" STRICT", " STRICt"),
    .schema("RAISE", "RAISEX"),
    .schema("CREATE TABLE entry(", "CREATE TABLE entri("),
  ]

  @Test("Another file is refused by its own code, unchanged and without a trace", arguments: spoilings)
  func refused(_ spoiling: Spoiling) throws {
    _ = try SampleLedger.file(folder.path("working.db"))
    try SQLiteLedgerReader.open(folder.path("working.db")).backup(to: path)
    try spoiling.spoil(folder)
    let before = try folder.read("ledger.db")
    let names = try folder.names()
    for number in 0..<2 {
      let error = storageError {
        if number == 0 {
          _ = try SQLiteLedgerReader.open(path)
        } else {
          _ = try SQLiteLedgerWriter.open(path, reserve: 0)
        }
      }
      #expect(error?.code == spoiling.code, "\(error.debugDescription)")
      #expect(error?.outcome == .notCommitted)
    }
    #expect(try folder.read("ledger.db") == before)
    // A lock beside a file whose identity is right is the one thing that may appear.
    #expect(try folder.names().filter { $0 != "ledger.db.lock" } == names)
    let isALedgerByHeader = spoiling.code == .alteredSchema
    #expect(try folder.names().contains("ledger.db.lock") == isALedgerByHeader)
  }

  @Test("A working ledger with an altered schema is refused, and its log is left alone")
  func alteredWithLog() throws {
    _ = try SampleLedger.file(path)
    let other = try bareConnection(path)
    try other.execute("CREATE TABLE other(a)")
    let before = try folder.read("ledger.db")
    let log = try folder.read("ledger.db-wal")
    #expect(!log.isEmpty)
    #expect(storageCode { try SQLiteLedgerWriter.open(path, reserve: 0) } == .alteredSchema)
    #expect(storageCode { try SQLiteLedgerReader.open(path) } == .alteredSchema)
    #expect(try folder.read("ledger.db") == before)
    #expect(try folder.read("ledger.db-wal") == log)
  }

  @Test(
    "A damaged end is refused by the writer and shown by the reader",
    arguments: [
      ("header", "UPDATE entry SET header = x'6162' WHERE seq = 3"),
      ("leaf", "UPDATE entry SET leaf = randomblob(32) WHERE seq = 2"),
      ("previous", "UPDATE entry SET previous = randomblob(32) WHERE seq = 3"),
    ])
  func damagedEnd(_ column: String, _ statement: String) throws {
    _ = try SampleLedger.file(path)
    try tamper(path, "DROP TRIGGER entry_update", statement, try #require(LedgerSchema.sql(of: "entry_update")))
    #expect(storageCode { try SQLiteLedgerWriter.open(path, reserve: 0) } == .damaged)
    #expect(try rows(of: SQLiteLedgerReader.open(path)).count == 4)
  }

  @Test(
    "A tree that is not as long as the entries is refused by the writer",
    arguments: [
      "DELETE FROM tree_hash WHERE position = 6", "INSERT INTO tree_hash VALUES (7, zeroblob(32))",
    ])
  func wrongTree(statement: String) throws {
    _ = try SampleLedger.file(path)
    try tamper(path, "DROP TRIGGER tree_hash_delete", statement, try #require(LedgerSchema.sql(of: "tree_hash_delete")))
    #expect(storageCode { try SQLiteLedgerWriter.open(path, reserve: 0) } == .damaged)
    #expect(try SQLiteLedgerReader.open(path).structuralFindings().map(\.code) == [.count])
  }

  @Test("A missing file is never made")
  func missing() throws {
    #expect(storageCode { try SQLiteLedgerWriter.open(path) } == .notFound)
    #expect(storageCode { try SQLiteLedgerReader.open(path) } == .notFound)
    #expect(storageCode { try SQLiteLedgerReader.open(folder.path("no/ledger.db")) } == .notFound)
    #expect(storageCode { try SQLiteLedgerWriter.create(folder.path("no/ledger.db")) } == .notFound)
    #expect(storageCode { try SQLiteLedgerReader.open("") } == .notFound)
    #expect(try folder.names().isEmpty)
  }

  @Test("Folders, links and files with two names are refused")
  func notPlain() throws {
    _ = try SampleLedger.file(folder.path("working.db"))
    #expect(mkdir(folder.path("folder"), 0o700) == 0)
    #expect(symlink(folder.path("working.db"), folder.path("link.db")) == 0)
    for name in ["folder", "link.db", "folder/"] {
      #expect(storageCode { try SQLiteLedgerReader.open(folder.path(name)) } == .notAPlainFile, "\(name)")
      #expect(storageCode { try SQLiteLedgerWriter.open(folder.path(name)) } == .notAPlainFile, "\(name)")
    }
    #expect(link(folder.path("working.db"), folder.path("second.db")) == 0)
    #expect(storageCode { try SQLiteLedgerWriter.open(folder.path("second.db")) } == .notAPlainFile)
    #expect(storageCode { try SQLiteLedgerWriter.open(folder.path("working.db")) } == .notAPlainFile)
  }

  @Test("A folder reached through a link is the folder itself, with one lock")
  func linkedFolder() throws {
    _ = try SampleLedger.file(path)
    #expect(symlink(folder.path, folder.path("way")) == 0)
    let writer = try SQLiteLedgerWriter.open(folder.path("way/ledger.db"), reserve: 0)
    #expect(storageCode { try SQLiteLedgerWriter.open(path, waitingUpTo: 0) } == .busy)
    #expect(writer.path.hasSuffix("/ledger.db") && writer.path.text?.contains("/way/") == false)
  }

  @Test("A folder that everybody may write is refused, unless nobody can remove the files of others")
  func openFolder() throws {
    _ = try SampleLedger.file(path)
    chmod(folder.path, 0o777)
    #expect(storageCode { try SQLiteLedgerWriter.open(path, reserve: 0) } == .unsafeFolder)
    #expect(storageCode { try SQLiteLedgerWriter.create(folder.path("new.db"), reserve: 0) } == .unsafeFolder)
    chmod(folder.path, 0o1777)
    #expect(storageCode { try SQLiteLedgerWriter.open(path, reserve: 0) } == nil)
  }

  @Test("A file that others may read is opened with a warning")
  func openFile() throws {
    _ = try SampleLedger.file(path)
    chmod(path, 0o644)
    #expect(
      try SQLiteLedgerWriter.open(path, reserve: 0).warnings == ["the ledger's file has mode 644, wider than 600"])
  }
}

extension LedgerSchema {
  /// The definition of one of our objects.
  static func sql(of name: String) -> String? {
    objects.first { $0.name == name }?.sql
  }
}
