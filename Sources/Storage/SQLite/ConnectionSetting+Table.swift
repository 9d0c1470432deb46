internal import CSQLite

extension ConnectionSetting {
  /// Every setting of a role in the order in which it is made: switches and limits before the first statement is read.
  static func table(for role: Connection.Role) -> [ConnectionSetting] {
    switches(for: role) + limits(for: role) + pragmas(for: role)
  }

  private static func switches(for role: Connection.Role) -> [ConnectionSetting] {
    [
      // Refuses what can damage a file from SQL: writing the schema, switching the journal off, shadow tables.
      .configuration("defensive mode", SQLITE_DBCONFIG_DEFENSIVE, 1),
      // Functions in triggers and checks of a foreign file are not to be trusted.
      .configuration("trusted schema", SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0),
      .configuration("writable schema", SQLITE_DBCONFIG_WRITABLE_SCHEMA, 0),
      // A misspelled column in double quotes would silently become a text.
      .configuration("quoted texts in statements", SQLITE_DBCONFIG_DQS_DML, 0),
      .configuration("quoted texts in definitions", SQLITE_DBCONFIG_DQS_DDL, 0),
      .configuration("extensions", SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0),
      // Only the writer moves the write-ahead log into the file.
      .configuration("no checkpoint on close", SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, role == .writer ? 0 : 1),
    ]
  }

  private static func limits(for role: Connection.Role) -> [ConnectionSetting] {
    [
      // The largest envelope is 352 KiB in base64; nothing else comes near. // Format §2
      .limit("limit on values", SQLITE_LIMIT_LENGTH, 1 << 20),
      .limit("limit on statements", SQLITE_LIMIT_SQL_LENGTH, 1 << 16),
      .limit("limit on columns", SQLITE_LIMIT_COLUMN, 16),
      .limit("limit on expressions", SQLITE_LIMIT_EXPR_DEPTH, 100),
      .limit("limit on instructions", SQLITE_LIMIT_VDBE_OP, 25_000),
      .limit("limit on trigger depth", SQLITE_LIMIT_TRIGGER_DEPTH, 8),
      .limit("limit on worker threads", SQLITE_LIMIT_WORKER_THREADS, 0),
      // VACUUM INTO attaches the copy that it makes.
      .limit("limit on attached files", SQLITE_LIMIT_ATTACHED, role == .copier ? 1 : 0),
    ]
  }

  private static func pragmas(for role: Connection.Role) -> [ConnectionSetting] {
    let everywhere: [ConnectionSetting] = [
      // Readers wait too: of two that open an unrecovered log at once, one would fail with SQLITE_BUSY_RECOVERY.
      .pragma("busy_timeout", "\(Connection.patience)", reads: "\(Connection.patience)"),
      .pragma("trusted_schema", "OFF", reads: "0"),
      .pragma("cell_size_check", "ON", reads: "1"),
      // Damage in a mapped file would be a signal; read, it is an error.
      .pragma("mmap_size", "0", reads: "0"),
      // The writer does this itself between batches, where a failure is heard of; readers never do it.
      .pragma("wal_autocheckpoint", "0", reads: "0"),
      .pragma("locking_mode", reads: "normal"),
      .pragma("ignore_check_constraints", reads: "0"),
      .pragma("writable_schema", reads: "0"),
      .pragma("read_uncommitted", reads: "0"),
      .pragma("encoding", reads: "UTF-8"),
    ]
    switch role {
    case .writer:
      return everywhere + [
        .pragma("journal_mode", "WAL", reads: "wal"),
        // 16 MiB: the indexes of digests are hit at random, and each page that falls out is written to the log again.
        .pragma("cache_size", "-16384", reads: "-16384"),
        // With NORMAL the last commits may be gone after a power cut, receipts given or not.
        .pragma("synchronous", "FULL", reads: "2"),
        // Without it INSERT OR REPLACE deletes rows and no delete trigger hears of it.
        .pragma("recursive_triggers", "ON", reads: "1"),
        .pragma("foreign_keys", "ON", reads: "1"),
        // A removal overwrites words by itself. This is for whatever else SQLite frees, as what a batch gave up.
        .pragma("secure_delete", "ON", reads: "1"),
        // These two matter on Apple's systems only.
        .pragma("fullfsync", "ON", reads: "1"),
        .pragma("checkpoint_fullfsync", "ON", reads: "1"),
      ]
    case .reader, .copier:
      return everywhere + [
        // A working ledger or a sealed copy; anything else is not ours.
        .pragma("journal_mode", reads: "wal", "delete"),
        // 2 MiB: whoever reads all comes to each page once, and memory that is used again stays near the processor.
        .pragma("cache_size", "-2048", reads: "-2048"),
        // Writing the copy is forbidden too by this one; the file itself is open read-only in any case.
        .pragma("query_only", role == .copier ? "OFF" : "ON", reads: role == .copier ? "0" : "1"),
      ]
    }
  }
}
