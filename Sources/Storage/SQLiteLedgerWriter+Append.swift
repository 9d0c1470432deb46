internal import CSQLite
internal import Cryptography
internal import Pledges

extension SQLiteLedgerWriter {
  /// Writes a batch in one transaction; when it returns, the batch is durable.
  ///
  /// An error says in `outcome` what is true of the batch. After `unknown` this writer refuses everything: open the
  /// ledger again, and submit the same statements again to find out.
  public func append(_ batch: LedgerBatch) throws(StorageError) {
    if let poison { throw Self.refusal(after: poison) }
    try batch.check(with: &leaves)
    try requireRoom(for: batch)
    try begin(after: batch.expectedHead)
    do {
      try insert(batch)
    } catch {
      throw abandon(after: error)
    }
    try commit()
  }

  /// Begins a transaction behind a head; parts of one batch follow, and nothing is durable before `commit`.
  ///
  /// Whoever began it ends it, by `commit` or `abandon`; an error of any step has ended it already.
  public func begin(after head: LedgerHead) throws(StorageError) {
    if let poison { throw Self.refusal(after: poison) }
    guard underWay == nil else { throw StorageError(.programming, "a batch is being written already") }
    connection.makeRoomInLog()
    try start()
    do throws(StorageError) {
      guard try self.head() == head else {
        throw StorageError(.headMoved, "the ledger has grown since the batch was prepared", hint: "prepare it again")
      }
    } catch {
      throw abandon(after: error)
    }
    underWay = UnderWay(head: head)
  }

  /// Writes the next part of the batch that was begun: what it expects is the head after the part before.
  public func write(_ part: LedgerBatch) throws(StorageError) {
    guard underWay?.head == part.expectedHead else {
      throw abandon(after: StorageError(.programming, "a part of a batch does not go on where the one before ended"))
    }
    do throws(StorageError) {
      try part.check(with: &leaves)
      try requireRoom(for: part)
      try insert(part)
    } catch {
      throw abandon(after: error)
    }
  }

  /// Makes the batch that was begun durable.
  public func commit() throws(StorageError) {
    guard let ending = underWay else { throw StorageError(.programming, "there is no batch to commit") }
    underWay = nil
    do {
      defer { commitment.reset() }
      _ = try commitment.step()
    } catch {
      // Whatever SQLite says here, the commit may be on the disk.
      throw giveUp(after: error, outcome: .unknown)
    }
    tidy(afterRemoval: ending.removes)
  }

  /// Gives the batch that was begun up, as if it had never been.
  public func abandon() {
    guard underWay != nil else { return }
    _ = abandon(after: StorageError(.programming, "the batch was given up"))
  }

  /// Refuses while the disk is nearly full; a removal of words may use the reserve.
  private func requireRoom(for batch: LedgerBatch) throws(StorageError) {
    guard batch.removals.isEmpty, reserve > 0 else { return }
    guard try place.freeSpace() >= reserve else {
      throw StorageError(
        .diskFull, "less than \(reserve >> 20) MiB are left on the ledger's disk", hint: "free some space and try again"
      )
    }
  }

  /// Takes the right to write at once: a transaction that begins as a reader may never become one that writes.
  private func start() throws(StorageError) {
    do {
      defer { begin.reset() }
      _ = try begin.step()
    } catch {
      throw error.isDiskFailure ? giveUp(after: error, outcome: .notCommitted) : error
    }
  }

  /// Each entry, then its envelope and words, then the tree hashes that it completes, then the words that it removes.
  private func insert(_ batch: LedgerBatch) throws(StorageError) {
    var nextHash = 0
    var position = LedgerBatch.treeHashCount(forSize: batch.expectedHead.size)
    for entry in batch.entries {
      do {
        try inserts.insert(entry)
      } catch {
        throw try explain(error, about: entry)
      }
      if let envelope = entry.envelope { try inserts.insert(envelope: envelope, at: entry.index) }
      if let texts = entry.texts, let digests = entry.textDigests {
        try inserts.insert(texts: texts, digests, of: entry.index)
      }
      let end = LedgerBatch.treeHashCount(forSize: entry.index.rawValue + 1)
      while position < end {
        try inserts.insert(treeHash: batch.treeHashes[nextHash].hash, at: position)
        nextHash += 1
        position += 1
      }
      if !batch.removals.isEmpty {
        try remove(Set(batch.removals.lazy.filter { $0.by == entry.index }.map(\.digest)), by: entry.index)
      }
    }
    if let checkpoint = batch.checkpoint { try inserts.insert(checkpoint) }
    underWay?.head = batch.newHead
    if !batch.removals.isEmpty { underWay?.removes = true }
  }

  /// Overwrites the words of these digests in every entry, in a transaction of its own, and says how many there were.
  ///
  /// For a ledger that is being made of a copy: what was removed may be in it still. // Format §8, stage F
  func removeTexts(_ digests: Set<Digest>) throws(StorageError) -> Int {
    let head = try head()
    try begin(after: head)
    underWay?.removes = true
    let count: Int
    do {
      count = try remove(digests, by: EntryIndex(head.size))
    } catch {
      throw abandon(after: error)
    }
    try commit()
    return count
  }

  /// Overwrites the words of these digests in every earlier entry, and says how many there were; there need not be any.
  /// // Format §3
  @discardableResult
  private func remove(_ digests: Set<Digest>, by index: EntryIndex) throws(StorageError) -> Int {
    guard !digests.isEmpty else { return 0 }
    var count = 0
    var rows: [Int64] = []
    // One look at all of them, for however many digests.
    var scan = try Statement("SELECT seq, digests FROM text WHERE seq < ?", on: connection)
    try scan.bind(Int64(index.rawValue), at: 1)
    while try scan.step() {
      guard let seq = scan.integer(0), let own = scan.digests(1) else { continue }
      if own.contains(where: digests.contains) { rows.append(seq) }
    }
    guarding.allowsRemoval = true
    defer { guarding.allowsRemoval = false }
    var words = try Statement("\(TextRow.columns) WHERE seq = ?", on: connection)
    var removal = try Statement("UPDATE text SET bytes = ? WHERE seq = ?", on: connection)
    for seq in rows {
      defer { words.reset() }
      try words.bind(seq, at: 1)
      guard try words.step() else { continue }
      var row = TextRow(words)
      guard row.isPaired else {
        throw StorageError(
          .damaged, "the words of entry \(seq) do not fit their digests, so that none can be removed",
          hint: StorageError.restoreHint)
      }
      count += row.held(of: digests).count
      row.empty(digests)
      try removal.bind(TextRow.joined(row.lines ?? []), at: 1)
      try removal.bind(seq, at: 2)
      try removal.change()
    }
    return count
  }

  /// The one refusal that is no mistake: the statement stands in the ledger, or earlier in the batch.
  private func explain(_ error: StorageError, about entry: StoredEntry) throws(StorageError) -> StorageError {
    guard let code = error.sqliteCode, SQLiteCode(code).family == SQLITE_CONSTRAINT,
      let existing = try index(ofStatement: entry.statement)
    else { return error }
    var duplicate = StorageError(.duplicateStatement, "the ledger holds this statement already, as entry \(existing)")
    duplicate.entry = existing
    return duplicate
  }
}

// MARK: - After a failure

extension SQLiteLedgerWriter {
  /// Rolls back what was begun and says what that means.
  private func abandon(after error: StorageError) -> StorageError {
    underWay = nil
    do {
      try connection.execute("ROLLBACK")
    } catch {
      // SQLite may have rolled back by itself; whether it did is asked below.
    }
    if connection.isInTransaction || error.isDiskFailure { return giveUp(after: error, outcome: .unknown) }
    if [.damaged, .alteredSchema, .truncated].contains(error.code) {
      return giveUp(after: error, outcome: .notCommitted)
    }
    var error = error
    error.outcome = .notCommitted
    return error
  }

  /// Ends this writer for good. Nothing is tried again in the process: after a failed sync the kernel may call pages
  /// clean that never reached the disk, and a second sync would "succeed".
  private func giveUp(after cause: StorageError, outcome: StorageError.Outcome) -> StorageError {
    if connection.isInTransaction {
      do {
        try connection.execute("ROLLBACK")
      } catch {
        // The writer is given up in any case.
      }
    }
    // Nor does closing write: the log stays as it is for whoever opens the file next.
    _ = unsafe pledge_switch(connection.handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nil)
    poison = cause
    guard outcome == .unknown else { return cause }
    let unknown = StorageError(
      .outcomeUnknown, "it is not known whether this was recorded: \(cause.reason)",
      hint: "submit the same bytes again to find out", outcome: .unknown)
    return unknown.citing(cause)
  }

  private static func refusal(after cause: StorageError) -> StorageError {
    let refusal = StorageError(
      .poisoned, "nothing is written after a failure of the disk: \(cause.reason)", hint: "open the ledger again")
    return refusal.citing(cause)
  }

  /// The length of the write-ahead log, in pages, at which it is moved into the file: 16 MiB. A page that many batches
  /// touch is then written once.
  private static let longLog: Int32 = 4000

  /// Moves a long log into the file, and after a removal any log, so that the removed words are gone from both.
  ///
  /// A reader in a transaction keeps them there. It is waited for once, by the batch that removes; then every batch tries
  /// again and waits for nobody. The batch is durable by now, so a failure here is not the batch's: it shows at the next
  /// append.
  private func tidy(afterRemoval: Bool) {
    if afterRemoval { holdsRemovedTexts = true }
    guard holdsRemovedTexts || connection.frameCount >= Self.longLog else { return }
    do {
      let isDone = try connection.checkpoint(truncating: holdsRemovedTexts, waiting: afterRemoval)
      if isDone { holdsRemovedTexts = false }
    } catch {
      _ = giveUp(after: error, outcome: .committed)
    }
  }

  /// Takes up what a writer before this one may have had to leave; for whoever knows that an entry of the ledger removes
  /// words, once it is open. That something was left is not noted anywhere, so any log that is there counts.
  public func finishRemovals() {
    guard underWay == nil, poison == nil, connection.hasLog() else { return }
    holdsRemovedTexts = true
    tidy(afterRemoval: false)
  }
}
