import CSQLite
import CommandLineTools
import Files

/// Somebody who has the ledger's file and SQLite, and none of the keys.
///
/// The triggers that keep the tables append-only live in the file, so they are no obstacle: the intruder reads them,
/// drops them, does the work, and puts them back to the letter. They stop accidents. What stops an intruder is that
/// the hashes no longer fit, and, for a cut, somebody who remembers the head.
@safe struct FileIntruder: ~Copyable {
  private let database: OpaquePointer

  /// Opens a copy for writing.
  init(_ path: FilePath) throws(CommandError) {
    var opened: OpaquePointer?
    let code = unsafe sqlite3_open_v2(path.nulTerminated, &opened, SQLITE_OPEN_READWRITE, nil)
    guard code == SQLITE_OK, let opened = unsafe opened else {
      unsafe sqlite3_close(opened)
      throw .io("intruder", "cannot open \(path) with SQLite: error \(code)")
    }
    unsafe database = opened
  }

  deinit {
    unsafe sqlite3_close(database)
  }

  /// Changes one character inside the signed statement of an entry.
  func editByte(ofEntry index: Int) throws(CommandError) {
    try withoutTriggers {
      // The payload is the first member of the envelope, in base64; A becomes B, anything else becomes A.
      """
      UPDATE envelope SET bytes = CAST(substr(bytes, 1, 99)
          || CASE substr(bytes, 100, 1) WHEN CAST('A' AS BLOB) THEN 'B' ELSE 'A' END
          || substr(bytes, 101) AS BLOB)
        WHERE seq = \(index)
      """
    }
  }

  /// Takes one entry out of the middle.
  func deleteEntry(_ index: Int) throws(CommandError) {
    try withoutTriggers {
      """
      DELETE FROM text WHERE seq = \(index); DELETE FROM envelope WHERE seq = \(index);
      DELETE FROM entry WHERE seq = \(index)
      """
    }
  }

  /// Cuts the ledger back to a size, cleanly: entries, envelopes, tree and checkpoints end together.
  func truncate(toSize size: Int) throws(CommandError) {
    // In dense storage a tree of n leaves has 2n minus the number of ones in n hashes. // Format §7
    let hashes = 2 * size - size.nonzeroBitCount
    try withoutTriggers {
      """
      DELETE FROM text WHERE seq >= \(size); DELETE FROM envelope WHERE seq >= \(size);
      DELETE FROM entry WHERE seq >= \(size); DELETE FROM tree_hash WHERE position >= \(hashes);
      DELETE FROM checkpoint WHERE size > \(size)
      """
    }
  }

  func withoutTriggers(_ sql: () -> String) throws(CommandError) {
    let triggers = try rows("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' ORDER BY rowid")
    try execute("BEGIN")
    for trigger in triggers { try execute("DROP TRIGGER \(trigger[0])") }
    try execute(sql())
    for trigger in triggers { try execute(trigger[1]) }
    try execute("COMMIT")
  }

  private func execute(_ sql: String) throws(CommandError) {
    guard unsafe sqlite3_exec(database, sql, nil, nil, nil) == SQLITE_OK else { throw failure() }
  }

  func rows(_ sql: String) throws(CommandError) -> [[String]] {
    var prepared: OpaquePointer?
    guard unsafe sqlite3_prepare_v2(database, sql, -1, &prepared, nil) == SQLITE_OK else { throw failure() }
    let statement = unsafe prepared
    defer { unsafe sqlite3_finalize(statement) }
    var rows: [[String]] = []
    while unsafe sqlite3_step(statement) == SQLITE_ROW {
      let count = unsafe sqlite3_column_count(statement)
      rows.append(
        (0..<count).map { column in
          guard let text = unsafe sqlite3_column_text(statement, column) else { return "" }
          return unsafe String(cString: text)
        })
    }
    return rows
  }

  private func failure() -> CommandError {
    let reason = unsafe String(cString: sqlite3_errmsg(database))
    return .io("intruder", "SQLite: \(reason)")
  }
}
