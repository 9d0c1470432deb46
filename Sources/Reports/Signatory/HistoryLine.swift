public import Cryptography
public import Pledges

/// One entry about a signatory, or one on which something about it rests.
public struct HistoryLine: Sendable {
  public var entry: EntryStamp
  public var kind: EntryKind
  /// Nil for an entry that is about others as well.
  public var leaf: Digest?
  /// Of an attestation, a review or a challenge.
  public var period: PeriodID?
  public var commitments: [CommitmentID]
  /// Who signed it; nil for the registrar.
  public var by: PartyID?
  /// Nil for what is no attestation.
  public var state: AttestationState?
  /// On whose signature it rests. // Status rules §9
  public var marks: [Mark] = []
  /// What it did to the signatory's keys.
  public var keyAct: KeyActLine?
  /// The entry that struck it out as entered in error.
  public var struckBy: EntryIndex?
  /// Whom an update names as successor.
  public var successor: Successor?
  /// The entries that removed words of this one, whether they are seen or not.
  public var removedBy: [EntryIndex] = []
  /// What the entry itself removed.
  public var removal: TextRemoval?
  /// What a restatement of the period changed.
  public var changes: [ClaimChange] = []
  /// Why an entry was made, where its kind has a word for it.
  public var reason: Reason?
  /// Why, in the words of who signed it.
  public var note: Detached<TextMap>?
  /// Where the decision can be read.
  public var decision: Detached<String>?

  /// The word of a statement for why it was made.
  public enum Reason: Sendable {
    case change(ChangeReason)
    case standing(StandingChange.Reason)
    case update(SignatoryUpdate.Reason)
    case revocation(KeyRevocation.Reason)

    /// As the statement has it.
    public var code: String {
      switch self {
      case .change(let reason): reason.rawValue
      case .standing(let reason): reason.rawValue
      case .update(let reason): reason.rawValue
      case .revocation(let reason): reason.rawValue
      }
    }
  }

  /// What became of an attestation.
  public enum AttestationState: String, Sendable, CaseIterable {
    /// Its claim stands for some commitment.
    case stands
    case superseded
    case withdrawn
    case void
    /// A withdrawal, which states nothing itself.
    case withdrawal
    /// It would have taken a claim out, and rests on recovered keys.
    case heldBack = "held-back"
  }
}

/// What a restatement changed about one commitment.
public struct ClaimChange: Sendable {
  public var commitment: CommitmentID
  public var before: Claim
  public var after: Claim
}
