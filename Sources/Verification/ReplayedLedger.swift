public import Cryptography
public import Pledges
public import Storage
public import TransparencyLog

/// What a ledger says, for reading it: replayed from its entries, signatures as its keeper vouched for them.
///
/// Reports are computed from this and from no table beside the entries. It may begin with a snapshot, which the log's key
/// signed after replaying those same entries; see `Ledger.resumed`. Whoever does not trust the keeper runs verification,
/// which reads every entry and checks every signature as well.
public struct ReplayedLedger: Sendable {
  public let state: LedgerState
  /// The end of the chain.
  public let chain: ChainHead
  /// Root of the tree over the headers.
  public let root: Digest
  private let tree: MerkleFrontier

  public var size: UInt64 { chain.size }
  /// Leaf hash of the last entry.
  public var head: Digest { chain.leaf }

  /// Why a ledger could not be read.
  public enum Failure: Error {
    case failure(StoredReplayFailure)
    /// The first thing that is wrong.
    case broken(Finding)
  }

  /// The snapshot it began with; parts of it are read when somebody asks for them.
  private let snapshot: LedgerSnapshot?

  /// How many entries came out of a snapshot.
  public var resumedSize: UInt64 { snapshot?.size ?? 0 }

  /// Why what was read of the snapshot is not to be believed; nil when all of it could be read. To be asked at the end.
  public var failure: ArchiveFault? { snapshot?.failure }

  /// Replays a store up to a size, or to its end; from a snapshot on, if one is given that fits.
  public init(
    _ store: any LedgerReading, upTo limit: UInt64? = nil, from given: LedgerSnapshot? = nil,
    cores: Int = ProcessorCount.available
  ) throws(Failure) {
    var broken: Finding?
    do throws(StoredReplayFailure) {
      var snapshot = given
      var ledger: Ledger
      do {
        ledger = try Ledger.resumed(from: &snapshot, in: store, signatures: .vouched)
      } catch {
        throw .library(error)
      }
      self.snapshot = snapshot
      try ledger.replay(store, upTo: limit, cores: cores) { stored, replayed, findings, _ in
        var findings = findings
        if let stored, let replayed { DerivedColumns.compare(stored, replayed, &findings) }
        broken = findings.first
        return broken == nil
      }
      state = ledger.state
      chain = ledger.chain
      tree = ledger.tree
      do {
        root = try ledger.root()
      } catch {
        throw .library(error)
      }
      if broken == nil { broken = try ReplayedLedger.parting(of: root, at: chain.size, in: store) }
    } catch {
      throw .failure(error)
    }
    if let broken { throw .broken(broken) }
  }

  /// The ledger in memory, as somebody would find it who hands in a statement now. What it admits is recorded nowhere.
  public func continued(signatures: EnvelopeVerifier.Signatures) throws(LogError) -> Ledger {
    try Ledger(continuing: chain, tree, state, signatures: signatures)
  }

  /// The checkpoint kept for this size has to have this root: nothing links to the last header but it. // Format §7
  private static func parting(
    of root: Digest, at size: UInt64, in store: any LedgerReading
  ) throws(StoredReplayFailure) -> Finding? {
    let note: [UInt8]?
    do {
      note = try store.checkpoint(ofSize: size)?.note
    } catch {
      throw .storage(error)
    }
    guard let note, size > 0 else { return nil }
    let last = EntryIndex(size - 1)
    do {
      let checkpoint = try SignedCheckpoint(note).checkpoint
      guard checkpoint.root != root else { return nil }
      return Finding(
        "tree.root", at: last, "the checkpoint kept for these entries has another root", expected: root.hex,
        found: checkpoint.root.hex)
    } catch {
      return Finding("checkpoint.signature", at: last, "the checkpoint kept for these entries cannot be read: \(error)")
    }
  }
}
