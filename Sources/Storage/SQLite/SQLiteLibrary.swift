internal import CSQLite

/// The SQLite that this process runs with.
public enum SQLiteLibrary {
  /// Its version, such as `3.40.1`. See https://sqlite.org/c3ref/libversion.html
  public static var version: String {
    unsafe String(cString: sqlite3_libversion())
  }

  /// Whether it belongs to the versions that can damage a WAL database when two connections write or checkpoint at once.
  ///
  /// Fixed in 3.51.3. A ledger is safe with them too, because only the holder of its lock writes or checkpoints.
  public static var hasWALResetBug: Bool {
    let number = sqlite3_libversion_number()
    return number >= 3_007_000 && number < 3_051_003
  }

  /// Whether SQLite leaves its allocations uncounted, as it is asked to before a process opens its first connection.
  ///
  /// It counts each under a lock that all connections share, and Debian's SQLite takes all its memory from `malloc`, some
  /// fifty times an appended entry. Nobody here asks for the counts, and no limit of ours rests on them. A process that
  /// used SQLite before keeps counting, which costs time and nothing else.
  /// See https://sqlite.org/c3ref/c_config_covering_index_scan.html
  static let leavesMemoryUncounted = pledge_leave_memory_uncounted() == SQLITE_OK
}
