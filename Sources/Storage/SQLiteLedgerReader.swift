public import Files

/// Reads a ledger, or a sealed copy of one, and never writes to it.
///
/// Any number of readers live beside the writer. They neither write nor checkpoint; several answers about one moment
/// come from a snapshot.
public final class SQLiteLedgerReader: SQLiteLedger {
  /// Opens a ledger of this version whose schema is exactly ours.
  ///
  /// With a time limit, for files of unknown origin, every query fails with `storage.interrupted` once it is over.
  public static func open(_ path: some FileNaming, timeLimit: Duration? = nil) throws(StorageError)
    -> SQLiteLedgerReader
  {
    let place = try LedgerPath(path)
    return try SQLiteLedgerReader(at: place, on: Connection.reading(place, timeLimit: timeLimit))
  }

  /// Runs `body` while every question is answered from the ledger as it is now.
  ///
  /// To be kept short beside a busy writer: the write-ahead log cannot shrink meanwhile.
  public func withSnapshot<Result>(_ body: () throws -> Result) throws -> Result {
    try atOneMoment { Swift.Result(catching: body) }.get()
  }

  /// The same where nothing but the store can fail.
  func atOneMoment<Answer>(_ body: () throws(StorageError) -> Answer) throws(StorageError) -> Answer {
    if connection.isInTransaction { return try body() }
    try connection.execute("BEGIN")
    defer { endSnapshot() }
    try connection.execute("SELECT 1 FROM entry LIMIT 1")  // a transaction takes its snapshot at its first read
    return try body()
  }

  private func endSnapshot() {
    do {
      try connection.execute("ROLLBACK")
    } catch {
      // After some errors SQLite has ended the transaction by itself, and there is nothing left to end. A read
      // transaction that stays open otherwise costs room in the log and no data.
    }
  }
}

extension Connection {
  /// A connection for reading on which header, settings and schema are as they must be.
  static func reading(_ place: LedgerPath, as role: Role = .reader, timeLimit: Duration? = nil) throws(StorageError)
    -> Connection
  {
    try place.requireFile()
    let connection = try Connection(place.path, as: role)
    let header = try FileHeader(of: connection)
    try header.requireLedger(at: place)
    if let timeLimit { connection.stop(after: timeLimit) }
    try connection.configure()
    try connection.requireSchema()
    return connection
  }
}
