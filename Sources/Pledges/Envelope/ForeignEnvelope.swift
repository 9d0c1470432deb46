internal import CanonicalJSON
public import Cryptography

/// A DSSE envelope as other signers write it: key ids of their own or none, base64 of either alphabet, padded or not.
/// // Format §5, Other signers
///
/// For whoever submits by hand. What comes of it names the keys as the ledger does, or it is refused: nothing of this form
/// is ever stored, hashed or taken by a service.
public struct ForeignEnvelope: Sendable {
  public let payload: [UInt8]
  let signatures: [Signature]
  let texts: [Disclosure]

  struct Signature: Sendable {
    /// As it stands there; nil where there is none.
    let name: String?
    let bytes: [UInt8]
  }

  /// The envelope that these bytes are.
  public static func read(_ bytes: [UInt8]) throws(Refusal) -> ForeignEnvelope {
    let root = try Envelope.root(of: bytes, atMost: SubmittedEnvelope.maximumByteCount)
    let list = try Envelope.signatureList(of: root)
    guard let payload = root.member("payload")?.string.flatMap({ Base64.decodeForeign($0) }), !payload.isEmpty else {
      throw Envelope.malformed("payload is not base64 of at least one byte")
    }
    var signatures: [Signature] = []
    for element in list.elements {
      let keyID = element.member("keyid")
      guard keyID.map({ $0.kind == .string || $0.isNull }) ?? true else {
        throw Envelope.malformed("a signature's keyid is not a text")
      }
      guard let bytes = element.member("sig")?.string.flatMap({ Base64.decodeForeign($0) }), !bytes.isEmpty,
        bytes.count <= Envelope.Signature.maximumByteCount
      else { throw Envelope.malformed("a signature's sig is not base64") }
      let name = keyID?.string.flatMap { $0.isEmpty ? nil : $0 }
      signatures.append(Signature(name: name, bytes: bytes))
    }
    return ForeignEnvelope(
      payload: payload, signatures: signatures, texts: try SubmittedEnvelope.disclosures(root.member("texts")))
  }
}

/// Finds out whose signatures stand on envelopes that name their keys otherwise, in the order in which they are to be
/// admitted: a key that one of them brings in may sign those behind it.
public struct SignatureResolver: ~Copyable {
  private let state: LedgerState
  /// Keys that earlier envelopes bring in, by whom they are brought in for.
  private var coming: [KeyBook.Owner: [PublicKey]] = [:]
  private var verifier: SignatureVerifier

  public init(_ state: LedgerState) throws(CryptographyError) {
    let verifier = try SignatureVerifier()
    self.state = state
    self.verifier = verifier
  }

  /// The envelope with the ledger's own key ids.
  ///
  /// A key id of the ledger, or of a key that the statement brings in, means that key and no other, whether the signature
  /// verifies or not. Any other is a name that says nothing here: then the one key counts, of those that could have
  /// signed such a statement, that the signature verifies with.
  public mutating func resolved(_ foreign: ForeignEnvelope) throws(Refusal) -> SubmittedEnvelope {
    // Keys that a statement brings in sign it, so one that is signed by keys of the ledger alone brings none.
    let ids = foreign.signatures.map { $0.name.flatMap { KeyID($0) } }
    if ids.allSatisfy({ $0.map { state.keys[$0] != nil } ?? false }) {
      let signatures = zip(ids, foreign.signatures).compactMap { id, signature in
        id.map { Envelope.Signature(keyID: $0, bytes: signature.bytes) }
      }
      return SubmittedEnvelope(
        envelope: try Envelope(payload: foreign.payload, signatures: signatures), texts: foreign.texts)
    }
    let predicate = try Statement.read(foreign.payload).predicate
    let message = PreAuthenticationEncoding.bytes(statement: foreign.payload)
    var candidates: [PublicKey]?
    var signatures: [Envelope.Signature] = []
    for signature in foreign.signatures {
      if let id = signature.name.flatMap({ KeyID($0) }), isKnown(id, predicate) {
        signatures.append(Envelope.Signature(keyID: id, bytes: signature.bytes))
        continue
      }
      let keys = candidates ?? state.possibleSigners(of: predicate, coming: coming)
      candidates = keys
      var makers: [KeyID] = []
      for key in keys where try isValid(signature.bytes, over: message, by: key) { makers.append(key.keyID) }
      guard let maker = makers.first else { throw Self.unknown(signature) }
      guard makers.count == 1 else {
        throw Envelope.malformed("a signature without a key id of this ledger verifies with more than one key")
      }
      signatures.append(Envelope.Signature(keyID: maker, bytes: signature.bytes))
    }
    let envelope = try Envelope(payload: foreign.payload, signatures: signatures)
    if let owner = predicate.ownerOfNewKeys { coming[owner, default: []] += predicate.newKeys }
    return SubmittedEnvelope(envelope: envelope, texts: foreign.texts)
  }

  private func isKnown(_ id: KeyID, _ predicate: Predicate) -> Bool {
    state.keys[id] != nil || predicate.newKeys.contains { $0.keyID == id }
      || coming.values.contains { $0.contains { $0.keyID == id } }
  }

  private mutating func isValid(
    _ signature: [UInt8], over message: [UInt8], by key: PublicKey
  ) throws(Refusal) -> Bool {
    do {
      return try verifier.isValid(signature, over: message, by: key)
    } catch {
      throw EnvelopeVerifier.unavailable(error)
    }
  }

  private static func unknown(_ signature: ForeignEnvelope.Signature) -> Refusal {
    let name = signature.name.map { "the key id \($0) is unknown to this ledger" } ?? "a signature names no key"
    return Refusal(
      .signatureUnknownKey, "\(name), and the signature verifies with no key that could sign this statement",
      hint: "see that the statement is the one that was signed, and register the key first: pledgebook key register")
  }
}

extension LedgerState {
  /// The keys that could sign a statement as the table of kinds has it, ended ones too: each once. // Format §3
  ///
  /// It decides nothing: whether they suffice is said by `apply` alone.
  func possibleSigners(of predicate: Predicate, coming: [KeyBook.Owner: [PublicKey]]) -> [PublicKey] {
    var owners: [KeyBook.Owner] = [.registrar]
    if let party = predicate.party { owners.append(.party(party)) }
    switch predicate {
    case .update(let update): owners += update.successor.map { [.party($0)] } ?? []
    case .respond(let response): owners += subject(of: response.challenge).map { [.party($0.id)] } ?? []
    case .checkEvidence, .review, .withdrawReview, .challenge, .resolve, .withdrawChallenge:
      // Whose act it is, the signature alone says.
      owners += parties.keys.sorted().map { .party($0) } + coming.keys
    default: break
    }
    var seen: Set<KeyID> = []
    var possible = predicate.newKeys
    for owner in owners { possible += keys.records(of: owner).map(\.key) + (coming[owner] ?? []) }
    return possible.filter { seen.insert($0.keyID).inserted }
  }
}

extension Predicate {
  /// The party that a statement is about where that party signs it; nil where others do.
  fileprivate var party: PartyID? {
    switch self {
    case .partyAdmit(let admission): admission.party
    case .keyRegister(let registration): registration.party
    case .keyRotate(let rotation): rotation.party
    case .keyThreshold(let change): change.party
    case .keyRevoke(let revocation): revocation.party
    case .keyRecover(let recovery): recovery.party
    case .keyObject(let objection): objection.party
    case .join(let join): join.signatory
    case .update(let update): update.signatory
    case .subscribe(let change), .unsubscribe(let change): change.signatory
    case .withdraw(let withdrawal): withdrawal.signatory
    case .attest(let attestation): attestation.signatory
    case .withdrawAttestation(let withdrawal): withdrawal.signatory
    default: nil
    }
  }

  /// Whose the keys are that it brings in.
  fileprivate var ownerOfNewKeys: KeyBook.Owner? {
    newKeys.isEmpty ? nil : party.map { .party($0) } ?? .registrar
  }
}
