public import Cryptography

/// Everything admitted entries say about one signatory, each list in ledger order.
///
/// The input of the status rules. It is taken from replayed state, never from a table beside the entries.
public struct SignatoryHistory: Sendable {
  public var signatory: PartyID
  public var membership: [MembershipEvent]
  public var attestations: [AttestationEvent]
  public var reviews: [ReviewEvent]
  public var challenges: [ChallengeEvent]
  /// What was done to its keys.
  public var keys: [OwnerEvent]

  public init(
    signatory: PartyID, membership: [MembershipEvent] = [], attestations: [AttestationEvent] = [],
    reviews: [ReviewEvent] = [], challenges: [ChallengeEvent] = [], keys: [OwnerEvent] = []
  ) {
    self.signatory = signatory
    self.membership = membership
    self.attestations = attestations
    self.reviews = reviews
    self.challenges = challenges
    self.keys = keys
  }
}

/// Where an entry stands and when the ledger recorded it.
public struct EntryStamp: Hashable, Sendable {
  public var index: EntryIndex
  public var recorded: Instant

  public init(index: EntryIndex, recorded: Instant) {
    self.index = index
    self.recorded = recorded
  }
}

/// A change of membership, subscription, suspension or identity.
public struct MembershipEvent: Sendable {
  public var entry: EntryStamp
  /// The statement's `effective`, or `recorded` where it has none.
  public var effective: Instant
  public var change: Change
  /// The recovery that it rests on; nil for one that rests on none.
  public var recovery: EntryIndex?

  public enum Change: Sendable {
    case join(Joining)
    case withdraw
    case delist
    /// A delisting with the reason `entered-in-error`: takes the last membership from a public source out.
    case strike
    case subscribe([CommitmentID])
    case unsubscribe([CommitmentID])
    case suspend
    case reinstate
    /// Nil members are left as they were; `succeeded` ends the membership.
    case update(kind: PlainID?, traits: [PlainID]?, succeeded: Bool)
  }

  /// As what a signatory joins.
  public struct Joining: Sendable {
    public var kind: PlainID
    public var traits: [PlainID]
    /// Nil: to all commitments.
    public var subscribed: [CommitmentID]?
    public var basis: Join.Basis
    /// How many days after a leaving this join still goes on with the membership that was left, by the accord version
    /// in force when it was recorded. // Status rules §3
    public var gapDays: Int64

    public init(
      kind: PlainID, traits: [PlainID] = [], subscribed: [CommitmentID]? = nil, basis: Join.Basis = .signed,
      gapDays: Int64
    ) {
      self.kind = kind
      self.traits = traits
      self.subscribed = subscribed
      self.basis = basis
      self.gapDays = gapDays
    }
  }

  public init(entry: EntryStamp, effective: Instant, change: Change, recovery: EntryIndex? = nil) {
    self.entry = entry
    self.effective = effective
    self.change = change
    self.recovery = recovery
  }
}

/// An attestation entry of the signatory, whichever commitments it lists.
public struct AttestationEvent: Sendable {
  public var entry: EntryStamp
  public var period: PeriodID
  public var action: Action
  /// Empty for a withdrawal.
  public var claims: [Claim]
  /// The signatory's keys whose signatures stand on the entry.
  public var signingKeys: [KeyID]
  /// How many keys signed for the signatory just before it.
  public var threshold: Int

  public enum Action: Sendable, Equatable {
    case submit
    case supersede(EntryIndex)
    case withdraw(EntryIndex)
  }

  public struct Claim: Sendable {
    public var commitment: CommitmentID
    public var value: PlainID
    /// The evidence items that this claim refers to.
    public var evidence: [Evidence]

    public init(commitment: CommitmentID, value: PlainID, evidence: [Evidence] = []) {
      self.commitment = commitment
      self.value = value
      self.evidence = evidence
    }
  }

  public struct Evidence: Sendable {
    public var sha256: Digest
    public var isPublic: Bool

    public init(sha256: Digest, isPublic: Bool) {
      self.sha256 = sha256
      self.isPublic = isPublic
    }
  }

  public init(
    entry: EntryStamp, period: PeriodID, action: Action, claims: [Claim], signingKeys: [KeyID], threshold: Int = 1
  ) {
    self.entry = entry
    self.period = period
    self.action = action
    self.claims = claims
    self.signingKeys = signingKeys
    self.threshold = threshold
  }
}

/// A review of one attestation, or its withdrawal by the reviewer.
public struct ReviewEvent: Sendable {
  public var entry: EntryStamp
  public var reviewer: PartyID
  public var action: Action

  public enum Action: Sendable {
    case publish(
      of: EntryIndex, period: PeriodID, commitments: [CommitmentID], level: PlainID, conclusion: ReviewConclusion)
    case withdraw(review: EntryIndex)
  }

  public init(entry: EntryStamp, reviewer: PartyID, action: Action) {
    self.entry = entry
    self.reviewer = reviewer
    self.action = action
  }
}

/// What a review found; the worst one is shown. // Status rules §8
public enum ReviewConclusion: String, Sendable, CaseIterable {
  case supports, qualified, contradicts
}

/// A challenge on a cell and what became of it.
public struct ChallengeEvent: Sendable {
  public var entry: EntryStamp
  public var action: Action
  /// The recovery that it rests on; nil for one that rests on none.
  public var recovery: EntryIndex?

  public enum Action: Sendable {
    case open(challenger: PartyID, period: PeriodID, commitments: [CommitmentID])
    case respond(challenge: EntryIndex)
    case resolve(challenge: EntryIndex, panel: PartyID, outcomes: [CommitmentOutcome])
    case withdraw(challenge: EntryIndex)
  }

  public init(entry: EntryStamp, action: Action, recovery: EntryIndex? = nil) {
    self.entry = entry
    self.action = action
    self.recovery = recovery
  }
}

/// What a panel decided about one commitment of a challenge.
public struct CommitmentOutcome: Sendable, Equatable {
  public var commitment: CommitmentID
  public var outcome: ChallengeOutcome

  public init(commitment: CommitmentID, outcome: ChallengeOutcome) {
    self.commitment = commitment
    self.outcome = outcome
  }
}

public enum ChallengeOutcome: String, Sendable, CaseIterable {
  case upheld
  case partlyUpheld = "partly-upheld"
  case rejected
}
