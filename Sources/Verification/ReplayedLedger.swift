public import Cryptography
public import Pledges
public import Storage
internal import TransparencyLog

/// What a ledger says, for reading it: replayed from its entries, signatures as its keeper vouched for them.
///
/// Reports are computed from this and from no table beside the entries. Whoever does not trust the keeper runs
/// verification, which checks every signature as well.
public struct ReplayedLedger: Sendable {
  public let state: LedgerState
  public let size: UInt64
  /// Leaf hash of the last entry.
  public let head: Digest
  /// Root of the tree over the headers.
  public let root: Digest

  /// Why a ledger could not be read.
  public enum Failure: Error {
    case failure(StoredReplayFailure)
    /// The first thing that is wrong.
    case broken(Finding)
  }

  /// Replays a store up to a size, or to its end.
  public init(_ store: any LedgerReading, upTo limit: UInt64? = nil) throws(Failure) {
    var broken: Finding?
    do throws(StoredReplayFailure) {
      var ledger: Ledger
      do {
        ledger = try Ledger(signatures: .vouched)
      } catch {
        throw .library(error)
      }
      try ledger.replay(store, upTo: limit) { _, _, findings, _ in
        broken = findings.first
        return broken == nil
      }
      state = ledger.state
      size = ledger.chain.size
      head = ledger.chain.leaf
      do {
        root = try ledger.root()
      } catch {
        throw .library(error)
      }
    } catch {
      throw .failure(error)
    }
    if let broken { throw .broken(broken) }
  }
}
