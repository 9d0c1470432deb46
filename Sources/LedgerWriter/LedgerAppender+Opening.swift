internal import Pledges
internal import Storage
internal import TransparencyLog

// What is done when a ledger is opened, and what is asked of what it was opened from.

extension LedgerAppender {
  /// Whether a ledger keeps checkpoints at all.
  static func keepsCheckpoints(_ store: SQLiteLedgerWriter) throws(AppendError) -> Bool {
    do {
      return try store.latestOwnCheckpoint() != nil
    } catch {
      throw .storage(error)
    }
  }

  /// The ledger as its entries make it, held against the checkpoint given out last.
  static func replayed(
    _ store: SQLiteLedgerWriter, _ given: Checkpoint?, _ snapshot: inout LedgerSnapshot?
  ) throws(AppendError) -> Ledger {
    do {
      var ledger = try Ledger.resumed(from: &snapshot, in: store, signatures: .vouched)
      if let given {
        try replay(store, upTo: given.size, &ledger)
        try check(given, &ledger)
      }
      try replay(store, upTo: nil, &ledger)
      ledger.setSignatures(.check)
      try check(snapshot, ledger.state)
      return ledger
    } catch let error as AppendError {
      throw error
    } catch StoredReplayFailure.storage(let error) {
      throw .storage(error)
    } catch {
      throw .library("\(error)")
    }
  }

  private static func replay(_ store: SQLiteLedgerWriter, upTo size: UInt64?, _ ledger: inout Ledger) throws {
    var broken: Finding?
    try ledger.replay(store, upTo: size) { _, _, findings, _ in
      broken = findings.first
      return broken == nil
    }
    if let broken { throw AppendError.broken(broken) }
  }

  /// Nothing is signed that a checkpoint given out contradicts: a restored or exchanged database ends here.
  private static func check(_ given: Checkpoint, _ ledger: inout Ledger) throws {
    if let finding = try ledger.contradiction(of: given) { throw AppendError.broken(finding) }
  }

  /// Nothing was decided, and nothing is appended, by parts of a snapshot that could not be read.
  static func check(_ snapshot: LedgerSnapshot?, _ state: LedgerState) throws(AppendError) {
    guard let failure = snapshot?.failure else { return }
    throw .storage(
      StorageError(
        .damaged, "the snapshot beside the ledger cannot be used: \(failure.reason)",
        hint: "remove the file that ends in .snapshot: it is made again from the entries"))
  }
}

extension SQLiteLedgerWriter {
  /// The envelope of an entry that the ledger is known to hold.
  func envelope(at index: EntryIndex) throws(StorageError) -> [UInt8] {
    guard let envelope = try entry(at: index)?.envelope else {
      throw StorageError(
        .damaged, "the envelope of entry \(index) is not there any more", hint: "run verify, and restore a backup")
    }
    return envelope
  }
}
