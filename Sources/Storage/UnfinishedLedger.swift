public import Cryptography
public import Files
public import Pledges

/// A ledger that is being made: under another name, filled part by part, synced and then named, so that no crash leaves
/// half a ledger and nobody reads one.
///
/// It holds the lock of the ledger's own name. Unless it was finished, nothing of it is left when it goes.
public final class UnfinishedLedger {
  private let place: LedgerPath
  private let unfinished: LedgerPath
  private let reserve: UInt64
  private var lock: WriterLock?
  private var writer: SQLiteLedgerWriter?
  /// Tells others that the file is being written.
  private var claim: FileDescriptor?
  private var isNamed = false

  /// Whoever makes a ledger has its state in memory besides.
  private static let cache = 4 << 10

  /// Begins a ledger that is to have this name; nothing may stand there.
  public init(
    at path: some FileNaming, reserve: UInt64 = SQLiteLedgerWriter.defaultReserve
  ) throws(StorageError) {
    let place = try LedgerPath(path)
    try place.requireNothing()
    try place.requireWritableFolder()
    lock = try WriterLock(for: place, waitingUpTo: 0)
    self.place = place
    self.reserve = reserve
    unfinished = place.unfinished()
    claim = try unfinished.makeEmptyFile()
    try recordingNothing { () throws(StorageError) in
      try LedgerSchema.install(on: Connection(unfinished.path, as: .writer))
    }
  }

  deinit {
    writer = nil
    guard !isNamed else { return }
    unfinished.discard()
    // There is no ledger that it could be the lock of. Who waits for it finds that it is not the file of that name any
    // more, and makes another.
    if lock != nil { place.beside(".lock").remove() }
  }

  /// Writes the next part.
  public func append(_ batch: LedgerBatch) throws(StorageError) {
    try recordingNothing { () throws(StorageError) in try opened().append(batch) }
  }

  /// The envelope of an entry that was appended.
  public func envelope(at index: EntryIndex) throws(StorageError) -> [UInt8]? {
    try writer?.entry(at: index)?.envelope
  }

  /// Overwrites the words of these digests, of whatever entry, and says how many there were. // Format §12
  public func removeTexts(_ digests: Set<Digest>) throws(StorageError) -> Int {
    guard !digests.isEmpty, let writer else { return 0 }
    var count = 0
    try recordingNothing { () throws(StorageError) in count = try writer.removeTexts(digests) }
    return count
  }

  /// Makes it durable, gives it its name and opens it; the lock goes on to what is answered.
  ///
  /// After an error there is no file, unless the outcome says otherwise: `committed` when it is there with all that it was
  /// to hold and could not be opened, `unknown` when it could not be removed again.
  public func finish() throws(StorageError) -> SQLiteLedgerWriter {
    guard let lock = lock.take() else { throw StorageError(.programming, "the new ledger was finished before") }
    try recordingNothing { () throws(StorageError) in
      try writer?.connection.checkpoint(truncating: true)
      writer = nil  // closes the file
      guard !unfinished.hasCompanions() else {
        throw StorageError(.inputOutput, "the new ledger could not be completed")
      }
    }
    try unfinished.publish(as: place)
    isNamed = true
    // Before a connection is opened on it: closing a descriptor ends SQLite's locks.
    claim = nil
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

  private func opened() throws(StorageError) -> SQLiteLedgerWriter {
    if let writer { return writer }
    let opened = try SQLiteLedgerWriter(at: unfinished, lock: nil, reserve: reserve, cache: Self.cache)
    writer = opened
    return opened
  }

  /// Under a name that nobody knows nothing is recorded, whatever the disk does.
  private func recordingNothing(_ body: () throws(StorageError) -> Void) throws(StorageError) {
    do {
      try body()
    } catch {
      guard error.outcome == .unknown else { throw error }
      let failure = StorageError(
        .inputOutput, "the disk failed while the new ledger was being written",
        hint: "nothing was recorded; see to the disk, and run the command again")
      throw failure.citing(error)
    }
  }
}
