public import Cryptography

/// What a policy says about one checkpoint, with the reasons.
public struct PolicyEvaluation: Sendable {
  /// A witness of the policy whose cosignature verified.
  public struct Witnessing: Hashable, Sendable {
    /// The name of the witness in the policy.
    public let witness: PolicyName
    /// Its verified line.
    public let signature: VerifiedNote.Signature
    /// Seconds since 1970 by the witness's clock; whoever reads decides whether it may lie in the future.
    public var timestamp: UInt64 { signature.timestamp ?? 0 }
  }

  /// The lines of the policy's logs that name the checkpoint's origin and verified.
  public let logSignatures: [VerifiedNote.Signature]
  /// The witnesses that are met.
  public let witnesses: [Witnessing]
  /// The keys of the policy that claim to have signed and cannot be checked here; they count for nothing.
  public let unsupported: [DeclaredKey]
  /// A key of the policy whose line does not verify, which refuses the checkpoint whatever else it bears.
  public let failedKey: DeclaredKey?
  /// Whether the quorum is met.
  public let isQuorumMet: Bool
  /// Whether the checkpoint bears a line of a log of the policy, one that can be checked here or not.
  let isClaimedByLog: Bool
  /// Whether the quorum would be met if the lines that cannot be checked here verified.
  let isQuorumClaimed: Bool

  /// Whether a log of the policy signed.
  public var isSignedByLog: Bool { !logSignatures.isEmpty }

  /// Whether the policy accepts the checkpoint.
  public var isSatisfied: Bool { failedKey == nil && isSignedByLog && isQuorumMet }
}

extension TrustPolicy {
  /// Checks the signatures of a checkpoint by the keys of this policy and no others.
  public func evaluate(
    _ signed: SignedCheckpoint, verifier: inout SignatureVerifier
  ) throws(LogError) -> PolicyEvaluation {
    switch try signed.note.verify(with: keys, verifier: &verifier) {
    case .knownKeyFailed(let key): return evaluation(of: signed, [], [], failedKey: key)
    case .noKnownKey(let unsupported): return evaluation(of: signed, [], unsupported)
    case .verified(let note): return evaluation(of: signed, note.signatures, note.unsupported)
    }
  }

  private func evaluation(
    of signed: SignedCheckpoint, _ signatures: [VerifiedNote.Signature], _ unsupported: [DeclaredKey],
    failedKey: DeclaredKey? = nil
  ) -> PolicyEvaluation {
    // The name of a log's key is its origin: a log listed here does not speak for another one.
    let origin = KeyName(signed.checkpoint.origin)
    let byKey = Dictionary(signatures.map { ($0.key.declared, $0) }) { first, _ in first }
    let logSignatures = logs.compactMap { log in log.key.name == origin ? byKey[log.key] : nil }
    let witnessings = witnesses.compactMap { witness in
      byKey[witness.key].map { PolicyEvaluation.Witnessing(witness: witness.name, signature: $0) }
    }
    let met = Set(witnessings.map(\.witness))
    let claimed = witnesses.filter { unsupported.contains($0.key) }.map(\.name)
    return PolicyEvaluation(
      logSignatures: logSignatures, witnesses: witnessings, unsupported: unsupported, failedKey: failedKey,
      isQuorumMet: isQuorumMet(by: met),
      isClaimedByLog: logs.contains { $0.key.name == origin && unsupported.contains($0.key) },
      isQuorumClaimed: isQuorumMet(by: met.union(claimed)))
  }

  /// Whether these witnesses are enough.
  public func isQuorumMet(by met: Set<PolicyName>) -> Bool {
    guard let quorum else { return true }
    var met = met
    // In the order of the file every member is decided before its group.
    for group in groups where group.members.count(where: met.contains) >= group.threshold {
      met.insert(group.name)
    }
    return met.contains(quorum)
  }
}
