import Fixtures
import Testing

@testable import Storage

/// Attempts to change a ledger by SQL, with none of our settings and guards on the connection: only triggers and checks.
@Suite("Append-only by schema")
struct TriggerTests {
  static let verbs = [
    "INSERT", "INSERT OR REPLACE", "INSERT OR IGNORE", "INSERT OR ABORT", "INSERT OR FAIL", "INSERT OR ROLLBACK",
  ]
  static let conflicts = ["UPDATE", "UPDATE OR REPLACE", "UPDATE OR IGNORE", "UPDATE OR FAIL", "UPDATE OR ROLLBACK"]

  private static let entry = "INTO entry(seq, previous, leaf, statement, header)"
  private static let last = "(SELECT leaf FROM entry ORDER BY seq DESC LIMIT 1)"
  private static let (new, other) = ("randomblob(32)", "x'01'")

  /// Values of a new entry with one thing wrong: 13 ways, each with every verb.
  static let entryValues = [
    "2, \(last), \(new), \(new), \(other)",  // a seq that exists
    "4, (SELECT previous FROM entry WHERE seq = 2), \(new), \(new), \(other)",
    "4, \(last), \(new), (SELECT statement FROM entry WHERE seq = 2), \(other)",
    "3, (SELECT previous FROM entry WHERE seq = 3), \(new), \(new), \(other)",  // in place of the last
    "3, (SELECT previous FROM entry WHERE seq = 3), \(new), (SELECT statement FROM entry WHERE seq = 3), \(other)",
    "5, \(last), \(new), \(new), \(other)",  // a gap
    "NULL, (SELECT previous FROM entry WHERE seq = 2), \(new), \(new), \(other)",
    "4, \(new), \(new), \(new), \(other)",  // a wrong previous
    "4, x'', \(new), \(new), \(other)",
    "4, 'text', \(new), \(new), \(other)",
    "4, NULL, \(new), \(new), \(other)",
    "4, \(last), x'0102', \(new), \(other)",  // a short blob
    "4, \(last), \(new), \(new), NULL",
  ]

  /// The leaf of another entry, which no trigger refuses.
  static let repeatedLeaf = "4, \(last), (SELECT leaf FROM entry WHERE seq = 2), \(new), \(other)"

  static let entryAttempts =
    verbs.flatMap { verb in entryValues.map { "\(verb) \(entry) VALUES (\($0))" } }
    + ["INSERT OR REPLACE INTO entry SELECT * FROM entry WHERE seq = 2"]
    + conflicts.map { "\($0) entry SET header = x'00' WHERE seq = 2" }
    + ["UPDATE OR REPLACE entry SET statement = (SELECT statement FROM entry WHERE seq = 1) WHERE seq = 2"]
    + ["DELETE FROM entry WHERE seq = 3", "DELETE FROM entry WHERE seq = 0", "DELETE FROM entry"]
    + [
      "INSERT \(entry) VALUES (2, \(last), \(new), \(new), x'01') ON CONFLICT(seq) DO UPDATE SET header = x'00'",
      "INSERT \(entry) VALUES (4, \(last), \(new), (SELECT statement FROM entry WHERE seq = 2), x'01')"
        + " ON CONFLICT(statement) DO UPDATE SET header = x'00'",
    ]

  static let envelopeAttempts =
    verbs.flatMap { verb in
      ["2, x'01'", "3, x'01'", "4, x'01'", "NULL, x'01'", "1, x'01'", "3, NULL", "3, 'text'", "3, x''", "-1, x'01'"].map
      {
        "\(verb) INTO envelope(seq, bytes) VALUES (\($0))"
      }
    } + conflicts.map { "\($0) envelope SET bytes = x'00' WHERE seq = 2" }
    + [
      "UPDATE envelope SET seq = 9 WHERE seq = 2", "DELETE FROM envelope", "DELETE FROM envelope WHERE seq = 2",
      "INSERT INTO envelope(seq, bytes) VALUES (2, x'01') ON CONFLICT(seq) DO UPDATE SET bytes = x'00'",
    ]

  static let textAttempts =
    verbs.flatMap { verb in
      [
        "2, \(new), \(other)", "0, \(new), \(other)",  // of an earlier entry
        "4, \(new), \(other)", "NULL, \(new), \(other)", "-1, \(new), \(other)", "'x', \(new), \(other)",
        "3, x'01', \(other)", "3, randomblob(63), \(other)", "3, x'', \(other)", "3, NULL, \(other)",
        "3, 'x', \(other)",
        "3, \(new), x''", "3, \(new), NULL", "3, \(new), 'x'",
      ].map { "\(verb) INTO text(seq, digests, bytes) VALUES (\($0))" }
    }
    + conflicts.flatMap { verb in
      [
        "bytes = x'00'", "bytes = zeroblob(length(bytes) - 1)", "bytes = zeroblob(length(bytes) + 1)", "bytes = x''",
        "bytes = NULL", "digests = \(new)", "digests = zeroblob(length(digests)), bytes = zeroblob(length(bytes))",
        "seq = 3, bytes = zeroblob(length(bytes))",
      ].map { "\(verb) text SET \($0) WHERE seq = 2" }
    } + [
      "DELETE FROM text", "DELETE FROM text WHERE seq = 0",
      "INSERT INTO text VALUES (2, \(new), x'01') ON CONFLICT(seq) DO UPDATE SET bytes = x'00'",
    ]

  static let treeAttempts =
    verbs.flatMap { verb in
      [
        "0, \(new)", "6, \(new)", "8, \(new)", "NULL, \(new)", "-1, \(new)", "7, x'01'", "7, NULL", "7, 'x'",
      ].map { "\(verb) INTO tree_hash(position, hash) VALUES (\($0))" }
    } + conflicts.map { "\($0) tree_hash SET hash = \(new) WHERE position = 1" } + ["DELETE FROM tree_hash"]

  static let checkpointAttempts =
    verbs.flatMap { verb in
      ["4, x'01'", "3, x'01'", "0, x'01'", "-1, x'01'", "5, x'01'", "NULL, x'01'", "4, NULL", "'x', x'01'"].map {
        "\(verb) INTO checkpoint(size, note) VALUES (\($0))"
      }
    } + conflicts.map { "\($0) checkpoint SET note = x'00'" }
    + ["UPDATE checkpoint SET size = 1", "DELETE FROM checkpoint"]

  @Test(
    "No statement changes a row, whether recursive triggers are on or off",
    arguments: ["entry", "envelope", "text", "tree_hash", "checkpoint"], ["OFF", "ON"])
  func attempts(on table: String, recursive: String) throws {
    let attempts = try #require(Self.attempts[table])
    let folder = try TemporaryFolder()
    let path = folder.path("ledger.db")
    // Entry 3, the last, removes the words of entry 1.
    var sample = SampleLedger()
    try SQLiteLedgerWriter.create(path, first: sample.batch(3), reserve: 0)
      .append(sample.batch(1, removing: [1], checkpoint: true))

    let connection = try bareConnection(path)
    try connection.execute("PRAGMA recursive_triggers=\(recursive)")
    try connection.execute("PRAGMA foreign_keys=ON")
    let before = try dump(connection)
    for attempt in attempts {
      do {
        try connection.execute(attempt)
        let isUpdateOfNothing = connection.changes == 0
        #expect(isUpdateOfNothing, "went through: \(attempt)")
      } catch {
        // Refused, which the comparison below confirms.
      }
      #expect(try dump(connection) == before, "changed the ledger: \(attempt)")
    }
    _ = try SQLiteLedgerWriter.open(path, reserve: 0).append(sample.batch(2, removing: [0], checkpoint: true))
    #expect(try rows(of: SQLiteLedgerReader.open(path)) == sample.entries.map(StoredRow.entry))
  }

  static let attempts = [
    "entry": entryAttempts, "envelope": envelopeAttempts, "text": textAttempts, "tree_hash": treeAttempts,
    "checkpoint": checkpointAttempts,
  ]

  private static let emptying = "UPDATE text SET bytes = zeroblob(length(bytes)) WHERE seq = "

  @Test("Words go while the last entry is one that removes words, from entries before it, and at no other time")
  func emptying() throws {
    let folder = try TemporaryFolder()
    let path = folder.path("ledger.db")
    var sample = SampleLedger()
    func attempt(_ statement: String) -> StorageError? { storageError { try bareConnection(path).execute(statement) } }
    let writer = try SQLiteLedgerWriter.create(path, first: sample.batch(3), reserve: 0)
    #expect(attempt(Self.emptying + "2")?.sqliteMessage == "text goes only by a removal")
    try writer.append(sample.batch(1, removing: [1]))
    let before = try dump(bareConnection(path))
    #expect(attempt(Self.emptying + "2") == nil)
    let after = try dump(bareConnection(path))
    #expect(Set(before).subtracting(after).count == 1 && after.count == before.count)
    // The texts of a removal are not among them, if it has any.
    #expect(attempt("INSERT INTO text VALUES (3, \(Self.new), x'01')") == nil)
    #expect(attempt(Self.emptying + "3")?.sqliteMessage == "text goes only by a removal")
    try writer.append(sample.batch(2))
    #expect(attempt(Self.emptying + "4")?.sqliteMessage == "text goes only by a removal")
    #expect(attempt(Self.emptying + "0")?.sqliteMessage == "text goes only by a removal")
  }

  @Test("A row with the leaf of another entry touches no other row, and a writer refuses the ledger", arguments: verbs)
  func repeatedLeaf(verb: String) throws {
    let folder = try TemporaryFolder()
    let path = folder.path("ledger.db")
    _ = try SampleLedger.file(path)
    let connection = try bareConnection(path)
    let before = try dump(connection)
    try connection.execute("\(verb) \(Self.entry) VALUES (\(Self.repeatedLeaf))")
    let after = try dump(connection)
    #expect(after.count == before.count + 1)
    #expect(Set(before).isSubset(of: after))
    // As any row that is no entry: its leaf is not the hash of its header.
    #expect(storageCode { try SQLiteLedgerWriter.open(path, reserve: 0) } == .damaged)
  }

  @Test("The matrix is as large as it was when the triggers were designed")
  func size() {
    #expect(Self.entryAttempts.count >= 90)
  }
}
