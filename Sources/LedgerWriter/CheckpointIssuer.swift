internal import Cryptography
internal import Pledges
public import Storage
public import TransparencyLog

/// Signs a checkpoint for every batch, and remembers outside the database how far it has gone. // Format §7
public struct CheckpointIssuer: Sendable {
  /// The log's keys at hand; the first that is in force signs.
  public let signers: [NoteSigner]
  public let mark: HighWaterMark

  public init(signers: [NoteSigner], mark: HighWaterMark) {
    self.signers = signers
    self.mark = mark
  }

  /// The checkpoint of a tree, by a key that the ledger lists in force.
  func checkpoint(
    of ledger: borrowing Ledger, root: Digest
  ) throws(AppendError) -> SignedCheckpoint {
    guard let origin = ledger.state.identity?.origin else { throw .library("the ledger has no genesis") }
    guard let signer = signer(for: ledger.state) else {
      throw .logKey(
        "the log key at hand is not in force in this ledger: "
          + signers.map(\.verifierKey.text).joined(separator: ", "))
    }
    do {
      return try SignedCheckpoint(Checkpoint(origin: origin, size: ledger.chain.size, root: root), signedBy: signer)
    } catch {
      throw .library(error.reason)
    }
  }

  /// The key at hand that signs for a ledger: one that it lists in force. // Format §7
  func signer(for state: LedgerState) -> NoteSigner? {
    signers.first { state.logKeys.contains($0.verifierKey) }
  }

  /// The checkpoint given out last, or nil when there is none; asked before anything is written.
  func lastGivenOut() throws(AppendError) -> Checkpoint? {
    try checkpoint { () throws(StorageError) in try mark.readDurably() }
  }

  private func checkpoint(from read: () throws(StorageError) -> [UInt8]?) throws(AppendError) -> Checkpoint? {
    do {
      return try read().map { try SignedCheckpoint($0).checkpoint }
    } catch let error as StorageError {
      throw .storage(error)
    } catch {
      throw .logKey("the high-water mark \(mark.path) is not a checkpoint")
    }
  }

  /// Notes a checkpoint that the database holds outside it as well, unless one as far is noted already.
  func raise(to checkpoint: StoredCheckpoint) throws(AppendError) {
    let given = try self.checkpoint { () throws(StorageError) in try mark.read(.committed) }
    if let given, given.size >= checkpoint.size { return }
    do {
      try mark.write(checkpoint.note)
    } catch {
      throw .storage(error)
    }
  }
}

extension Ledger {
  /// Why a checkpoint given out and this ledger, replayed up to that size or to its end, cannot both be true.
  mutating func contradiction(of given: Checkpoint) throws(LogError) -> Finding? {
    // A tree of nothing is the beginning of every ledger.
    if given.size == 0, given.hasPossibleRoot, state.identity?.origin == given.origin { return nil }
    guard chain.size == given.size else {
      return Finding(
        "checkpoint.rollback", at: nil,
        "this copy is older than what was given out: it has \(entryCount(chain.size)), and a checkpoint of \(given.size) was given out",
        expected: "\(entryCount(given.size)) or more", found: "\(chain.size)")
    }
    let root = try root()
    guard root == given.root, state.identity?.origin == given.origin else {
      return Finding(
        "checkpoint.fork", at: nil, "the tree of \(entryCount(given.size)) is not that of the checkpoint given out",
        expected: given.root.hex, found: root.hex)
    }
    return nil
  }
}
