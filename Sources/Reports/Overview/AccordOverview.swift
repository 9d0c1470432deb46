public import Compliance
public import Pledges

/// What a ledger says about all signatories of an accord and one period: the matrix and what stands out of it.
///
/// Nothing is ranked and nothing is added up to a score. Rows stand in the order of the ledger here and in data, and by kind
/// and name where people read them.
public struct AccordOverview: Sendable {
  public var frame: ReportFrame
  /// The signatories whose names others have or look like: their ids are shown beside them.
  public var alike: Set<PartyID> = []
  /// Nil for a register.
  public var period: AccordDocument.Period?
  public var rows: [OverviewRow]
  public var columns: [CommitmentColumn]
  public var counts: Counts
  /// In the order of the accord; only kinds that occur.
  public var kinds: [(kind: PlainID, count: Int)]
  /// In the order of the rules; only standings that occur.
  public var standings: [(standing: Standing, count: Int)]
  public var outstanding: [OutstandingLine]
  /// The signatories of which a report was due and nothing is recorded for the period, in ledger order.
  public var silent: [SilentSignatory]
  public var newest: [NewestEntry]
  /// The entries since the period opened that changed something said before, in ledger order; none for a register.
  public var changes: [NewestEntry]
  /// Joins and departures by the year in which they took effect.
  public var years: [MovementYear]
  /// Those since the period began, or in the last 365 days of a register.
  public var movements: [Movement]
  public var openChallenges: [OpenChallenge]
  /// The decisions on challenges of the period, in ledger order.
  public var decisions: [DecisionLine]
  /// All signatories and parties that ever had a key, with the keys that they have by now.
  public var holders: [KeyHolder]
  public var themes: [ThemeLine]
  /// The removals of words of entries that are seen, in ledger order.
  public var removals: [TextRemoval]

  public var isRegister: Bool { period == nil }
}

/// A signatory and its cells, in the order of the columns.
public struct OverviewRow: Sendable {
  public var signatory: PartyID
  public var name: TextMap
  public var kind: PlainID
  public var country: String?
  public var standing: Standing
  public var counts: Counts
  public var cells: [CellStatus]
  /// When the signer of a late claim dates it, where that is not after the due date.
  public var issuedAt: [CommitmentID: Instant] = [:]
}

/// A commitment over all signatories.
public struct CommitmentColumn: Sendable {
  public var commitment: Commitment
  public var counts: Counts
  /// How often each claim stands, in the order of the accord's values.
  public var claims: [(claim: PlainID, count: Int)]
  /// Cells with a duty and nothing recorded.
  public var withoutClaim: Int
  /// Cells with a duty for which was filed that no claim is made.
  public var noClaims: Int
  /// How closely somebody looked at the claims that stand, in the order of the accord's levels.
  public var assurance: [(level: PlainID, count: Int)]
}

/// What a signatory has not filed though the due date is over.
public struct OutstandingLine: Sendable {
  public var signatory: PartyID
  public var name: TextMap
  public var submission: Submission
  public var due: Instant
  /// The entry that was filed and makes no claim.
  public var noClaim: EntryIndex?
  public var commitments: [CommitmentID]
}

/// A signatory with reports due for the period and nothing recorded for it, not even what is withdrawn, void or makes no claim.
public struct SilentSignatory: Sendable {
  public var signatory: PartyID
  public var name: TextMap
  /// Those for which a report was due.
  public var commitments: [CommitmentID]
}

/// An entry about a signatory, for the list of the newest.
public struct NewestEntry: Sendable {
  public var entry: EntryStamp
  public var kind: EntryKind
  public var signatory: PartyID
  public var name: TextMap
  public var marks: [Mark]
  /// An attestation that is void, since a key on it was declared compromised.
  public var isVoid = false
  /// The entry that struck it out as entered in error.
  public var struckBy: EntryIndex?
}

/// How many joined and left in a year.
public struct MovementYear: Sendable {
  public var year: Int
  public var joined: Int
  public var left: Int
  /// Members at the end of the year, or at T.
  public var members: Int
}

/// Somebody who joined or left.
public struct Movement: Sendable {
  public var signatory: PartyID
  public var name: TextMap
  public var entry: EntryStamp
  public var effective: Instant
  public var change: Change
  public var marks: [Mark]

  public enum Change: String, Sendable, CaseIterable {
    case joined, withdrew, delisted, succeeded
  }
}

/// A challenge that is neither decided nor withdrawn.
public struct OpenChallenge: Sendable {
  public var entry: EntryStamp
  public var signatory: PartyID
  public var name: TextMap
  public var challenger: PartyID
  public var challengerName: String
  public var period: PeriodID
  public var commitments: [CommitmentID]
  public var isAnswered: Bool
  public var replyDue: Instant?
}

/// A theme under which the accord was reported, read over the commitments it maps to.
public struct ThemeLine: Sendable {
  public var theme: AccordDocument.ReportedTheme
  public var counts: Counts
}
