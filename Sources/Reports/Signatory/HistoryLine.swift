public import Cryptography
public import Pledges

/// One entry about a signatory.
public struct HistoryLine: Sendable {
  public var entry: EntryStamp
  public var kind: EntryKind
  public var leaf: Digest
  /// Of an attestation, a review or a challenge.
  public var period: PeriodID?
  public var commitments: [CommitmentID]
  /// Nil for what is no attestation.
  public var state: AttestationState?
  /// The entry that removed the body, if that entry is seen.
  public var redactedBy: EntryIndex?
  /// What a restatement of the period changed.
  public var changes: [ClaimChange]
  /// The code of why an entry was made, where its kind has one.
  public var reason: String?
  /// Why, in the words of who signed it.
  public var note: TextMap?

  /// What became of an attestation.
  public enum AttestationState: String, Sendable, CaseIterable {
    /// Its claim stands for some commitment.
    case stands
    case superseded
    case withdrawn
    case void
    case redacted
    /// A withdrawal, which states nothing itself.
    case withdrawal
  }
}

/// What a restatement changed about one commitment.
public struct ClaimChange: Sendable {
  public var commitment: CommitmentID
  public var before: Claim
  public var after: Claim
}
