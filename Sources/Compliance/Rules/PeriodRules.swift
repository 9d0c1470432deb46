internal import Pledges

/// What the rules need of a period, prepared once for all signatories.
///
/// Shared by reference: a report of a thousand signatories copies no accord.
final class PeriodRules: Sendable {
  let accord: CellTrace.PublishedVersion
  let period: AccordDocument.Period
  /// The larger of those of the governing version and of the one that brought the period. // Status rules §2, §4
  let graceDays: Int64
  let firstReportAfterDays: Int64
  /// The version that dropped the period; nil while it can be owed.
  let dropped: CellTrace.PublishedVersion?
  /// Whether the period was over when the version that brought it was recorded.
  let wasOver: Bool
  let ceiling: DutyCeiling
  /// Nil when the accord knows no challenges.
  let responseDays: Int64?
  let commitments: [CommitmentRules]
  /// Where a commitment stands in the list.
  let positions: [CommitmentID: Int]
  let claims: ClaimRanks
  let levels: AssuranceLevels
  let extensions: DeadlineExtensions

  init(_ terms: GoverningAccord.Terms, extensions: [ExtensionEvent], visibility: Visibility) {
    let document = terms.version.document
    let period = terms.period
    accord = CellTrace.PublishedVersion(terms.version)
    self.period = period
    graceDays = max(period.graceDays, terms.brought.document.period(period.id)?.graceDays ?? 0)
    firstReportAfterDays = max(
      document.reporting?.firstReportAfterDays ?? 0, terms.brought.document.reporting?.firstReportAfterDays ?? 0)
    dropped = terms.dropped.map(CellTrace.PublishedVersion.init)
    wasOver = period.end <= terms.brought.entry.recorded
    ceiling = DutyCeiling(terms)
    responseDays = document.challenge?.responseDays
    commitments = document.commitments.map(CommitmentRules.init)
    positions = Dictionary(
      document.commitments.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
    claims = ClaimRanks(document.claimValues)
    levels = AssuranceLevels(document.assuranceLevels.map(\.id))
    self.extensions = DeadlineExtensions(extensions, period: period.id, visibility: visibility)
  }
}

/// What the rules need of a commitment.
struct CommitmentRules: Sendable {
  let id: CommitmentID
  let appliesTo: Commitment.Applicability
  let obligation: Commitment.Obligation
  let evidenceMaxAgeDays: Int64?

  init(_ commitment: Commitment) {
    id = commitment.id
    appliesTo = commitment.appliesTo
    obligation = commitment.obligation
    evidenceMaxAgeDays = commitment.evidencePolicy.maxAgeDays
  }
}

/// The ranks of claim values: those of the accord, and the usual ones for what it does not define. // Status rules §1
struct ClaimRanks: Sendable {
  private let ranks: [PlainID: Int64]

  init(_ values: [ClaimValue]) {
    ranks = Dictionary(values.map { ($0.id, $0.rank) }, uniquingKeysWith: { first, _ in first })
  }

  func rank(of value: PlainID) -> Int64 {
    if value == .noClaim { return 0 }
    if let rank = ranks[value] { return rank }
    return switch value.text {
    case "met", "not-applicable": 3
    case "partially-met": 2
    case "not-met": 1
    default: 0
    }
  }
}

extension CellTrace.PublishedVersion {
  init(_ published: PublishedAccord) {
    self.init(id: published.document.id, version: published.document.version, entry: published.entry)
  }
}
