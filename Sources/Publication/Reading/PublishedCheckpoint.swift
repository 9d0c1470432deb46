internal import Cryptography
public import TransparencyLog

/// The checkpoint of a publication, judged by what the reader knows from elsewhere.
public enum PublishedCheckpoint {
  /// The file's name.
  public static let path = PublicationPath.checkpoint

  /// The checkpoint as it lies there, not judged.
  public static func read(_ files: any Fetching) throws(PublicationError) -> SignedCheckpoint {
    guard let bytes = try files.bytes(of: PublicationPath.checkpoint, limit: Note.maximumByteCount) else {
      throw PublicationError(
        .checkpointMissing, "there is no published ledger: the file checkpoint is not there",
        hint: "give the folder that holds checkpoint and tile")
    }
    do {
      return try SignedCheckpoint(bytes)
    } catch {
      throw PublicationError(error, in: PublicationPath.checkpoint)
    }
  }

  /// The checkpoint, signed by a log of the policy and seen by its quorum.
  public static func read(_ files: any Fetching, by policy: TrustPolicy) throws(PublicationError) -> SignedCheckpoint {
    let signed = try read(files)
    try judge(signed, by: policy, as: "the published checkpoint")
    return signed
  }

  static func judge(_ signed: SignedCheckpoint, by policy: TrustPolicy, as what: String) throws(PublicationError) {
    let evaluation = try PublicationError.wrapping {
      var verifier = try SignatureVerifier()
      return try policy.evaluate(signed, verifier: &verifier)
    }
    if let key = evaluation.failedKey {
      throw PublicationError(.checkpointSignature, "the signature of \(key.keyName) on \(what) does not verify")
    }
    guard evaluation.isSignedByLog else {
      throw PublicationError(
        .checkpointSignature, "no log key given has signed \(what)",
        hint: "the key of the log of \(signed.checkpoint.origin) is needed, from somewhere other than this copy")
    }
    guard evaluation.isQuorumMet else {
      throw PublicationError(.witnessQuorum, "too few witnesses of the policy cosigned \(what)")
    }
  }
}

extension PublicationError.Code {
  public static let witnessQuorum = Self(rawValue: "witness.quorum")
}
