internal import CanonicalJSON
public import Cryptography
internal import Storage
public import TransparencyLog

/// What a log signed that does not go together, in one file that a third party can check alone.
///
///     {
///       "type": "pledgebook/evidence/v1",
///       "finding": "checkpoint.fork",
///       "checkpoints": ["…", "…"],
///       "prefix": { "root": "…", "proof": ["…"] }
///     }
///
/// Two checkpoints of one size with two roots are a fork. Of two sizes, the larger one binds the log to one root at
/// the smaller size: `prefix` gives that root and its consistency proof, and the smaller checkpoint has another.
/// A rollback proves nothing to others, since a checkpoint does not say when it was served; it is kept as a note.
public struct LogEvidence: Sendable, Hashable {
  /// What the evidence is of.
  public enum Kind: String, Sendable {
    case fork = "checkpoint.fork"
    case rollback = "checkpoint.rollback"
  }

  public let kind: Kind
  /// The checkpoint that was there first, or the smaller of a fork.
  public let first: SignedCheckpoint
  public let second: SignedCheckpoint
  /// For a fork between two sizes.
  public let prefix: Prefix?

  /// The root that the larger checkpoint gives the tree at the smaller size.
  public struct Prefix: Sendable, Hashable {
    public let root: Digest
    public let proof: ConsistencyProof
  }

  public init(_ kind: Kind, _ first: SignedCheckpoint, _ second: SignedCheckpoint, prefix: Prefix? = nil) {
    self.kind = kind
    self.first = first
    self.second = second
    self.prefix = prefix
  }

  /// The evidence that two checkpoints fork, from a ledger whose tree the second one is of.
  static func fork(
    _ first: SignedCheckpoint, _ second: SignedCheckpoint, prefixRoot: Digest, in source: any LedgerReading
  ) throws -> LogEvidence {
    let (small, large) = (first.checkpoint.size, second.checkpoint.size)
    guard small < large else { return LogEvidence(.fork, first, second) }
    do {
      let proof = try source.consistencyProof(from: small, to: large)
      return LogEvidence(.fork, first, second, prefix: Prefix(root: prefixRoot, proof: proof))
    } catch {
      switch error {
      case .storage(let error): throw error
      case .log(let error): throw error
      case .noCheckpoint: throw PublicationError(.checkpointMissing, "there is no checkpoint")
      }
    }
  }
}
