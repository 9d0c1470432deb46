internal import Cryptography
public import TransparencyLog

/// The checkpoint of a publication, judged by what the reader knows from elsewhere.
public enum PublishedCheckpoint {
  /// The file's name.
  public static let path = PublicationPath.checkpoint

  /// The checkpoint as it lies there, not judged; asked for again after a pause where there is none.
  public static func read(_ files: any Fetching) throws(PublicationError) -> SignedCheckpoint {
    try patiently(files) { () throws(PublicationError) in try fetch(files) }
  }

  /// The checkpoint, signed by a log of the policy and seen by its quorum.
  ///
  /// Where one is held already, a smaller one may come from a late cache: then it is asked for again after a pause. What
  /// stays smaller is answered all the same.
  public static func read(
    _ files: any Fetching, by policy: TrustPolicy, atLeast held: UInt64 = 0
  ) throws(PublicationError) -> SignedCheckpoint {
    while true {
      let signed = try patiently(files) { () throws(PublicationError) in
        let signed = try fetch(files)
        try judge(signed, by: policy, as: "the published checkpoint")
        return signed
      }
      guard signed.checkpoint.size < held, files.pause() else { return signed }
    }
  }

  /// The file, once.
  static func fetch(_ files: any Fetching) throws(PublicationError) -> SignedCheckpoint {
    let bytes: [UInt8]?
    do {
      bytes = try files.bytes(of: PublicationPath.checkpoint, limit: Note.maximumByteCount)
    } catch {
      guard error.code == .tooLarge || error.code == .unsafePath else { throw error }
      throw .unreadable("the checkpoint", error.reason)
    }
    guard let bytes else {
      throw PublicationError(
        .checkpointMissing, "there is no published ledger: the file checkpoint is not there",
        hint: "give the folder that holds checkpoint and tile")
    }
    do {
      return try SignedCheckpoint(bytes)
    } catch {
      throw .unreadable("the checkpoint", "what came is \(NotTheFile.words(for: bytes)): \(error)")
    }
  }

  /// What may be otherwise in a moment: there is none, cosignatures have not come to it, or it is one of an earlier key.
  private static func patiently(
    _ files: any Fetching, _ body: () throws(PublicationError) -> SignedCheckpoint
  ) throws(PublicationError) -> SignedCheckpoint {
    while true {
      do {
        return try body()
      } catch {
        let passing: Set<PublicationError.Code> = [
          .unreadable, .checkpointMissing, .checkpointSignature, .witnessQuorum,
        ]
        guard passing.contains(error.code), files.pause() else { throw error }
      }
    }
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
