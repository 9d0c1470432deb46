public import Pledges

/// The status rules `pbr-1`, made ready for one accord as a report sees it.
///
/// A pure function of the entries that the report sees and its instant: no clock, no locale, no table. What concerns
/// all signatories (which version governs a period, extensions, revocations, checks) is prepared once here; a cell
/// then costs one pass over its signatory's history.
public struct StatusRules: Sendable {
  /// The name under which a report says which rules it followed.
  public static let id = "pbr-1"

  /// What the report sees.
  public let visibility: Visibility
  let governing: GoverningAccord
  /// All periods, in the order of their ends, the dropped ones too.
  public let periods: [AccordDocument.Period]
  /// The periods that nobody owes any more, each with the version that left it out. // Status rules §1
  public let dropped: [PeriodID: CellTrace.PublishedVersion]
  let periodRules: [PeriodID: PeriodRules]
  let voiding: Voiding
  let checks: EvidenceChecks
  /// The marks of the entries that the report sees: for its history lines and decisions. // Status rules §9
  public let marks: KeyMarks

  /// - Parameters:
  ///   - accord: what admitted entries say about the accord and about everybody at once.
  ///   - asOf: the report's instant, T.
  ///   - visibleSize: how many entries from the start it sees, N; nil for all in the history.
  public init(accord: AccordHistory, asOf: Instant, visibleSize: UInt64? = nil) {
    let visibility = Visibility(asOf: asOf, size: visibleSize)
    self.visibility = visibility
    let governing = GoverningAccord(accord.versions, visibility: visibility)
    self.governing = governing
    periods = governing.periodsByEnd
    periodRules = governing.periods.mapValues { terms in
      PeriodRules(terms, extensions: accord.extensions, visibility: visibility)
    }
    dropped = periodRules.compactMapValues(\.dropped)
    voiding = Voiding(accord.revocations, visibility: visibility)
    let marks = KeyMarks(accord, where: visibility.shows)
    self.marks = marks
    checks = EvidenceChecks(accord.evidenceChecks, marks: marks, visibility: visibility)
  }

  /// The accord version that governs a period; nil when no visible version has it. // Status rules §1 †
  public func governingAccord(period: PeriodID) -> PublishedAccord? {
    governing.periods[period]?.version
  }

  /// The accord version in force at the report's instant, or the first one when none is in force yet.
  public var accordInForce: PublishedAccord? { governing.inForce }

  /// The period that a report is about when it is asked for without one; nil for a register. // Status rules §11
  ///
  /// The one that opened last; if none has opened, the one that opens first. Of several that open together the one
  /// that ends last, and first, respectively.
  public func defaultPeriod() -> AccordDocument.Period? {
    let periods = owedPeriods
    let opened = periods.filter { $0.opens <= visibility.asOf }
    let latest = opened.max { $0.opens < $1.opens || ($0.opens == $1.opens && $0.end < $1.end) }
    return latest ?? periods.min { $0.opens < $1.opens }
  }

  /// The periods that somebody can owe, in the order of their ends.
  var owedPeriods: [AccordDocument.Period] { periods.filter { dropped[$0.id] == nil } }

  /// The cells of a signatory for a period: all commitments of the version that governs it, in the accord's order.
  ///
  /// - Parameter period: nil for the default period. A register has no periods; its cells say so for whatever
  ///   period. A period that an accord with periods does not have has no cells.
  public func cells(of signatory: SignatoryHistory, period: PeriodID?) -> [CellStatus] {
    if governing.isRegister { return registerCells(of: signatory.signatory) }
    guard let id = period ?? defaultPeriod()?.id, let rules = periodRules[id] else { return [] }
    let evaluation = PeriodEvaluation(
      of: signatory, rules: rules, voiding: voiding, marks: marks, visibility: visibility)
    let challenges = Challenges(signatory.challenges, period: id, visibility: visibility)
    let reviews = Reviews(signatory.reviews, period: id, marks: marks, visibility: visibility)
    return rules.commitments.indices.map { position in
      evaluation.cell(at: position, challenges: challenges, reviews: reviews, checks: checks)
    }
  }

  /// Nobody owes a report, and nothing else is said. // Status rules §1 †
  private func registerCells(of signatory: PartyID) -> [CellStatus] {
    guard let accord = governing.inForce else { return [] }
    let trace = CellTrace(
      signatory: signatory, visibility: visibility, accord: CellTrace.PublishedVersion(accord), headlineRow: .duty)
    return accord.document.commitments.map { commitment in
      CellStatus(
        commitment: commitment.id, duty: .noReporting, submission: .none, claim: nil,
        headline: Duty.noReporting.rawValue, noClaim: nil, daysLate: nil, due: nil, close: nil,
        retroactiveExtension: false, flags: [], dispute: .none, assurance: .noAssurance, conclusion: nil,
        evidence: .none, because: [],
        trace: trace)
    }
  }
}
