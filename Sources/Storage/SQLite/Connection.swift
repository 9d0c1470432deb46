internal import CSQLite
internal import Files

/// One connection to one database file, for one thread.
///
/// A class because its statements keep it alive: whatever the order in which things go, statements are finalised first,
/// then the connection closes, then the lock it holds is given back. It is not Sendable, and SQLite's own mutexes are
/// off. See https://sqlite.org/c3ref/open.html
@safe final class Connection {
  /// How a file is opened, and with which settings.
  enum Role: Sendable, CaseIterable {
    case writer
    case reader
    /// Reads one file and writes a sealed copy of it, which SQLite does by attaching the copy.
    case copier
  }

  let handle: OpaquePointer
  let path: FilePath
  let role: Role
  /// Held from before the database is opened until after it is closed; nil for readers.
  private let lock: WriterLock?
  /// Where SQLite notes the length of the write-ahead log at each commit.
  private let frames: UnsafeMutablePointer<Int32>
  /// The length that the write-ahead log had when it was last asked for or changed, in bytes; 0 when not known.
  var logSize: Int64 = 0
  /// What the authorizer asks; it lives as long as the connection.
  var guarding: WriteGuard?
  /// What the progress handler asks; it lives as long as the connection.
  var timeLimit: TimeLimit?

  /// Opens a file that exists. Nothing is read yet, and nothing is set.
  init(_ path: FilePath, as role: Role, lock: consuming WriterLock? = nil) throws(StorageError) {
    _ = SQLiteLibrary.leavesMemoryUncounted
    let access = role == .writer ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READONLY
    let flags =
      access | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_PRIVATECACHE | SQLITE_OPEN_EXRESCODE | SQLITE_OPEN_NOFOLLOW
    var opened: OpaquePointer?
    let code = unsafe sqlite3_open_v2(path.nulTerminated, &opened, flags, role == .writer ? GatheredWrites.name : nil)
    // A handle comes back even from a failure: its message is read before it is closed.
    guard code == SQLITE_OK, let handle = unsafe opened else {
      let message = unsafe opened.map { unsafe String(cString: sqlite3_errmsg($0)) }
      let cause = unsafe opened.map { unsafe sqlite3_system_errno($0) } ?? 0
      unsafe sqlite3_close_v2(opened)
      throw StorageError(sqlite: SQLiteCode(code), message: message, sql: nil).naming(cause: cause)
    }
    unsafe self.handle = handle
    self.path = path
    self.role = role
    self.lock = lock
    unsafe frames = .allocate(capacity: 1)
    unsafe frames.initialize(to: 0)
  }

  deinit {
    unsafe sqlite3_close_v2(handle)
    unsafe frames.deallocate()
  }

  /// The error of the latest call; to be made before any other call on the connection.
  @inline(never)
  func failure(_ code: Int32, sql: String? = nil) -> StorageError {
    let error = StorageError(
      sqlite: SQLiteCode(code), message: unsafe String(cString: sqlite3_errmsg(handle)), sql: sql)
    return error.naming(cause: unsafe sqlite3_system_errno(handle))
  }

  /// Runs one statement that answers nothing.
  func execute(_ sql: String) throws(StorageError) {
    var statement = try Statement(sql, on: self)
    while try statement.step() {}
  }

  /// The first column of the first row as text, for pragmas.
  func text(_ sql: String) throws(StorageError) -> String? {
    var statement = try Statement(sql, on: self)
    return try statement.step() ? statement.text(0) : nil
  }

  /// Whether a transaction is open; SQLite may have ended one by itself after an error.
  var isInTransaction: Bool {
    unsafe sqlite3_get_autocommit(handle) == 0
  }

  /// Whether SQLite could open the file for reading only, whatever was asked for.
  var isReadOnly: Bool {
    unsafe sqlite3_db_readonly(handle, "main") != 0
  }

  /// How many rows the latest statement changed.
  var changes: Int64 {
    unsafe sqlite3_changes64(handle)
  }
}

// MARK: - The write-ahead log

extension Connection {
  /// Starts counting frames in place of SQLite's automatic checkpoints, whose failures nobody would hear of.
  func countFrames() {
    unsafe pledge_count_frames(handle, frames)
  }

  /// The length of the write-ahead log at the latest commit.
  var frameCount: Int32 {
    unsafe frames.pointee
  }

  /// How long whoever finds the database locked waits, in milliseconds.
  static let patience: Int32 = 5_000

  /// Copies the write-ahead log into the database file, as far as readers let it, and syncs that; `truncating` then cuts
  /// the log to nothing.
  ///
  /// Readers in a transaction are waited for only to cut the log, and then only if `waiting`.
  /// See https://sqlite.org/c3ref/wal_checkpoint_v2.html
  ///
  /// - Returns: false where the log was to be cut and a reader kept it.
  @discardableResult
  func checkpoint(truncating: Bool, waiting: Bool = true) throws(StorageError) -> Bool {
    let mode = truncating ? SQLITE_CHECKPOINT_TRUNCATE : SQLITE_CHECKPOINT_PASSIVE
    if !waiting { unsafe sqlite3_busy_timeout(handle, 0) }
    defer { if !waiting { unsafe sqlite3_busy_timeout(handle, Self.patience) } }
    let code = unsafe sqlite3_wal_checkpoint_v2(handle, "main", mode, nil, nil)
    guard code == SQLITE_OK || SQLiteCode(code).family == SQLITE_BUSY else { throw failure(code) }
    // A log that a reader kept is as long as it was.
    if truncating, code != SQLITE_OK { return false }
    unsafe frames.pointee = 0
    if truncating { logSize = 0 }
    return true
  }

  /// Whether the write-ahead log has anything in it, as after a writer that could not cut it; asked once, at opening,
  /// for the reason given at `makeRoomInLog`.
  func hasLog() -> Bool {
    var size: Int64 = 0
    return unsafe pledge_log_size(handle, &size) == SQLITE_OK && size > 0
  }
}

// MARK: - The file below

extension Connection {
  /// Bytes of the file itself, as SQLite's descriptor gives them; missing ones are zero.
  func fileBytes(_ count: Int, at offset: Int64) throws(StorageError) -> [UInt8] {
    var code = SQLITE_OK
    let bytes = unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
      unsafe buffer.initialize(repeating: 0)
      code = unsafe pledge_read_file(handle, buffer.baseAddress, Int32(count), offset)
      initialized = count
    }
    guard code == SQLITE_OK || SQLiteCode(code) == .shortRead else {
      throw StorageError(sqlite: SQLiteCode(code), message: nil, sql: nil)
    }
    return bytes
  }

  /// The length of the file.
  func fileSize() throws(StorageError) -> UInt64 {
    var size: Int64 = 0
    let code = unsafe pledge_file_size(handle, &size)
    guard code == SQLITE_OK else { throw StorageError(sqlite: SQLiteCode(code), message: nil, sql: nil) }
    return UInt64(clamping: size)
  }
}
