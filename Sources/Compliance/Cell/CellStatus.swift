public import Pledges

/// What a report says about one cell: a signatory, a commitment and a period. // Status rules §9
public struct CellStatus: Sendable {
  public var commitment: CommitmentID
  public var duty: Duty
  public var submission: Submission
  /// The value that stands; nil without a claim.
  public var claim: PlainID?
  /// The one code that a matrix shows.
  public var headline: String
  /// The entry that stands and says `no-claim`: filed, with its explanation, and not silence. Nil for everything else.
  public var noClaim: EntryIndex?
  /// 0 when in time; nil without a claim. A begun day counts as one.
  public var daysLate: Int64?
  public var due: Instant?
  public var close: Instant?
  /// Whether some extension was recorded after the due date that it moved.
  public var retroactiveExtension: Bool
  public var flags: [Flag]
  public var dispute: Dispute
  /// The highest level of the reviews that name the claim that stands.
  public var assurance: PlainID
  /// The worst conclusion of those reviews; nil when there are none. A display never shows a level without it.
  public var conclusion: ReviewConclusion?
  public var evidence: EvidenceStatus
  /// What acts rest on that had a part in the cell, or are shown beside it. // Status rules §9
  public var marks: [Mark] = []
  /// What stands beside it where it rests on a recovery.
  public var beside = Beside()
  /// What was said of the keys on the attestations of the period, voided ones and those of this cell.
  public var voidClaims: [VoidClaim] = []
  /// Set with the flag `no-key`.
  public var noKey: NoKey?
  /// The entries that contributed, each once, in the order in which the rules first use them.
  public var because: [EntryIndex]
  /// How the result came about, for an explanation.
  public var trace: CellTrace
}

/// What became of the challenges on a cell. // Status rules §8
public enum Dispute: String, Sendable, CaseIterable {
  case none
  case open
  case upheld
  case partlyUpheld = "partly-upheld"
  case rejected
}

/// What checks say about the evidence of the claim that stands. // Status rules §8
public enum EvidenceStatus: String, Sendable, CaseIterable {
  case none
  case mismatch
  case broken
  case checked
  case listed
}
