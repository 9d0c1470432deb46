public import Cryptography

/// An envelope whose every signature verifies, and the statement that those same bytes say.
///
/// Only `EnvelopeVerifier` makes one. Whether the signers may say it is the transition function's affair.
public struct VerifiedEnvelope: Sendable {
  private let decoded: DecodedEnvelope
  /// Whose signatures stand on it, in the envelope's order; distinct keys.
  public let signers: [PublicKey]

  fileprivate init(_ decoded: DecodedEnvelope, signers: [PublicKey]) {
    self.decoded = decoded
    self.signers = signers
  }

  public var envelope: Envelope { decoded.envelope }
  public var statement: Statement { decoded.statement }
  /// The statement's kind, looked up once.
  public var kind: EntryKind { decoded.kind }
  /// SHA-256 of the payload: what identifies a statement, never its signatures.
  public var statementDigest: Digest { decoded.statementDigest }
}

/// An envelope about which everything is known that needs no ledger: what it says, its digests, and for the signatures
/// whose keys were at hand whether they verify. // Format §5
///
/// Only `EnvelopeVerifier.examine` makes one. It is no permission: admission looks every key up anew, takes a verdict only
/// for exactly that key, and checks whatever has none.
public struct ExaminedEnvelope: Sendable {
  let decoded: DecodedEnvelope
  /// The words of its detached texts, which fit the statement, in ascending order of digest.
  let texts: [Disclosure]
  /// The canonical form, and its digest.
  let bytes: [UInt8]
  let digest: Digest
  /// Private to this file, and with it the making of a value.
  fileprivate let verdicts: [Verdict]

  public var envelope: Envelope { decoded.envelope }
  /// SHA-256 of the statement's bytes: the same statement stands in a ledger once. // Format §3
  public var statementDigest: Digest { decoded.statementDigest }

  /// Whether the signature by a key verifies.
  fileprivate struct Verdict: Sendable {
    let keyID: KeyID
    let isValid: Bool
  }
}

/// Where public keys are looked up by id.
public protocol KeyDirectory {
  /// The key with this id, whether or not it still is in force.
  func publicKey(_ id: KeyID) -> PublicKey?
}

/// Checks envelopes one after the other with one OpenSSL context; one a thread.
public struct EnvelopeVerifier: ~Copyable {
  /// What is done about the signatures of an envelope.
  public enum Signatures: Sendable {
    /// Each is checked.
    case check
    /// They were checked when this program admitted the envelope; form, keys and rules are looked at again.
    ///
    /// For opening one's own ledger, where a signature costs a hundred times the rest. Never for a verdict.
    case vouched
    /// Each is collected in a `SignatureBatch`, for checking on all cores; until all of them have turned out valid,
    /// nothing that was built on the envelope may be believed.
    case collected
  }

  /// The checks collected since they were last taken.
  private var pending = SignatureBatch()

  /// Hands over the checks collected once there are enough of them, or the last; nil otherwise.
  mutating func takePending(last: Bool = false) -> SignatureBatch? {
    last && !pending.isEmpty || pending.isFull ? pending.take() : nil
  }

  var mode: Signatures
  private var signatures: SignatureVerifier
  private var hasher: SHA256Hasher
  private var message: [UInt8] = []

  public init(_ mode: Signatures = .check) throws(CryptographyError) {
    let signatures = try SignatureVerifier()
    let hasher = try SHA256Hasher()
    self.mode = mode
    self.signatures = signatures
    self.hasher = hasher
  }

  /// The envelope, verified, or why it cannot be believed.
  ///
  /// The order follows cost: form, then known keys, then signatures. The statement is read before its signatures are
  /// checked because it may bring the keys that sign it; nobody sees it until they have been.
  public mutating func verify(
    _ envelope: Envelope, keys directory: some KeyDirectory
  ) throws(Refusal) -> VerifiedEnvelope {
    let statement = try Statement.read(envelope.payload)
    let signers = try signers(of: envelope, statement, directory)
    try checkSignatures(of: envelope, signers, verdicts: [])
    let decoded = DecodedEnvelope(envelope, statement, digest: try digest(of: envelope.payload))
    return VerifiedEnvelope(decoded, signers: signers)
  }

  /// The same for an envelope whose statement was read before.
  mutating func verify(
    _ decoded: DecodedEnvelope, keys directory: some KeyDirectory
  ) throws(Refusal) -> VerifiedEnvelope {
    let signers = try signers(of: decoded.envelope, decoded.statement, directory)
    try checkSignatures(of: decoded.envelope, signers, verdicts: [])
    return VerifiedEnvelope(decoded, signers: signers)
  }

  /// The same for an envelope that was examined before, perhaps against other keys: what is not known yet is checked now.
  mutating func verify(
    _ examined: ExaminedEnvelope, keys directory: some KeyDirectory
  ) throws(Refusal) -> VerifiedEnvelope {
    let decoded = examined.decoded
    let signers = try signers(of: decoded.envelope, decoded.statement, directory)
    try checkSignatures(of: decoded.envelope, signers, verdicts: examined.verdicts)
    return VerifiedEnvelope(decoded, signers: signers)
  }

  /// Does all that needs no ledger, for a thread that is not the writer's: reads the statement, takes the digests and
  /// checks each signature whose key is at hand. Refused when there is no statement; the rest is for admission to say.
  public mutating func examine(
    _ submitted: SubmittedEnvelope, keys directory: some KeyDirectory
  ) throws(Refusal) -> ExaminedEnvelope {
    let envelope = submitted.envelope
    let statement = try Statement.read(envelope.payload)
    try statement.check(submitted.texts)
    let newKeys = statement.predicate.newKeys
    encode(envelope.payload)
    var verdicts: [ExaminedEnvelope.Verdict] = []
    for signature in envelope.signatures {
      guard let key = directory.publicKey(signature.keyID) ?? newKeys.first(where: { $0.keyID == signature.keyID })
      else { continue }
      verdicts.append(ExaminedEnvelope.Verdict(keyID: key.keyID, isValid: try isValid(signature, by: key)))
    }
    let bytes = envelope.canonicalBytes
    return ExaminedEnvelope(
      decoded: DecodedEnvelope(envelope, statement, digest: try digest(of: envelope.payload)), texts: submitted.texts,
      bytes: bytes, digest: try digest(of: bytes), verdicts: verdicts)
  }

  /// Whose signatures count, each with its key.
  private func signers(
    of envelope: Envelope, _ statement: Statement, _ directory: some KeyDirectory
  ) throws(Refusal) -> [PublicKey] {
    // Also of a kind that nobody here knows: its keys are the ledger's, or nobody has signed it. // Format §8
    let newKeys = statement.predicate.newKeys
    var signers: [PublicKey] = []
    for signature in envelope.signatures {
      guard let key = directory.publicKey(signature.keyID) ?? newKeys.first(where: { $0.keyID == signature.keyID })
      else {
        throw Refusal(
          .signatureUnknownKey, "key \(signature.keyID) is unknown to this ledger",
          hint: "register the key first: pledgebook key register")
      }
      signers.append(key)
    }
    return signers
  }

  private mutating func checkSignatures(
    of envelope: Envelope, _ signers: [PublicKey], verdicts: [ExaminedEnvelope.Verdict]
  ) throws(Refusal) {
    switch mode {
    case .vouched: break
    case .collected:
      pending.add(envelope.signatures[...], over: envelope.payload, by: signers)
    case .check:
      var isEncoded = false
      for (signature, key) in zip(envelope.signatures, signers) {
        let isValid: Bool
        // A key id is the digest of its key, so a verdict by that id is about this very key.
        if let verdict = verdicts.first(where: { $0.keyID == key.keyID }) {
          isValid = verdict.isValid
        } else {
          if !isEncoded { encode(envelope.payload) }
          isEncoded = true
          isValid = try self.isValid(signature, by: key)
        }
        guard isValid else {
          throw Refusal(
            .signatureInvalid, "the signature by key \(signature.keyID) does not verify",
            hint: "sign the statement again with that key; every signature on an envelope has to verify")
        }
      }
    }
  }

  /// What the signatures cover, in a buffer that is reused.
  private mutating func encode(_ payload: [UInt8]) {
    message.removeAll(keepingCapacity: true)
    PreAuthenticationEncoding.append(type: Envelope.payloadType, body: payload, to: &message)
  }

  private mutating func isValid(_ signature: Envelope.Signature, by key: PublicKey) throws(Refusal) -> Bool {
    do {
      return try signatures.isValid(signature.bytes, over: message, by: key)
    } catch {
      throw EnvelopeVerifier.unavailable(error)
    }
  }

  private mutating func digest(of payload: [UInt8]) throws(Refusal) -> Digest {
    do {
      return try hasher.hash(payload)
    } catch {
      throw EnvelopeVerifier.unavailable(error)
    }
  }

  /// A library that fails is neither a valid nor an invalid signature, and never counts as valid.
  static func unavailable(_ error: CryptographyError) -> Refusal {
    Refusal(
      .signatureUnsupported, "the signature could not be checked: \(error.reason)",
      hint: "run pledgebook status to see the cryptography library, and try again")
  }
}
