internal import CSQLite
internal import Files
internal import Glibc

extension StorageError {
  /// The error for a complaint of SQLite's, while nothing is being written.
  ///
  /// A writer decides itself what a failure means for its batch; here only the class of the failure is named.
  @inline(never)
  init(sqlite code: SQLiteCode, message: String?, sql: String?) {
    let (name, reason, hint) = Self.meaning(of: code, message: message)
    self.init(name, reason, hint: hint)
    sqliteCode = code.rawValue
    sqliteName = code.name
    sqliteMessage = message
    self.sql = sql
  }

  /// The same error with what SQLite said of another one, its cause.
  func citing(_ cause: StorageError) -> StorageError {
    var error = self
    error.sqliteCode = cause.sqliteCode
    error.sqliteName = cause.sqliteName
    error.sqliteMessage = cause.sqliteMessage
    error.sql = cause.sql
    return error
  }

  /// The same error by what the system told SQLite, where SQLite's own code leaves it open: a limit that was met is no
  /// broken disk and no folder without rights.
  func naming(cause number: Int32) -> StorageError {
    guard let sqliteCode, [SQLITE_IOERR, SQLITE_CANTOPEN].contains(SQLiteCode(sqliteCode).family) else { return self }
    if SystemFailure(number).saysFull {
      return StorageError(.diskFull, Self.fullReason(number), hint: Self.fullHint).citing(self)
    }
    guard [EMFILE, ENFILE].contains(number) else { return self }
    return StorageError(
      .inputOutput, "the ledger cannot be opened: \(SystemFailure(number).reason)",
      hint: "raise the limit of open files (ulimit -n)"
    ).citing(self)
  }

  /// Whether SQLite says that the disk failed, as opposed to being full, locked or wrongly asked.
  var isDiskFailure: Bool {
    sqliteCode.map { SQLiteCode($0).family == SQLITE_IOERR } ?? false
  }

  private static func meaning(of code: SQLiteCode, message: String?) -> (Code, String, String?) {
    switch code.family {
    case SQLITE_BUSY, SQLITE_LOCKED:
      return (.busy, "another process keeps the database locked", "try again in a moment")
    case SQLITE_FULL:
      return (.diskFull, Self.fullReason(nil), Self.fullHint)
    case SQLITE_TOOBIG:
      return (.tooLarge, "a value is larger than a ledger may hold", nil)
    case SQLITE_NOMEM:
      return (.outOfMemory, "the memory is exhausted", nil)
    case SQLITE_INTERRUPT:
      return (.interrupted, "reading was stopped before its end", nil)
    case SQLITE_NOTADB:
      return (.notALedger, "the file is not a ledger", nil)
    case SQLITE_CORRUPT, SQLITE_FORMAT:
      // The one case in which the words decide: a table definition that no longer parses is the schema's damage.
      if message?.hasPrefix("malformed database schema") == true {
        return (.alteredSchema, "the tables of the ledger are not those of this version", Self.restoreHint)
      }
      return (.damaged, "the ledger's file is damaged", Self.restoreHint)
    case SQLITE_READONLY, SQLITE_CANTOPEN, SQLITE_PERM:
      return (.readOnly, "the ledger cannot be opened where it lies", Self.readOnlyHint)
    case SQLITE_IOERR where code == .shortRead:
      return (.truncated, "the file ends in the middle of a page", Self.restoreHint)
    case SQLITE_IOERR:
      return (.inputOutput, "the disk reported a failure", "look at the system's log before going on")
    case SQLITE_SCHEMA:
      return (.alteredSchema, "the tables of the ledger changed while it was open", nil)
    default:
      return (.programming, "the database refused a statement", "please report this as a mistake of the program")
    }
  }

  /// Why a write found no room, by the system's number where SQLite hands it on.
  static func fullReason(_ number: Int32?) -> String {
    switch number {
    case EFBIG: "a file would be larger than the limit on the size of files (ulimit -f)"
    case nil: "there is no room left on the disk, or a file would be larger than the limit on the size of files"
    default: "there is no room left on the disk"
    }
  }

  static let fullHint = "free some space, or raise the limit on the size of files (ulimit -f), and try again"
  static let restoreHint = "keep the file, and restore a backup to another place"
  static let readOnlyHint =
    "a working ledger needs a folder that can be written, even to read it; a backup can be read anywhere"
}
