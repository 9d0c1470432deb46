internal import Files

extension WitnessStore {
  /// What marks a database file as a witness's: "PLDW" in SQLite's field for it.
  static let applicationID: Int64 = 0x504c_4457
  static let version: Int64 = 1

  /// How the file is opened: as a ledger is, but with a rollback journal, since several processes may write it (the
  /// service, and an operator who adds a log) and none of them keeps it for itself.
  ///
  /// EXTRA and not FULL: with a rollback journal FULL does not sync the folder after the journal is removed, and a
  /// power cut could bring the journal back and with it the older record. See https://sqlite.org/pragma.html
  static let settings: [ConnectionSetting] =
    ConnectionSetting.table(for: .writer).filter { !["journal_mode", "synchronous"].contains($0.name) } + [
      .pragma("journal_mode", "DELETE", reads: "delete"),
      .pragma("synchronous", "EXTRA", reads: "3"),
    ]

  // The triggers are a seat belt: what decides is the comparison in the transaction.
  private static let tables = [
    """
    CREATE TABLE witness(
      one      INTEGER PRIMARY KEY CHECK(one = 1),
      name     TEXT NOT NULL,
      key_path TEXT NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE log_key(
      vkey   TEXT PRIMARY KEY,
      origin TEXT NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE cosigned(
      origin TEXT PRIMARY KEY,
      size   INTEGER NOT NULL CHECK(size >= 0),
      root   BLOB NOT NULL CHECK(length(root) = 32),
      note   BLOB NOT NULL CHECK(length(note) > 0)
    ) STRICT
    """,
    """
    CREATE TRIGGER cosigned_update BEFORE UPDATE ON cosigned
    WHEN NEW.origin IS NOT OLD.origin OR NEW.size < OLD.size OR (NEW.size = OLD.size AND NEW.root IS NOT OLD.root)
    BEGIN SELECT RAISE(ABORT, 'a witness never goes back'); END
    """,
    """
    CREATE TRIGGER cosigned_delete BEFORE DELETE ON cosigned
    BEGIN SELECT RAISE(ABORT, 'a witness never forgets'); END
    """,
  ]

  static func install(on connection: Connection, _ identity: Identity) throws(StorageError) {
    try connection.execute("BEGIN IMMEDIATE")
    for sql in tables { try connection.execute(sql) }
    var insert = try Statement("INSERT INTO witness(one, name, key_path) VALUES (1, ?, ?)", on: connection)
    try insert.bind(identity.name, at: 1)
    // As people are shown it: a name need not be text.
    try insert.bind(identity.keyPath.description, at: 2)
    try insert.change()
    try connection.execute("PRAGMA application_id=\(applicationID)")
    try connection.execute("PRAGMA user_version=\(version)")
    try connection.execute("COMMIT")
  }

  static func requireWitness(_ connection: Connection) throws(StorageError) {
    guard try connection.text("PRAGMA application_id") == String(applicationID) else {
      throw StorageError(
        .notALedger, "the file is not the record of a witness", hint: "make one: pledgebook witness init")
    }
    guard try connection.text("PRAGMA user_version") == String(version) else {
      throw StorageError(.notALedger, "the record of the witness is of another version of this program")
    }
  }
}
