public import Cryptography
public import TransparencyLog

/// What a party says: an in-toto Statement v1 with a predicate of ours. // Format §3
public struct Statement: Sendable {
  /// What the statement is about: the accord version first, then each evidence item.
  public var subjects: [Subject]
  public var ledger: LedgerReference
  /// The signer's own clock; shown, never decisive.
  public var issuedAt: Instant
  public var predicate: Predicate

  /// `_type` of every statement.
  public static let type = "https://in-toto.io/Statement/v1"
  /// What every predicate type begins with; the kind follows.
  public static let predicateTypePrefix = "urn:pledgebook:v1:"
  /// The most bytes a statement may have. // Format §2
  public static let maximumByteCount = 262_144

  /// A thing named and fixed by its digest.
  public struct Subject: Sendable, Equatable {
    public var name: ExactText
    public var sha256: Digest

    public init(name: ExactText, sha256: Digest) {
      self.name = name
      self.sha256 = sha256
    }
  }

  public init(subjects: [Subject], ledger: LedgerReference, issuedAt: Instant, predicate: Predicate) {
    self.subjects = subjects
    self.ledger = ledger
    self.issuedAt = issuedAt
    self.predicate = predicate
  }

  public var kind: EntryKind { predicate.kind }
}

/// The ledger that a statement is meant for; no other one takes it. // Format §3
public struct LedgerReference: Sendable, Equatable {
  public var origin: Origin
  /// Leaf hash of entry 0; nil in the genesis itself.
  public var genesis: Digest?

  public init(origin: Origin, genesis: Digest?) {
    self.origin = origin
    self.genesis = genesis
  }
}

/// An earlier entry, by place and by leaf hash.
public struct EntryReference: Sendable, Equatable {
  public var index: EntryIndex
  /// Leaf hash of the entry's header.
  public var header: Digest

  public init(index: EntryIndex, header: Digest) {
    self.index = index
    self.header = header
  }
}

/// The part of a statement that differs by kind.
public enum Predicate: Sendable {
  case genesis(Genesis)
  case registrarUpdate(Registrar)
  case logRotate(LogRotation)
  case accordPublish(AccordPublication)
  case partyAdmit(PartyAdmission)
  case keyRegister(KeyRegistration)
  case keyRotate(KeyRotation)
  case keyRevoke(KeyRevocation)
  case keyThreshold(KeyThreshold)
  case keyRecover(KeyRecovery)
  case keyObject(KeyObjection)
  case join(Join)
  case update(SignatoryUpdate)
  case subscribe(SubscriptionChange)
  case unsubscribe(SubscriptionChange)
  case suspend(StandingChange)
  case reinstate(StandingChange)
  case delist(StandingChange)
  case withdraw(Withdrawal)
  case extend(Extension)
  case attest(Attestation)
  case withdrawAttestation(AttestationWithdrawal)
  case checkEvidence(EvidenceCheck)
  case review(Review)
  case withdrawReview(ReviewWithdrawal)
  case challenge(Challenge)
  case respond(ChallengeResponse)
  case resolve(ChallengeResolution)
  case withdrawChallenge(ChallengeWithdrawal)
  case redact(TextRedaction)
  /// A kind that this program does not know, with all that may be a detached text in it: kept, shown as unknown, counted
  /// for nothing.
  case unknown(EntryKind, texts: [Digest])

  public var kind: EntryKind {
    switch self {
    case .genesis: EntryKind(.ledgerGenesis)
    case .registrarUpdate: EntryKind(.registrarUpdate)
    case .logRotate: EntryKind(.logRotate)
    case .accordPublish: EntryKind(.accordPublish)
    case .partyAdmit: EntryKind(.partyAdmit)
    case .keyRegister: EntryKind(.keyRegister)
    case .keyRotate: EntryKind(.keyRotate)
    case .keyRevoke: EntryKind(.keyRevoke)
    case .keyThreshold: EntryKind(.keyThreshold)
    case .keyRecover: EntryKind(.keyRecover)
    case .keyObject: EntryKind(.keyObject)
    case .join: EntryKind(.signatoryJoin)
    case .update: EntryKind(.signatoryUpdate)
    case .subscribe: EntryKind(.signatorySubscribe)
    case .unsubscribe: EntryKind(.signatoryUnsubscribe)
    case .suspend: EntryKind(.signatorySuspend)
    case .reinstate: EntryKind(.signatoryReinstate)
    case .delist: EntryKind(.signatoryDelist)
    case .withdraw: EntryKind(.signatoryWithdraw)
    case .extend: EntryKind(.deadlineExtend)
    case .attest(let attestation):
      EntryKind(attestation.supersession == nil ? .attestationSubmit : .attestationSupersede)
    case .withdrawAttestation: EntryKind(.attestationWithdraw)
    case .checkEvidence: EntryKind(.evidenceCheck)
    case .review: EntryKind(.reviewPublish)
    case .withdrawReview: EntryKind(.reviewWithdraw)
    case .challenge: EntryKind(.challengeOpen)
    case .respond: EntryKind(.challengeRespond)
    case .resolve: EntryKind(.challengeResolve)
    case .withdrawChallenge: EntryKind(.challengeWithdraw)
    case .redact: EntryKind(.textRedact)
    case .unknown(let kind, _): kind
    }
  }

  /// The keys that the statement brings in, each of which has to sign it. // Format §3, proof of possession
  public var newKeys: [PublicKey] {
    switch self {
    case .genesis(let genesis): genesis.registrar.keys
    case .registrarUpdate(let registrar): registrar.keys
    case .partyAdmit(let admission): admission.keys
    case .keyRegister(let registration): [registration.key]
    case .keyRotate(let rotation): [rotation.key]
    case .keyRecover(let recovery): recovery.keys
    case .join(let join): join.keys
    default: []
    }
  }
}
