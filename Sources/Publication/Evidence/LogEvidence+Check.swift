internal import Cryptography
public import TransparencyLog

extension LogEvidence {
  /// What a file of evidence shows to somebody who knows the log's key and nothing else.
  public enum Verdict: Sendable, Equatable {
    /// The log signed two checkpoints of which no tree can have both.
    case fork
    /// It shows no contradiction, for the reason given.
    case nothing(String)
  }

  /// Checks the evidence with no ledger at hand.
  public func check(by policy: TrustPolicy) throws(PublicationError) -> Verdict {
    let (one, two) = (first.checkpoint, second.checkpoint)
    guard one.origin == two.origin else { return .nothing("the checkpoints are of two logs") }
    for (signed, which) in [(first, "first"), (second, "second")] {
      let evaluation = try PublicationError.wrapping {
        var verifier = try SignatureVerifier()
        return try policy.evaluate(signed, verifier: &verifier)
      }
      switch evaluation.shortcoming {
      case nil, .quorumMissing, .quorumUnsupported: break
      case .logUnsupported:
        return .nothing("this program cannot check the log's signature on the \(which) checkpoint")
      case .invalid(let key):
        return .nothing("the signature of \(key.name)+\(key.keyHash) on the \(which) checkpoint does not verify")
      case .logMissing: return .nothing("the \(which) checkpoint is not signed by a log key given")
      }
    }
    if one.size == two.size {
      return one.root == two.root ? .nothing("the checkpoints are of one tree") : .fork
    }
    guard one.size < two.size else {
      return .nothing("the second checkpoint is smaller: when it was served, nobody but the one who kept this can say")
    }
    guard let prefix else { return .nothing("nothing shows what tree the larger checkpoint has at the smaller size") }
    guard prefix.root != one.root else { return .nothing("the larger tree begins with the smaller one") }
    // The larger root binds the log to one root at the smaller size, and it is not the one that it signed.
    let isBound = try PublicationError.wrapping {
      var hasher = try MerkleHasher()
      return try prefix.proof.isValid(firstRoot: prefix.root, secondRoot: two.root, hasher: &hasher)
    }
    return isBound ? .fork : .nothing("the proof does not lead to the larger checkpoint")
  }
}
