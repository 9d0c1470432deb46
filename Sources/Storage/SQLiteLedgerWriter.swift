public import Files

/// Appends to a ledger; at most one exists for a ledger at any time.
///
/// It holds the ledger's lock from before the file is opened until after it is closed. One failure of the disk, and it
/// never writes again: what SQLite and the kernel then believe about the file can no longer be relied upon.
public final class SQLiteLedgerWriter: SQLiteLedger {
  /// The room on the disk below which nothing is appended, so that checkpoints and removals still fit: 64 MiB.
  public static let defaultReserve: UInt64 = 64 << 20

  /// What is more open than it should be, for the operator to read.
  public let warnings: [String]
  let reserve: UInt64
  let guarding: WriteGuard
  var inserts: LedgerInserts
  var leaves: LeafHasher
  var begin: Statement
  var commitment: Statement
  /// The batch whose transaction is open.
  var underWay: UnderWay?
  /// Whether words that an entry removed may still be in the file or its log, since somebody was reading there; the next
  /// batch tries again to take them out, and so does the next writer, told by `finishRemovals`.
  public internal(set) var holdsRemovedTexts = false
  /// The failure after which nothing is written any more.
  var poison: StorageError?

  /// A batch that was begun: the head after what was written of it, and whether that removes anything.
  struct UnderWay {
    var head: LedgerHead
    var removes = false
  }

  /// Opens a ledger for appending, waiting so long for another process that writes it.
  ///
  /// A missing file is never made: an empty database looks like a new ledger. A file that is not a sound ledger of this
  /// version is refused and left byte for byte as it is.
  public static func open(
    _ path: some FileNaming, waitingUpTo seconds: Double = 5, reserve: UInt64 = defaultReserve
  ) throws(StorageError) -> SQLiteLedgerWriter {
    let place = try LedgerPath(path)
    // First who it is, without a trace: only a ledger gets a lock file beside it.
    try place.requireFile()
    try FileHeader(of: Connection(place.path, as: .reader)).requireLedger(at: place)
    try place.requireWritableFolder()
    try place.requireWritableFile()
    let lock = try WriterLock(for: place, waitingUpTo: seconds)
    // Then everything else, read-only: opening for writing turns a sealed copy into a working ledger.
    try SQLiteLedgerReader(at: place, on: Connection.reading(place)).requireSoundTail()
    return try SQLiteLedgerWriter(at: place, lock: lock, reserve: reserve)
  }

  /// Requires what a new ledger needs of its place, and makes nothing.
  public static func requirePlace(_ path: some FileNaming) throws(StorageError) {
    let place = try LedgerPath(path)
    try place.requireNothing()
    try place.requireWritableFolder()
  }

  /// Makes a ledger and opens it; with a first batch, the file appears with it or not at all: see `UnfinishedLedger`.
  public static func create(
    _ path: some FileNaming, first batch: LedgerBatch? = nil, reserve: UInt64 = defaultReserve
  ) throws(StorageError) -> SQLiteLedgerWriter {
    let unfinished = try UnfinishedLedger(at: path, reserve: reserve)
    if let batch { try unfinished.append(batch) }
    return try unfinished.finish()
  }

  /// - Parameter cache: the pages that are kept in memory, in KiB, where it is to be less than usual.
  init(
    at place: LedgerPath, lock: consuming WriterLock?, reserve: UInt64, cache: Int? = nil
  ) throws(StorageError) {
    let connection = try Connection(place.path, as: .writer, lock: lock)
    guard !connection.isReadOnly else {
      throw StorageError(.readOnly, "the ledger's file cannot be written", hint: StorageError.readOnlyHint)
    }
    try connection.configure()
    try connection.requireSchema()
    if let cache { try connection.execute("PRAGMA cache_size = -\(cache)") }
    connection.countFrames()
    guarding = connection.restrictToAppending()
    inserts = try LedgerInserts(on: connection)
    leaves = try LeafHasher()
    begin = try Statement("BEGIN IMMEDIATE", on: connection, kept: true)
    commitment = try Statement("COMMIT", on: connection, kept: true)
    warnings = try place.openness()
    self.reserve = reserve
    try super.init(at: place, on: connection)
  }
}
