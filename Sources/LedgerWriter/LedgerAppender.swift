internal import Cryptography
public import Files
public import Pledges
public import Storage
public import TransparencyLog

/// The only appender: admission, ordering, one transaction a batch, receipts.
///
/// It holds the ledger's lock from opening to the end of its life, so the state it replayed cannot go stale.
public struct LedgerAppender: ~Copyable {
  private let store: SQLiteLedgerWriter
  private let path: FilePath
  /// Where batches go: the store, unless a test puts something in between that fails.
  var destination: any BatchDestination
  private let issuer: CheckpointIssuer?
  private var ledger: Ledger
  /// What the ledger was resumed from, where its parts still lie.
  private let snapshot: LedgerSnapshot?
  /// The size of the snapshot that lies beside the ledger, as far as this appender knows.
  private var snapshotSize: UInt64
  /// Set once the ledger in memory may be ahead of the file.
  private var isSpent = false

  /// What the entries so far say.
  public var state: LedgerState { ledger.state }
  /// The end of the chain so far.
  public var chain: ChainHead { ledger.chain }
  /// Whether words that an entry removed may still be in the file, since somebody was reading it.
  public var holdsRemovedTexts: Bool { store.holdsRemovedTexts }
  /// What is more open than it should be, for the operator to read.
  public var warnings: [String] { store.warnings }
  /// Whether the ledger keeps checkpoints and nothing outside it says how far it was given out: then one that was put
  /// back to an earlier state looks like this one.
  public let isMarkMissing: Bool

  /// Opens a ledger for appending, waiting so long for another process that writes it, and replays it: from the
  /// snapshot beside it, if there is one that fits, or from the first entry.
  ///
  /// The replay vouches for signatures that this program checked when it admitted them, and checks all else. With an
  /// issuer, every batch gets a checkpoint, and a ledger behind the checkpoint given out last is refused.
  public init(
    opening path: some FileNaming, waitingUpTo wait: Duration = .seconds(30), issuer: CheckpointIssuer? = nil,
    replaying extent: ReplayExtent = .fromSnapshot
  ) throws(AppendError) {
    let path = path.filePath
    let store: SQLiteLedgerWriter
    do {
      store = try SQLiteLedgerWriter.open(path, waitingUpTo: Double(wait.components.seconds))
    } catch {
      throw .storage(error)
    }
    let given = try issuer?.lastGivenOut()
    let isMarkMissing = issuer == nil || given != nil ? false : try LedgerAppender.keepsCheckpoints(store)
    var snapshot: LedgerSnapshot?
    do throws(StorageError) {
      if extent == .fromSnapshot { snapshot = try LedgerSnapshot.usable(beside: path, upTo: given?.size) }
    } catch {
      throw .storage(error)
    }
    let ledger = try LedgerAppender.replayed(store, given, &snapshot)
    if !ledger.state.removals.isEmpty { store.finishRemovals() }
    self.store = store
    self.path = path
    destination = store
    self.issuer = issuer
    self.ledger = ledger
    self.snapshot = snapshot
    snapshotSize = snapshot?.size ?? 0
    self.isMarkMissing = isMarkMissing
    leaveSnapshot()
  }

  /// Makes a ledger that holds these entries, which were admitted to a ledger in memory; the file appears with all of
  /// them or not at all.
  public static func create(
    at path: some FileNaming, _ entries: [AdmittedEntry], in ledger: inout Ledger, issuer: CheckpointIssuer
  ) throws(AppendError) -> [Receipt] {
    try create(at: path, entries, checkpoint(of: &ledger, issuer), issuer)
  }

  /// Requires that a ledger can be made at a place, and makes none.
  public static func requirePlace(at path: some FileNaming) throws(AppendError) {
    do {
      try SQLiteLedgerWriter.requirePlace(path)
    } catch {
      throw .storage(error)
    }
  }

  /// Makes a ledger without checkpoints, for trials: nobody outside can hold it to its word.
  public static func create(at path: some FileNaming, _ entries: [AdmittedEntry]) throws(AppendError) -> [Receipt] {
    try create(at: path, entries, nil, nil)
  }

  private static func create(
    at path: some FileNaming, _ entries: [AdmittedEntry], _ checkpoint: StoredCheckpoint?, _ issuer: CheckpointIssuer?
  ) throws(AppendError) -> [Receipt] {
    var batch = LedgerBatch(expectedHead: .empty, checkpoint: checkpoint)
    for entry in entries { batch.add(entry) }
    do {
      let store = try SQLiteLedgerWriter.create(path, first: batch)
      // Its lock is held until the mark is written, or a faster appender's mark could be put back.
      defer { withExtendedLifetime(store) {} }
      if let checkpoint { try issuer?.mark.write(checkpoint.note) }
    } catch {
      throw .storage(error)
    }
    return entries.map(Receipt.init)
  }

  /// Admits envelopes with their words in their order, and appends them in one transaction: all of them, or none.
  ///
  /// A receipt is given only once its entry is durable. After an error the appender takes nothing more, unless the very
  /// first envelope was refused: what it holds in memory may be ahead of the file.
  public mutating func append(_ envelopes: [SubmittedEnvelope], at now: Instant) throws(AppendError) -> [Receipt] {
    var rest = envelopes[...]
    do {
      return try append(at: now) { _ in
        defer { rest = rest.dropFirst(LedgerAppender.slice) }
        return rest.prefix(LedgerAppender.slice)
      }
    } catch let error as AppendError {
      throw error
    } catch {
      throw .library("\(error)")
    }
  }

  /// The same for envelopes that `next` gives a slice at a time, told what the entries before say, so that they are never in memory all at once; an empty
  /// slice is the end. What `next` throws, or an envelope that is refused, ends it, and nothing of it was appended.
  public mutating func append(
    at now: Instant, slices next: (LedgerState) throws -> ArraySlice<SubmittedEnvelope>
  ) throws -> [Receipt] {
    try requireUnspent()
    var batch = newBatch()
    while true {
      let slice: ArraySlice<SubmittedEnvelope>
      do {
        slice = try next(ledger.state)
      } catch {
        batch.abandon()
        throw error
      }
      guard !slice.isEmpty else { break }
      // The keys as they are now. One that comes in within the slice is checked at admission instead.
      let keys = ledger.state.keys.only(slice.lazy.flatMap(\.envelope.signatures).map(\.keyID))
      try ParallelExamination.examine(slice, keys: keys) { (examined) throws(AppendError) in
        guard case .failure(let refusal) = try admit(examined, to: &batch, at: now) else { return }
        batch.abandon()
        try LedgerAppender.check(snapshot, ledger.state)
        throw .refused(refusal.naming(entryOf: examined, in: store), position: batch.receipts.count)
      }
    }
    if !batch.receipts.isEmpty { try commit(&batch) }
    return batch.receipts
  }

  /// What became of each envelope of a batch, and why nothing may be appended after it, if that is so.
  typealias BatchAnswers = (each: [Result<Receipt, AppendError>], failure: AppendError?)

  /// Admits each envelope on its own, in order, and appends those that the rules take, in one transaction.
  ///
  /// One that is refused holds up no other. Nothing is answered before the batch is durable, refusals included: one may
  /// rest on an entry of this very batch. After an error the appender takes nothing more. An error that came after the
  /// commit concerns the entries alone: what was refused is refused, and nobody may take it for recorded.
  mutating func append(
    each envelopes: [ParallelExamination.Examined], at now: Instant
  ) throws(AppendError) -> BatchAnswers {
    try requireUnspent()
    var batch = newBatch()
    var admitted: [Result<Void, Refusal>] = []
    for examined in envelopes { admitted.append(try admit(examined, to: &batch, at: now)) }
    var failure: AppendError?
    if batch.receipts.isEmpty {
      try LedgerAppender.check(snapshot, ledger.state)
    } else {
      do throws(AppendError) {
        try commit(&batch)
      } catch {
        guard case .storage(let cause) = error, cause.outcome == .committed else { throw error }
        failure = error
      }
    }
    var receipts = batch.receipts[...]
    let each = zip(envelopes, admitted).map { (examined, result) -> Result<Receipt, AppendError> in
      if case .failure(let refusal) = result {
        return .failure(.refused(refusal.naming(entryOf: examined, in: store), position: 0))
      }
      let receipt = receipts.removeFirst()
      return failure.map { .failure($0) } ?? .success(receipt)
    }
    return (each, failure)
  }

  private func newBatch() -> GrowingBatch {
    GrowingBatch(after: LedgerHead(size: ledger.chain.size, leaf: ledger.chain.leaf), into: destination)
  }

  /// Makes an envelope the next entry in memory and in the batch, or says why not.
  private mutating func admit(
    _ examined: ParallelExamination.Examined, to batch: inout GrowingBatch, at now: Instant
  ) throws(AppendError) -> Result<Void, Refusal> {
    let (store, size) = (store, ledger.chain.size)
    var failure: StorageError?
    let admitted = Result { () throws(Refusal) in
      try ledger.admit(examined.get(), at: now) { index in
        if index.rawValue >= size { return nil }
        if let envelope = batch.envelope(at: index) { return envelope }
        do throws(StorageError) {
          return try store.envelope(at: index)
        } catch {
          failure = error
          return nil
        }
      }
    }
    // An entry that cannot be read is no entry without texts: nothing was decided by it.
    if let failure {
      batch.abandon()
      throw .storage(failure)
    }
    guard case .success(let entry) = admitted else { return admitted.map { _ in } }
    isSpent = true
    do {
      try batch.add(entry)
    } catch {
      throw .storage(error)
    }
    return .success(())
  }

  /// Envelopes examined at a time, so that a large batch is not held twice.
  public static let slice = 256

  private func requireUnspent() throws(AppendError) {
    guard !isSpent else {
      throw .storage(StorageError(.headMoved, "a previous batch failed", hint: "reopen the ledger"))
    }
  }

  /// Makes a batch durable, with a checkpoint; only then its receipts may be given out.
  private mutating func commit(_ batch: inout GrowingBatch) throws(AppendError) {
    isSpent = true
    let checkpoint: StoredCheckpoint?
    do throws(AppendError) {
      try LedgerAppender.check(snapshot, ledger.state)
      checkpoint = try LedgerAppender.checkpoint(of: &ledger, issuer)
    } catch {
      batch.abandon()
      throw error
    }
    do {
      try batch.commit(checkpoint)
      // Durable in the database, then outside it, and only then in anybody's hands. // Format §7
      if let checkpoint { try issuer?.mark.write(checkpoint.note) }
    } catch {
      throw .storage(error)
    }
    isSpent = false
  }

  /// The checkpoint of the ledger as it stands: the one that it keeps, or a new one when none covers its end.
  ///
  /// A ledger that was restored, or made without a log key, has none. A checkpoint names no time, so one that covers the
  /// end is never out of date; only a witness can say when it still was the newest. // Format §7
  public mutating func currentCheckpoint() throws(AppendError) -> StoredCheckpoint {
    try requireUnspent()
    guard let issuer, let current = try LedgerAppender.checkpoint(of: &ledger, issuer) else {
      throw .logKey("there is no log key to sign with")
    }
    do {
      let kept = try store.latestCheckpoint()
      if let kept, kept.size == current.size {
        try LedgerAppender.requireSameTree(kept, current)
        try issuer.raise(to: kept)
        return kept
      }
      isSpent = true
      try store.append(
        LedgerBatch(
          expectedHead: LedgerHead(size: ledger.chain.size, leaf: ledger.chain.leaf), checkpoint: current))
      try issuer.raise(to: current)
      isSpent = false
      return current
    } catch let error as AppendError {
      throw error
    } catch let error as StorageError {
      throw .storage(error)
    } catch {
      throw .library("\(error)")
    }
  }

  private static func requireSameTree(_ kept: StoredCheckpoint, _ current: StoredCheckpoint) throws {
    let (was, now) = (try SignedCheckpoint(kept.note).checkpoint, try SignedCheckpoint(current.note).checkpoint)
    guard was.textBytes == now.textBytes else {
      throw AppendError.broken(
        Finding(
          "tree.root", at: nil, "the checkpoint kept for the end of the ledger is of another tree",
          expected: now.root.hex, found: was.root.hex))
    }
  }

  /// Leaves a snapshot of the ledger as it is, for whoever opens it next; unless the one that lies there is new enough,
  /// or `always`.
  ///
  /// It holds the state of entries that are durable, so that it never is ahead of the file. One that cannot be written
  /// costs the next opening time and nothing else; the reason is answered, for the operator to read.
  @discardableResult
  public mutating func leaveSnapshot(always: Bool = false) -> ArchiveFault? {
    let size = ledger.chain.size
    guard !isSpent, let issuer, always || LedgerSnapshot.isDue(at: size, after: snapshotSize),
      let signer = issuer.signer(for: ledger.state)
    else { return nil }
    do {
      let root = try ledger.root()
      try LedgerSnapshot.write(ledger, root: root, beside: path, after: snapshot, signedBy: signer)
      snapshotSize = size
      return nil
    } catch let fault as ArchiveFault {
      return fault
    } catch {
      return ArchiveFault("\(error)")
    }
  }

  /// The proof that an entry is in the newest checkpoint's tree. // Format §7
  public func proofFile(of index: EntryIndex) throws(ProofFailure) -> ProofFile {
    try store.proofFile(of: index)
  }

  private static func checkpoint(
    of ledger: inout Ledger, _ issuer: CheckpointIssuer?
  ) throws(AppendError) -> StoredCheckpoint? {
    guard let issuer else { return nil }
    let root: Digest
    do {
      // From the bytes that were replayed and admitted, not from any stored hash.
      root = try ledger.root()
    } catch {
      throw .library(error.reason)
    }
    return StoredCheckpoint(
      size: ledger.chain.size, note: try issuer.checkpoint(of: ledger, root: root).bytes)
  }
}
