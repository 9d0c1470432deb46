public import Cryptography
public import Pledges

/// How a cell came about: the values at each step of the rules and the entries used there. No prose.
public struct CellTrace: Sendable {
  public var signatory: PartyID
  public var visibility: Visibility
  /// The accord version that decides, and the entry that published it.
  public var accord: PublishedVersion
  /// Nil for a register.
  public var period: AccordDocument.Period?
  public var due: Instant?
  public var close: Instant?
  public var extensions: [ExtensionStep] = []
  /// The version that dropped the period, so that nobody owes it; nil for any other.
  public var dropped: PublishedVersion?
  /// The instant as of which membership and suspension are judged: the earlier of the period's end and the report's
  /// instant.
  public var probe: Instant?
  public var membership: MembershipTrace?
  public var suspension: [SuspensionStep] = []
  /// Why what the governing version requires is only encouraged here; nil otherwise.
  public var dutyLimit: DutyLimit?
  public var chain: [ChainStep] = []
  /// When the first real claim of the chain that stands was recorded.
  public var first: Instant?
  /// The entry whose claim stands.
  public var head: EntryIndex?
  public var challenges: [ChallengeStep] = []
  public var reviews: [ReviewStep] = []
  public var evidence: [EvidenceStep] = []
  /// Acts that rest on a recovery and took nothing out.
  public var heldBack: [HeldBack] = []
  public var headlineRow: HeadlineRow

  /// An accord version by its number and its entry.
  public struct PublishedVersion: Sendable, Equatable {
    public var id: PlainID
    public var version: AccordVersion
    public var entry: EntryStamp
  }
}

/// An extension that moved the due date. // Status rules §2
public struct ExtensionStep: Sendable, Equatable {
  public var entry: EntryStamp
  public var newDue: Instant
  /// Recorded after the due date in force before it.
  public var isRetroactive: Bool
}

/// What membership entries made of the signatory by the probe instant. // Status rules §3
public struct MembershipTrace: Sendable {
  public var isMember: Bool
  public var kind: PlainID?
  public var traits: [PlainID]
  public var subscription: Subscription
  /// What the membership rests on.
  public var basis: Join.Basis?
  /// From when the membership counts: the later of effective and recorded of the join, or of the earlier one that it
  /// goes on with.
  public var base: Instant?
  public var isSuspended: Bool
  /// The gap that the period's end fell into, which a join closed in time: the membership counts as unbroken.
  public var gap: PeriodMembership.Gap?
  public var steps: [MembershipStep]
}

/// Why something required by the version that governs a period is only encouraged in it. // Status rules §4
public enum DutyLimit: Sendable, Equatable {
  /// The version that brought the period was not recorded and in force by its start.
  case broughtLate(CellTrace.PublishedVersion)
  /// The last version by the start of the period did not require it of such a signatory.
  case notRequired(CellTrace.PublishedVersion)
}

/// A membership entry that was used.
public struct MembershipStep: Sendable, Equatable {
  public var entry: EntryStamp
  public var effective: Instant
  public var effect: Effect

  public enum Effect: Sendable, Equatable {
    case joined, withdrew, delisted, subscribed, unsubscribed, updated, succeeded
    /// The join that closed the gap of the trace.
    case rejoined
    /// A listing taken out as entered in error.
    case struck
  }
}

/// A suspension or its end that was used.
public struct SuspensionStep: Sendable, Equatable {
  public var entry: EntryStamp
  public var effective: Instant
  public var suspends: Bool
}

/// An attestation entry that was used. // Status rules §5
public struct ChainStep: Sendable, Equatable {
  public var entry: EntryStamp
  public var effect: Effect

  public enum Effect: Sendable, Equatable {
    /// Signed by a key that was revoked as compromised.
    case voided
    case submitted(PlainID)
    case superseded(from: PlainID, to: PlainID, afterDue: Bool, raised: Bool)
    case withdrawn
  }
}

/// An entry of a challenge that was used. // Status rules §8
public struct ChallengeStep: Sendable, Equatable {
  public var entry: EntryStamp
  public var challenge: EntryIndex
  public var effect: Effect

  public enum Effect: Sendable, Equatable {
    case opened
    case resolved(ChallengeOutcome, panel: PartyID)
    case withdrawn
  }
}

extension CellTrace {
  /// The decisions about this cell that a later one of the same challenge replaced, each with its entry.
  public var earlierOutcomes: [ChallengeStep] {
    challenges.enumerated().filter { place, step in
      step.isResolution
        && challenges[(place + 1)...].contains { $0.isResolution && $0.challenge == step.challenge }
    }.map(\.element)
  }
}

extension CellTrace {
  /// The withdrawal that left no report standing, and the entry whose claim it took out; nil where something stands or
  /// nothing was withdrawn. // Status rules §5
  public var withdrawal: (entry: EntryIndex, target: EntryIndex)? {
    guard head == nil, let place = chain.lastIndex(where: { $0.effect == .withdrawn }) else { return nil }
    return target(ofWithdrawal: place).map { (chain[place].entry.index, $0) }
  }

  /// The entry that a step of the chain took out: the last before it that stood.
  private func target(ofWithdrawal place: Int) -> EntryIndex? {
    chain[..<place].last { step in
      switch step.effect {
      case .submitted, .superseded: true
      case .voided, .withdrawn: false
      }
    }?.entry.index
  }

  /// What each step of the chain took out, in its order; nil for what is no withdrawal.
  var withdrawnTargets: [EntryIndex?] {
    chain.indices.map { chain[$0].effect == .withdrawn ? target(ofWithdrawal: $0) : nil }
  }

  /// The due date that was in force before the first extension that came after it had passed; nil without such a one.
  /// // Status rules §2
  public var dueBeforeLateMove: Instant? {
    guard let place = extensions.firstIndex(where: \.isRetroactive) else { return nil }
    return place == 0 ? period?.due : extensions[place - 1].newDue
  }
}

extension ChallengeStep {
  fileprivate var isResolution: Bool {
    if case .resolved = effect { true } else { false }
  }
}

/// A review that was used. // Status rules §8
public struct ReviewStep: Sendable, Equatable {
  public var entry: EntryStamp
  /// The attestation reviewed.
  public var of: EntryIndex
  public var level: PlainID
  public var conclusion: ReviewConclusion
  public var effect: Effect

  public enum Effect: Sendable, Equatable {
    case counted, ofOlderVersion
    case withdrawn(by: EntryIndex)
  }
}

/// An evidence item of the claim that stands, with its last check. // Status rules §8 †
public struct EvidenceStep: Sendable, Equatable {
  public var sha256: Digest
  public var isPublic: Bool
  public var check: Check?

  public struct Check: Sendable, Equatable {
    public var entry: EntryStamp
    public var result: EvidenceCheckEvent.Result
    /// Older than the commitment's evidence policy allows.
    public var isStale: Bool
  }
}

/// The rows of the headline. // Status rules §9
public enum HeadlineRow: Int, Sendable, CaseIterable {
  case duty = 1
  case claim = 2
  case submission = 3
}
