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
}
