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

  /// Makes a ledger and opens it; with a first batch, the file appears with it or not at all.
  ///
  /// The file is made under another name, filled, synced and then named, so that no crash leaves half a ledger. After an
  /// error there is no file, unless the outcome says otherwise: `committed` when it is there with all that it was to hold
  /// and could not be opened, `unknown` when it could not be removed again.
  public static func create(
    _ path: some FileNaming, first batch: LedgerBatch? = nil, reserve: UInt64 = defaultReserve
  ) throws(StorageError) -> SQLiteLedgerWriter {
    let place = try LedgerPath(path)
    try place.requireNothing()
    try place.requireWritableFolder()
    let lock = try WriterLock(for: place, waitingUpTo: 0)
    let unfinished = place.unfinished()
    do {
      let claim = try unfinished.makeEmptyFile()
      try fill(unfinished, with: batch, reserve: reserve)
      try unfinished.publish(as: place)
      _ = consume claim
    } catch {
      unfinished.discard()
      throw error
    }
    do {
      return try SQLiteLedgerWriter(at: place, lock: lock, reserve: reserve)
    } catch {
      var error = error
      error.hint =
        "the file \(place.name) was made and is whole; move it away once the disk is sound, and run the command again"
      error.outcome = .committed
      throw error
    }
  }

  /// Makes a ledger under a name that nobody knows: nothing is recorded by that, whatever the disk does.
  private static func fill(
    _ unfinished: LedgerPath, with batch: LedgerBatch?, reserve: UInt64
  ) throws(StorageError) {
    do {
      try LedgerSchema.install(on: Connection(unfinished.path, as: .writer))
      if let batch { try append(batch, alone: unfinished, reserve: reserve) }
    } catch {
      guard error.outcome == .unknown else { throw error }
      let failure = StorageError(
        .inputOutput, "the disk failed while the new ledger was being written",
        hint: "nothing was recorded; see to the disk, and run the command again")
      throw failure.citing(error)
    }
    guard !unfinished.hasCompanions() else {
      throw StorageError(.inputOutput, "the new ledger could not be completed")
    }
  }

  /// Appends under a name that nobody else knows, while the lock of the ledger's own name is held, and closes the file.
  private static func append(_ batch: LedgerBatch, alone place: LedgerPath, reserve: UInt64) throws(StorageError) {
    let writer = try SQLiteLedgerWriter(at: place, lock: nil, reserve: reserve)
    try writer.append(batch)
    try writer.connection.checkpoint(truncating: true)
  }

  private init(at place: LedgerPath, lock: consuming WriterLock?, reserve: UInt64) throws(StorageError) {
    let connection = try Connection(place.path, as: .writer, lock: lock)
    guard !connection.isReadOnly else {
      throw StorageError(.readOnly, "the ledger's file cannot be written", hint: StorageError.readOnlyHint)
    }
    try connection.configure()
    try connection.requireSchema()
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
