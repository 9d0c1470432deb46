public import Cryptography

/// A checkpoint signed by a key of the very log that it names, and spoilt by no known key.
public struct VerifiedCheckpoint: Sendable {
  /// The checkpoint with all its lines, also those of unknown keys.
  public let signed: SignedCheckpoint
  /// The lines of the log's keys.
  public let logSignatures: [VerifiedNote.Signature]
  /// The lines of other known keys, such as those of witnesses.
  public let cosignatures: [VerifiedNote.Signature]
  /// The keys known but not to be checked here that claim to have signed.
  public let unsupported: [DeclaredKey]

  /// What the log says of its tree.
  public var checkpoint: Checkpoint { signed.checkpoint }

  fileprivate init?(_ signed: SignedCheckpoint, _ note: VerifiedNote) {
    let name = KeyName(signed.checkpoint.origin)
    let isOfLog: (VerifiedNote.Signature) -> Bool = { $0.key.type == .ed25519 && $0.key.keyName == name }
    logSignatures = note.signatures.filter(isOfLog)
    cosignatures = note.signatures.filter { !isOfLog($0) }
    guard !logSignatures.isEmpty else { return nil }
    self.signed = signed
    unsupported = note.unsupported
  }
}

/// What verification of a checkpoint's signatures found.
public enum CheckpointVerdict: Sendable {
  case verified(VerifiedCheckpoint)
  /// A line of a known key does not verify.
  case knownKeyFailed(DeclaredKey)
  /// No known key of the log that the checkpoint names has signed it; the unsupported that claim to have are given.
  case noLogKey(unsupported: [DeclaredKey])
}

extension SignedCheckpoint {
  /// Checks all lines of known keys, of which one must be a log key named like the origin.
  public func verify(with keys: KnownKeys, verifier: inout SignatureVerifier) throws(LogError) -> CheckpointVerdict {
    switch try note.verify(with: keys, verifier: &verifier) {
    case .knownKeyFailed(let key): return .knownKeyFailed(key)
    case .noKnownKey(let unsupported): return .noLogKey(unsupported: unsupported)
    case .verified(let verified):
      guard let checkpoint = VerifiedCheckpoint(self, verified) else {
        return .noLogKey(unsupported: verified.unsupported)
      }
      return .verified(checkpoint)
    }
  }
}
