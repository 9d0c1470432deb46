internal import CSQLite
internal import Cryptography
internal import Glibc

/// A prepared statement; it is finalised with the value that owns it.
///
/// A failed step is told once, by the step: a reset or finalisation only repeats the same error.
/// See https://sqlite.org/c3ref/stmt.html
@safe struct Statement: ~Copyable {
  private let handle: OpaquePointer
  private let connection: Connection
  private var scratch: [UInt8] = []
  let sql: String

  /// Prepares one statement, for long use where `kept`.
  init(_ sql: String, on connection: Connection, kept: Bool = false) throws(StorageError) {
    var prepared: OpaquePointer?
    let flags: UInt32 = kept ? UInt32(SQLITE_PREPARE_PERSISTENT) : 0
    let code = unsafe sqlite3_prepare_v3(connection.handle, sql, -1, flags, &prepared, nil)
    guard code == SQLITE_OK, let handle = unsafe prepared else { throw connection.failure(code, sql: sql) }
    unsafe self.handle = handle
    self.connection = connection
    self.sql = sql
  }

  deinit {
    unsafe sqlite3_finalize(handle)
  }

  /// Goes to the next row; false when there is none.
  mutating func step() throws(StorageError) -> Bool {
    let code = unsafe sqlite3_step(handle)
    if code == SQLITE_ROW { return true }
    guard code == SQLITE_DONE else { throw connection.failure(code, sql: sql) }
    return false
  }

  /// Makes the statement ready for new values; the ones bound stay.
  mutating func reset() {
    unsafe sqlite3_reset(handle)
  }

  /// Runs a statement that changes exactly one row.
  mutating func change() throws(StorageError) {
    defer { reset() }
    guard try !step(), connection.changes == 1 else {
      var error = StorageError(.programming, "a statement did not change exactly one row")
      error.sql = sql
      throw error
    }
  }
}

// MARK: - Values

extension Statement {
  mutating func bind(_ value: Int64, at index: Int32) throws(StorageError) {
    try accept(unsafe sqlite3_bind_int64(handle, index, value))
  }

  mutating func bind(null index: Int32) throws(StorageError) {
    try accept(unsafe sqlite3_bind_null(handle, index))
  }

  mutating func bind(_ bytes: [UInt8], at index: Int32) throws(StorageError) {
    try accept(
      unsafe bytes.withUnsafeBytes { bytes in
        unsafe pledge_bind_blob(handle, index, bytes.baseAddress, UInt64(bytes.count))
      })
  }

  mutating func bind(_ text: String, at index: Int32) throws(StorageError) {
    var text = text
    try accept(
      text.withUTF8 { bytes in
        unsafe bytes.withMemoryRebound(to: CChar.self) { characters in
          unsafe pledge_bind_text(handle, index, characters.baseAddress, UInt64(characters.count))
        }
      })
  }

  /// Text as bytes, which SQLite takes as they are: the name of a file.
  mutating func bind(text: [UInt8], at index: Int32) throws(StorageError) {
    try accept(
      unsafe text.withUnsafeBytes { bytes in
        let characters = unsafe bytes.bindMemory(to: CChar.self)
        return unsafe pledge_bind_text(handle, index, characters.baseAddress, UInt64(characters.count))
      })
  }

  mutating func bind(_ digest: Digest, at index: Int32) throws(StorageError) {
    scratch.removeAll(keepingCapacity: true)
    digest.appendBytes(to: &scratch)
    try accept(
      unsafe scratch.withUnsafeBytes { bytes in
        unsafe pledge_bind_blob(handle, index, bytes.baseAddress, UInt64(bytes.count))
      })
  }

  mutating func bind(_ digests: [Digest], at index: Int32) throws(StorageError) {
    scratch.removeAll(keepingCapacity: true)
    for digest in digests { digest.appendBytes(to: &scratch) }
    try accept(
      unsafe scratch.withUnsafeBytes { bytes in
        unsafe pledge_bind_blob(handle, index, bytes.baseAddress, UInt64(bytes.count))
      })
  }

  private func accept(_ code: Int32) throws(StorageError) {
    guard code == SQLITE_OK else { throw connection.failure(code, sql: sql) }
  }
}

// MARK: - Columns

extension Statement {
  // Each answers nil for a value of another type: SQLite would convert in silence, and a damaged or foreign file may
  // hold anything whatever its schema says.

  borrowing func integer(_ column: Int32) -> Int64? {
    guard unsafe sqlite3_column_type(handle, column) == SQLITE_INTEGER else { return nil }
    return unsafe sqlite3_column_int64(handle, column)
  }

  borrowing func isNull(_ column: Int32) -> Bool {
    unsafe sqlite3_column_type(handle, column) == SQLITE_NULL
  }

  /// The column's bytes, copied to be kept beyond the row.
  borrowing func blob(_ column: Int32) -> [UInt8]? {
    guard unsafe sqlite3_column_type(handle, column) == SQLITE_BLOB else { return nil }
    let base = unsafe sqlite3_column_blob(handle, column)
    let count = Int(unsafe sqlite3_column_bytes(handle, column))
    guard let base = unsafe base else { return [] }
    return unsafe [UInt8](UnsafeRawBufferPointer(start: base, count: count))
  }

  /// The column's 32 bytes as a digest; nil for any other length.
  borrowing func digest(_ column: Int32) -> Digest? {
    guard unsafe sqlite3_column_type(handle, column) == SQLITE_BLOB else { return nil }
    let base = unsafe sqlite3_column_blob(handle, column)
    let count = Int(unsafe sqlite3_column_bytes(handle, column))
    guard let base = unsafe base, count == Digest.byteCount else { return nil }
    return unsafe Digest(UnsafeRawBufferPointer(start: base, count: count))
  }

  /// The column's bytes as digests of 32 each; nil for any other length, and for none.
  borrowing func digests(_ column: Int32) -> [Digest]? {
    guard unsafe sqlite3_column_type(handle, column) == SQLITE_BLOB else { return nil }
    let base = unsafe sqlite3_column_blob(handle, column)
    let count = Int(unsafe sqlite3_column_bytes(handle, column))
    guard let base = unsafe base, count % Digest.byteCount == 0 else { return nil }
    var digests: [Digest] = []
    digests.reserveCapacity(count / Digest.byteCount)
    for offset in stride(from: 0, to: count, by: Digest.byteCount) {
      guard let digest = unsafe Digest(UnsafeRawBufferPointer(start: base + offset, count: Digest.byteCount)) else {
        return nil
      }
      digests.append(digest)
    }
    return digests
  }

  /// The column's bytes, cut at each line end and copied to be kept beyond the row.
  borrowing func lines(_ column: Int32) -> [[UInt8]]? {
    guard unsafe sqlite3_column_type(handle, column) == SQLITE_BLOB else { return nil }
    let base = unsafe sqlite3_column_blob(handle, column)
    let count = Int(unsafe sqlite3_column_bytes(handle, column))
    guard let base = unsafe base else { return [[]] }
    let bytes = unsafe UnsafeRawBufferPointer(start: base, count: count)
    var lines: [[UInt8]] = []
    var start = 0
    while true {
      let end =
        unsafe memchr(base + start, Int32(UInt8(ascii: "\n")), count - start).map {
          unsafe $0 - UnsafeMutableRawPointer(mutating: base)
        } ?? count
      unsafe lines.append([UInt8](UnsafeRawBufferPointer(rebasing: bytes[start..<end])))
      guard end < count else { return lines }
      start = end + 1
    }
  }

  /// The column as text of any type, for pragmas and the schema; invalid UTF-8 is nil.
  borrowing func text(_ column: Int32) -> String? {
    guard let base = unsafe sqlite3_column_text(handle, column) else { return nil }
    let count = Int(unsafe sqlite3_column_bytes(handle, column))
    return unsafe String(validating: UnsafeBufferPointer(start: base, count: count), as: UTF8.self)
  }
}
