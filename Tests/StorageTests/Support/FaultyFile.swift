import CSQLite
import Synchronization

@testable import Storage

/// Makes a file of an open ledger fail, its write-ahead log or the database itself: a copy of SQLite's table of file
/// methods with two of them replaced, put beneath the gathering of writes.
///
/// The failures are the ones a disk gives, and everything above them is the real thing.
final class FaultyFile {
  /// Which of the two, by the request that SQLite answers with it.
  enum Kind: Int32, CaseIterable {
    case log = 28  // SQLITE_FCNTL_JOURNAL_POINTER
    case database = 7  // SQLITE_FCNTL_FILE_POINTER
  }

  /// What the disk will say to the next calls.
  struct Orders: Sendable {
    /// The code that writing answers, after so many writes that go well.
    var write: Int32 = SQLITE_OK
    var writesBefore = 0
    /// Whether half of what fails to be written is written all the same.
    var writesHalf = false
    /// The code that syncing answers.
    var sync: Int32 = SQLITE_OK
    /// Whether a sync that answers an error has done its work all the same.
    var syncsAllTheSame = false
  }

  private struct Known: Sendable {
    var orders = Orders()
    var writes: [Int32] = []
    let original: UInt
  }

  // By the address of the file: the functions that SQLite calls carry nothing else.
  private static let known = Mutex<[UInt: Known]>([:])

  // Kept open: the file lies in memory of the connection.
  private var writer: SQLiteLedgerWriter?
  private let key: UInt
  private let state: UnsafeMutablePointer<GatheredWrites.State>
  private let original: UnsafePointer<sqlite3_io_methods>
  private let methods: UnsafeMutablePointer<sqlite3_io_methods>

  /// Takes hold of a file; something must have been written to it.
  init?(_ kind: Kind, of writer: SQLiteLedgerWriter) {
    var found: UnsafeMutablePointer<sqlite3_file>?
    guard
      sqlite3_file_control(writer.connection.handle, "main", kind.rawValue, &found) == SQLITE_OK,
      let found, found.pointee.pMethods != nil
    else { return nil }
    self.writer = writer
    state = GatheredWrites.state(of: found)
    original = state.pointee.original
    key = UInt(bitPattern: found)
    methods = .allocate(capacity: 1)
    methods.initialize(to: original.pointee)
    methods.pointee.xSync = { file, flags in FaultyFile.sync(file, flags) }
    methods.pointee.xWrite = { file, bytes, count, offset in FaultyFile.write(file, bytes, count, offset) }
    Self.known.withLock { [key, original] in $0[key] = Known(original: UInt(bitPattern: original)) }
    state.pointee.original = UnsafePointer(methods)
  }

  /// The sizes of the writes since the last order.
  var writes: [Int32] {
    Self.known.withLock { [key] in $0[key]?.writes ?? [] }
  }

  /// Lets the disk be sound again; to be called before the ledger is closed.
  func restore() {
    state.pointee.original = original
    Self.known.withLock { [key] in $0[key] = nil }
    writer = nil
  }

  deinit {
    methods.deallocate()
  }

  func order(_ orders: Orders) {
    Self.known.withLock { [key] in
      $0[key]?.orders = orders
      $0[key]?.writes = []
    }
  }

  private static func sync(_ file: UnsafeMutablePointer<sqlite3_file>?, _ flags: Int32) -> Int32 {
    guard let known = state(of: file), let original = methods(of: known) else { return SQLITE_IOERR }
    if known.orders.sync != SQLITE_OK, !known.orders.syncsAllTheSame { return known.orders.sync }
    let code = original.pointee.xSync(file, flags)
    return known.orders.sync != SQLITE_OK ? known.orders.sync : code
  }

  private static func write(
    _ file: UnsafeMutablePointer<sqlite3_file>?, _ bytes: UnsafeRawPointer?, _ count: Int32, _ offset: Int64
  ) -> Int32 {
    guard let known = state(of: file), let original = methods(of: known) else { return SQLITE_IOERR }
    if known.orders.write != SQLITE_OK, known.orders.writesBefore == 0 {
      if known.orders.writesHalf { _ = original.pointee.xWrite(file, bytes, count / 2, offset) }
      return known.orders.write
    }
    Self.known.withLock {
      $0[UInt(bitPattern: file)]?.orders.writesBefore = max(0, known.orders.writesBefore - 1)
      $0[UInt(bitPattern: file)]?.writes.append(count)
    }
    return original.pointee.xWrite(file, bytes, count, offset)
  }

  private static func state(of file: UnsafeMutablePointer<sqlite3_file>?) -> Known? {
    known.withLock { $0[UInt(bitPattern: file)] }
  }

  private static func methods(of known: Known) -> UnsafePointer<sqlite3_io_methods>? {
    UnsafePointer(bitPattern: known.original)
  }
}
