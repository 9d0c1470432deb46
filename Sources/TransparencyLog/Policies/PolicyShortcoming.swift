/// The first reason why a policy does not accept a checkpoint: what is wrong is told before what cannot be told here,
/// and the log before its witnesses.
public enum PolicyShortcoming: Sendable, Equatable {
  /// A line of this key of the policy does not verify.
  case invalid(DeclaredKey)
  /// No log of the policy signed in a way that can be checked here; these keys claim to have signed.
  case logUnsupported([DeclaredKey])
  /// No log of the policy signed.
  case logMissing
  /// The quorum is not met, and might be if the lines of these keys could be checked here.
  case quorumUnsupported([DeclaredKey])
  /// Too few witnesses of the policy cosigned.
  case quorumMissing
}

extension PolicyEvaluation {
  /// Why the policy does not accept the checkpoint; nil when it does.
  public var shortcoming: PolicyShortcoming? {
    if let failedKey { return .invalid(failedKey) }
    guard isSignedByLog else { return isClaimedByLog ? .logUnsupported(unsupported) : .logMissing }
    guard !isQuorumMet else { return nil }
    return isQuorumClaimed ? .quorumUnsupported(unsupported) : .quorumMissing
  }
}

extension TrustPolicy {
  /// The logs whose keys are of a type that this program cannot check.
  public var unsupportedLogs: [Log] { logs.filter { !$0.key.type.isSupported } }

  /// The witnesses whose keys are of such a type.
  public var unsupportedWitnesses: [Witness] { witnesses.filter { !$0.key.type.isSupported } }

  /// The keys of logs and witnesses that are of such a type.
  public var unsupportedKeys: [DeclaredKey] { unsupportedLogs.map(\.key) + unsupportedWitnesses.map(\.key) }

  /// Whether no checkpoint can be accepted here for want of a log key that this program can check.
  public var needsUnsupportedLog: Bool { !logs.isEmpty && unsupportedLogs.count == logs.count }

  /// Whether no checkpoint can meet the quorum here, since that needs witnesses whose lines cannot be checked.
  public var needsUnsupportedWitness: Bool {
    !isQuorumMet(by: Set(witnesses.filter { $0.key.type.isSupported }.map(\.name)))
  }

  /// The policy with the logs of these keys, where the logs are known from elsewhere; a key given twice is one log.
  /// // tlog-policy, "What is a policy?"
  public func believing(_ keys: [VerifierKey]) throws(LogError) -> TrustPolicy {
    var lines: [String] = []
    for key in keys where !logs.contains(where: { $0.key == key.declared }) {
      let line = "log \(key.text)\n"
      if !lines.contains(where: { $0.utf8.elementsEqual(line.utf8) }) { lines.append(line) }
    }
    do throws(LogError) {
      return try TrustPolicy(Array(lines.joined().utf8) + bytes)
    } catch {
      throw LogError(error.code, error.reason)  // nobody wrote the line that it counts
    }
  }

  /// The policy that believes the logs of these keys and asks for no witness.
  public static func believing(_ keys: [VerifierKey]) throws(LogError) -> TrustPolicy {
    try TrustPolicy(Array("quorum none\n".utf8)).believing(keys)
  }
}
