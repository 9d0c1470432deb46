internal import CSQLite
internal import Files

/// SQLite's way to its files, except that what it writes to a database or its write-ahead log goes to the kernel in few
/// large pieces.
///
/// A commit writes every page behind a head of 24 bytes: two calls a page, one behind the other in the log. Moving the
/// log into the database writes the pages in the order of their numbers, and new ones follow each other. Gathered, they
/// are one call.
///
/// What is gathered goes out before the file is synced, read, measured, cut or closed, so that whoever asks for it
/// through SQLite finds what was written. Other connections read of either file only what was synced before they could
/// learn of it, since the writer is `synchronous = FULL`: the frames of a transaction, and the pages that the log no
/// longer answers for.
///
/// A failure is answered by the call that met it, and what was gathered is gone with it: SQLite then takes the transaction
/// back, or says that the commit or the move failed, as it does when a write of its own fails.
///
/// Each file keeps its place and SQLite's own functions, of which six are put behind ours; the state of the gathering
/// lies behind the file's, in memory that SQLite gives and frees. See https://sqlite.org/vfs.html#shims
enum GatheredWrites {
  /// The bytes that are gathered at most; one write as large goes out by itself.
  static let capacity = 64 << 10

  /// The name by which a connection asks for it; nil if SQLite did not take it, then files are written as ever.
  static let name: String? = {
    let name: StaticString = "pledgebook"
    guard let base = unsafe base else { return nil }
    let own = UnsafeMutablePointer<sqlite3_vfs>.allocate(capacity: 1)
    unsafe own.initialize(to: base.pointee)
    unsafe own.pointee.zName = UnsafeRawPointer(name.utf8Start).assumingMemoryBound(to: CChar.self)
    unsafe own.pointee.szOsFile = Int32(place + MemoryLayout<State>.size)
    unsafe own.pointee.xOpen = { unsafe GatheredWrites.open($1, $2, $3, $4) }
    // Never freed: SQLite keeps it to the end of the process.
    return unsafe sqlite3_vfs_register(own, 0) == SQLITE_OK ? "\(name)" : nil
  }()

  /// The files of which writes are gathered.
  private static let kinds = SQLITE_OPEN_WAL | SQLITE_OPEN_MAIN_DB

  /// What is kept of one open file.
  @safe struct State {
    /// SQLite's own functions.
    var original: UnsafePointer<sqlite3_io_methods>
    /// The same, six of them put behind ours.
    var methods: sqlite3_io_methods
    let bytes: UnsafeMutableRawPointer
    /// Where in the file the gathered bytes belong.
    var start: Int64 = 0
    var count = 0
  }

  /// SQLite's own way to files; it is never freed, and nobody changes it.
  nonisolated(unsafe) private static let base = unsafe sqlite3_vfs_find(nil)

  /// Where the state lies: behind what SQLite itself keeps of a file.
  private static let place: Int = {
    let alignment = MemoryLayout<State>.alignment
    return unsafe (Int(base?.pointee.szOsFile ?? 0) + alignment - 1) / alignment * alignment
  }()

  /// The state of an open file of these kinds.
  static func state(of file: UnsafeMutablePointer<sqlite3_file>) -> UnsafeMutablePointer<State> {
    unsafe UnsafeMutableRawPointer(file).advanced(by: place).assumingMemoryBound(to: State.self)
  }

  private typealias File = UnsafeMutablePointer<sqlite3_file>

  private static func open(
    _ path: UnsafePointer<CChar>?, _ file: File?, _ flags: Int32, _ given: UnsafeMutablePointer<Int32>?
  ) -> Int32 {
    guard let base = unsafe base, let file = unsafe file else { return SQLITE_CANTOPEN }
    let code = unsafe base.pointee.xOpen(base, path, file, flags, given)
    guard code == SQLITE_OK, flags & kinds != 0, let original = unsafe file.pointee.pMethods else {
      return code
    }
    let state = unsafe state(of: file)
    unsafe state.initialize(
      to: State(
        original: original, methods: original.pointee, bytes: .allocate(byteCount: capacity, alignment: 16)))
    unsafe state.pointee.methods.xWrite = { unsafe GatheredWrites.write($0, $1, $2, $3) }
    unsafe state.pointee.methods.xRead = { file, bytes, count, offset in
      unsafe GatheredWrites.afterWriting(file) { unsafe $0.pointee.xRead($1, bytes, count, offset) }
    }
    unsafe state.pointee.methods.xSync = { file, flags in
      unsafe GatheredWrites.afterWriting(file) { unsafe $0.pointee.xSync($1, flags) }
    }
    unsafe state.pointee.methods.xTruncate = { file, size in
      unsafe GatheredWrites.afterWriting(file) { unsafe $0.pointee.xTruncate($1, size) }
    }
    unsafe state.pointee.methods.xFileSize = { file, size in
      unsafe GatheredWrites.afterWriting(file) { unsafe $0.pointee.xFileSize($1, size) }
    }
    unsafe state.pointee.methods.xClose = { unsafe GatheredWrites.close($0) }
    guard let methods = unsafe state.pointer(to: \.methods) else { return SQLITE_CANTOPEN }
    unsafe file.pointee.pMethods = UnsafePointer(methods)
    return code
  }

  private static func write(_ file: File?, _ bytes: UnsafeRawPointer?, _ count: Int32, _ offset: Int64) -> Int32 {
    guard let file = unsafe file, let bytes = unsafe bytes, count >= 0 else { return SQLITE_IOERR }
    let state = unsafe state(of: file)
    let (gathered, length) = unsafe (state.pointee.count, Int(count))
    let goesOn = unsafe state.pointee.start + Int64(gathered) == offset && gathered + length <= capacity
    if !goesOn || length == capacity {
      let code = unsafe writeGathered(file, state)
      guard code == SQLITE_OK else { return code }
      guard length < capacity else {
        return unsafe noRoom(state.pointee.original.pointee.xWrite(file, bytes, count, offset), file, state)
      }
      unsafe state.pointee.start = offset
    }
    unsafe state.pointee.bytes.advanced(by: state.pointee.count).copyMemory(from: bytes, byteCount: length)
    unsafe state.pointee.count += length
    return SQLITE_OK
  }

  /// Writes what is gathered, and then does something with the file itself.
  private static func afterWriting(
    _ file: File?, _ body: (UnsafePointer<sqlite3_io_methods>, File) -> Int32
  ) -> Int32 {
    guard let file = unsafe file else { return SQLITE_IOERR }
    let state = unsafe state(of: file)
    let code = unsafe writeGathered(file, state)
    return code == SQLITE_OK ? unsafe body(state.pointee.original, file) : code
  }

  private static func writeGathered(_ file: File, _ state: UnsafeMutablePointer<State>) -> Int32 {
    let count = unsafe state.pointee.count
    guard count > 0 else { return SQLITE_OK }
    unsafe state.pointee.count = 0
    return unsafe noRoom(
      state.pointee.original.pointee.xWrite(file, state.pointee.bytes, Int32(count), state.pointee.start), file, state)
  }

  /// A write that met a limit on files or a quota found no room, and did not break the disk: SQLite asks for ENOSPC alone.
  private static func noRoom(_ code: Int32, _ file: File, _ state: UnsafeMutablePointer<State>) -> Int32 {
    guard SQLiteCode(code).family == SQLITE_IOERR else { return code }
    var number: Int32 = 0
    let asked = unsafe state.pointee.original.pointee.xFileControl(file, SQLITE_FCNTL_LAST_ERRNO, &number)
    return asked == SQLITE_OK && SystemFailure(number).saysFull ? SQLITE_FULL : code
  }

  private static func close(_ file: File?) -> Int32 {
    guard let file = unsafe file else { return SQLITE_IOERR }
    let state = unsafe state(of: file)
    let written = unsafe writeGathered(file, state)
    let closed = unsafe state.pointee.original.pointee.xClose(file)
    unsafe state.pointee.bytes.deallocate()
    unsafe state.deinitialize(count: 1)
    return written == SQLITE_OK ? closed : written
  }
}
