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
    if let shortcoming = evaluation.shortcoming { throw PublicationError(shortcoming, of: signed, as: what) }
  }
}

extension PublicationError {
  /// Why a policy does not accept a checkpoint, which is called `what`.
  public init(_ shortcoming: PolicyShortcoming, of signed: SignedCheckpoint, as what: String) {
    func list(_ keys: [DeclaredKey]) -> String {
      keys.map { "\($0.name)+\($0.keyHash) (\($0.type))" }.joined(separator: ", ")
    }
    switch shortcoming {
    case .invalid(let key):
      self.init(.checkpointSignature, "the signature of \(key.name)+\(key.keyHash) on \(what) does not verify")
    case .logUnsupported(let keys):
      self.init(
        .checkpointUnsupported, "this program cannot check the log's signature on \(what): \(list(keys))",
        hint: "give the log's Ed25519 key, if it has one, or use a program that can check such keys")
    case .logMissing:
      self.init(
        .checkpointSignature, "no log key given has signed \(what)",
        hint: "the key of the log of \(signed.checkpoint.origin) is needed, from somewhere other than this copy")
    case .quorumUnsupported(let keys):
      self.init(
        .witnessUnsupported,
        "the policy's quorum on \(what) needs cosignatures that this program cannot check: \(list(keys))",
        hint: "let the quorum be met by witnesses with Ed25519 keys, or use a program that can check such keys")
    case .quorumMissing:
      self.init(.witnessQuorum, "too few witnesses of the policy cosigned \(what)")
    }
  }

  /// Whether it says that what was read is signed as far as can be told here, and less assured than the policy asks for.
  public var isBelowAssurance: Bool {
    [.witnessQuorum, .witnessUnsupported, .checkpointUnsupported].contains(code)
  }
}

extension PublicationError.Code {
  /// Too few witnesses cosigned.
  public static let witnessQuorum = Self(rawValue: "witness.quorum")
  /// Whether enough witnesses cosigned cannot be told here.
  public static let witnessUnsupported = Self(rawValue: "witness.unsupported")
  /// Whether the log signed cannot be told here.
  public static let checkpointUnsupported = Self(rawValue: "checkpoint.unsupported")
}
