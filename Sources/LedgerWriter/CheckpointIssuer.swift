public import Cryptography
public import Pledges
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
      throw .notInForce(signers.map(\.verifierKey))
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
      throw .notAMark(mark)
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
    let root = chain.size == given.size && chain.size > 0 ? try root() : nil
    return given.contradiction(of: chain.size, root: root, origin: state.identity?.origin)
  }
}

extension Checkpoint {
  /// Why this checkpoint, given out before, and a ledger cannot both be true.
  ///
  /// - Parameters:
  ///   - size: as far as the ledger was replayed: to the size of this checkpoint, or to its end before.
  ///   - root: that of its tree, where it has this size.
  public func contradiction(of size: UInt64, root: Digest?, origin: Origin?) -> Finding? {
    // A tree of nothing is the beginning of every ledger.
    if self.size == 0, hasPossibleRoot, origin == self.origin { return nil }
    guard size == self.size else {
      return Finding(
        "checkpoint.rollback", at: nil,
        "this copy is older than what was given out: it has \(entryCount(size)), and a checkpoint of \(self.size) was given out",
        expected: "\(entryCount(self.size)) or more", found: "\(size)")
    }
    guard let root, root == self.root, origin == self.origin else {
      return Finding(
        "checkpoint.fork", at: nil, "the tree of \(entryCount(self.size)) is not that of the checkpoint given out",
        expected: self.root.hex, found: root?.hex ?? "none")
    }
    return nil
  }
}
