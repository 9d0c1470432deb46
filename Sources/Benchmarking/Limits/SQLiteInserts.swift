internal import CSQLite
internal import CommandLineTools
internal import Files

/// How fast SQLite itself takes rows, with the ledger's durability and nothing else: no trigger, no index, no hash.
@safe final class SQLiteInserts {
  private let handle: OpaquePointer
  private let insert: OpaquePointer

  /// A new database in a scratch folder.
  init(at path: FilePath) throws(CommandError) {
    var opened: OpaquePointer?
    guard unsafe sqlite3_open(path.nulTerminated, &opened) == SQLITE_OK, let handle = unsafe opened else {
      unsafe sqlite3_close(opened)
      throw SQLiteInserts.failure
    }
    var prepared: OpaquePointer?
    let setup = """
      PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 4000;
      CREATE TABLE row (number INTEGER PRIMARY KEY, body BLOB NOT NULL) STRICT;
      """
    guard unsafe sqlite3_exec(handle, setup, nil, nil, nil) == SQLITE_OK,
      unsafe sqlite3_prepare_v2(handle, "INSERT INTO row (body) VALUES (?)", -1, &prepared, nil) == SQLITE_OK,
      let insert = unsafe prepared
    else {
      unsafe sqlite3_close(handle)
      throw SQLiteInserts.failure
    }
    unsafe self.handle = handle
    unsafe self.insert = insert
  }

  deinit {
    unsafe sqlite3_finalize(insert)
    unsafe sqlite3_close(handle)
  }

  /// Inserts rows of this length in one durable transaction.
  func insert(rows: Int, of byteCount: Int) throws(CommandError) {
    let body = [UInt8](repeating: 0x5a, count: byteCount)
    try execute("BEGIN IMMEDIATE")
    for _ in 0..<rows {
      let isBound = unsafe body.withUnsafeBytes { bytes in
        unsafe pledge_bind_blob(insert, 1, bytes.baseAddress, UInt64(bytes.count)) == SQLITE_OK
      }
      guard isBound, unsafe sqlite3_step(insert) == SQLITE_DONE else { throw SQLiteInserts.failure }
      unsafe sqlite3_reset(insert)
    }
    try execute("COMMIT")
  }

  private func execute(_ sql: String) throws(CommandError) {
    guard unsafe sqlite3_exec(handle, sql, nil, nil, nil) == SQLITE_OK else { throw SQLiteInserts.failure }
  }

  private static var failure: CommandError { .io("sqlite", "SQLite cannot write here", hint: "is the disk full?") }
}
