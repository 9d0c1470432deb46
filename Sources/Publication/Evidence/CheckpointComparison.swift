internal import Cryptography
public import Storage
public import TransparencyLog

/// Whether two checkpoints of one log can both be true.
public enum CheckpointComparison: Sendable {
  /// One tree has both.
  case consistent
  /// No tree has both; the evidence has been checked.
  case fork(LogEvidence)
  /// Nothing at hand tells, for the reason given.
  case undecided(String)

  /// Compares two checkpoints that the policy's logs signed.
  ///
  /// Of one size, their roots decide. Of two sizes, a ledger has to say how the larger tree begins; it is believed
  /// only as far as its tree leads to signed checkpoints.
  public static func of(
    _ one: SignedCheckpoint, _ other: SignedCheckpoint, by policy: TrustPolicy, in source: (any LedgerReading)?
  ) throws(PublicationError) -> CheckpointComparison {
    try judge(one, policy, "the first checkpoint")
    try judge(other, policy, "the second checkpoint")
    guard one.checkpoint.origin == other.checkpoint.origin else {
      throw PublicationError(
        .otherLedger, "the checkpoints are of two logs: \(one.checkpoint.origin) and \(other.checkpoint.origin)")
    }
    let (small, large) = one.checkpoint.size <= other.checkpoint.size ? (one, other) : (other, one)
    if small.checkpoint.size == large.checkpoint.size {
      return small.checkpoint.root == large.checkpoint.root ? .consistent : .fork(LogEvidence(.fork, one, other))
    }
    guard let source else {
      return .undecided("checkpoints of two sizes need a consistency proof from a ledger or a published copy")
    }
    let found = try PublicationError.wrapping { try compare(small, large, in: source) }
    guard case .fork(let evidence) = found, try evidence.check(by: policy) != .fork else { return found }
    return .undecided("the ledger given contradicts the checkpoints, and its own checkpoint proves nothing")
  }

  private static func judge(
    _ signed: SignedCheckpoint, _ policy: TrustPolicy, _ what: String
  ) throws(PublicationError) {
    do {
      try PublishedCheckpoint.judge(signed, by: policy, as: what)
    } catch {
      // What too few witnesses saw is signed by the log all the same.
      guard error.code == .witnessQuorum || error.code == .witnessUnsupported else { throw error }
    }
  }

  private static func compare(
    _ small: SignedCheckpoint, _ large: SignedCheckpoint, in source: any LedgerReading
  ) throws -> CheckpointComparison {
    var tree = try SourceTree(source)
    guard let stored = try source.latestCheckpoint() else {
      return .undecided("the ledger given has no checkpoint of its own")
    }
    /// The root that the ledger given has at a checkpoint's size; nil when it is shorter.
    func root(_ signed: SignedCheckpoint) throws -> Digest? {
      signed.checkpoint.size <= stored.size ? try tree.root(at: signed.checkpoint.size) : nil
    }
    guard let first = try root(small) else {
      return .undecided("the ledger given has only \(entryCount(stored.size))")
    }
    let second = try root(large)
    if second == large.checkpoint.root {
      if first == small.checkpoint.root { return .consistent }
      return .fork(try LogEvidence.fork(small, large, prefixRoot: first, in: source))
    }
    // The ledger given is another tree than the larger checkpoint, or ends before it: then its own checkpoint is
    // what contradicts one of the two.
    let own = try SignedCheckpoint(stored.note)
    if first != small.checkpoint.root {
      return .fork(try LogEvidence.fork(small, own, prefixRoot: first, in: source))
    }
    if let second { return .fork(try LogEvidence.fork(large, own, prefixRoot: second, in: source)) }
    return .undecided("the ledger given has only \(entryCount(stored.size)), and agrees with the smaller checkpoint")
  }
}
