public import Cryptography
public import Pledges

/// What stands beside a cell where a part of it rests on a recovery: the last of its kind that rests on none.
/// // Status rules §9
public struct Beside: Sendable, Equatable {
  /// Nil where the head rests on no recovery.
  public var head: Head?
  /// One for each challenge whose outcome rests on a recovery.
  public var outcomes: [Outcome] = []
  /// One for each evidence item whose last check rests on a recovery.
  public var checks: [Check] = []

  public var isEmpty: Bool { head == nil && outcomes.isEmpty && checks.isEmpty }

  public struct Head: Sendable, Equatable {
    /// The entry and its claim; nil where no other claim stood.
    public var stood: Claim?

    public struct Claim: Sendable, Equatable {
      public var entry: EntryIndex
      public var claim: PlainID
    }
  }

  public struct Outcome: Sendable, Equatable {
    public var challenge: EntryIndex
    /// Nil where there was no other outcome.
    public var entry: EntryIndex?
    public var outcome: ChallengeOutcome?
  }

  public struct Check: Sendable, Equatable {
    public var sha256: Digest
    /// Nil where there was no other check.
    public var entry: EntryIndex?
    public var result: EvidenceCheckEvent.Result?
  }
}

/// An act that rests on a recovery and would have taken something out: it is shown, and does not. // Status rules §5, §8
public struct HeldBack: Sendable, Equatable {
  public var entry: EntryStamp
  public var act: Act
  /// What goes on standing.
  public var target: EntryIndex

  public enum Act: String, Sendable, CaseIterable {
    case withdrawal
    case noClaim = "no-claim"
    case challengeWithdrawal = "challenge-withdrawal"
    case reviewWithdrawal = "review-withdrawal"
  }
}

/// Somebody says that a key on an attestation was not the signatory's any more. // Status rules §1
public struct VoidClaim: Sendable, Equatable {
  public var attestation: EntryIndex
  /// What the attestation speaks of. A void one marks every cell of its period all the same. // Status rules §5
  public var commitments: [CommitmentID]
  public var key: KeyID
  /// The entry that says it, and when.
  public var revocation: EntryStamp
  public var invalidSince: Instant
  /// The owner, or the key itself.
  public var by: OwnerEvent.Ender
  /// The recovery that it rests on: then it is their word and voids nothing.
  public var recovery: EntryIndex?

  public var voids: Bool { recovery == nil }
}

extension CellStatus {
  /// What is said of the keys on attestations that spoke of the commitment. The rules mark every cell of the period.
  /// // Status rules §5, §7
  public var spokenVoidClaims: [VoidClaim] { voidClaims.filter { $0.commitments.contains(commitment) } }

  /// Whether an attestation that is void spoke of the commitment.
  public var losesClaim: Bool { spokenVoidClaims.contains(where: \.voids) }

  /// The attestations that are void, whatever they spoke of. // Status rules §5
  public var voidEntries: [EntryIndex] { trace.chain.filter { $0.effect == .voided }.map(\.entry.index) }

  /// Whether one of these spoke of the commitment.
  public var hasVoidReport: Bool {
    voidEntries.contains { entry in spokenVoidClaims.contains { $0.attestation == entry } }
  }
}

/// Why a signatory could not sign while it was asked to report. // Status rules §7
public struct NoKey: Sendable, Equatable {
  /// The registrar's revocations that left it with too few keys.
  public var revocations: [EntryStamp]
  /// The recoveries that were waiting.
  public var recoveries: [EntryStamp]
  /// Whether a missing report is no silence. // Status rules §10
  public var excuses: Bool

  /// The first entry that it comes of.
  public var entry: EntryIndex? { (revocations + recoveries).map(\.index).min() }
}
