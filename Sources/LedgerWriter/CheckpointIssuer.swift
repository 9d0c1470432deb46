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
    let inForce = ledger.state.logKeys
    guard let signer = signers.first(where: { inForce.contains($0.verifierKey) }) else {
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

  /// The checkpoint given out last, or nil when there is none.
  func lastGivenOut() throws(AppendError) -> Checkpoint? {
    do {
      return try mark.read().map { try SignedCheckpoint($0).checkpoint }
    } catch let error as StorageError {
      throw .storage(error)
    } catch {
      throw .logKey("the high-water mark \(mark.path) is not a checkpoint")
    }
  }
}
