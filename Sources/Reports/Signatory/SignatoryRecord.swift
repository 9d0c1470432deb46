public import Compliance
public import Languages
public import Pledges

/// What a ledger says about a signatory over all periods: who it is, how it stands and why, what comes next.
///
/// The report of a period holds what that period can change; everything else about a signatory is here.
public struct SignatoryRecord: Sendable {
  public var frame: ReportFrame
  public var identity: SignatoryIdentity
  /// The closed periods in a row, the newest first, for which not all is recorded that was due: what the standing rests on.
  public var silence: [SilentPeriod]
  /// All periods of the accord, the newest first; none for a register.
  public var periods: [PeriodGlance]
  /// What can still be filed in time, the earliest due first.
  public var upcoming: [NextDuty]
  /// What was due and is not recorded, the earliest due first.
  public var overdue: [NextDuty]
  /// The challenges of all periods, in the order in which they were opened.
  public var challenges: [ChallengeThread]
  /// Every entry about the signatory, in ledger order.
  public var history: [HistoryLine]
  /// The signatory with its keys; nil for one that never had any.
  public var holder: KeyHolder?
  /// The others on whose word something rests: reviewers, challengers, panels, checkers.
  public var otherHolders: [KeyHolder]
  public var removals: [TextRemoval]
  /// How many attestations the ledger holds.
  public var attestationCount: Int
  public var times: PageTimes

  /// Whether nobody owes a report under this accord.
  public var isRegister: Bool { periods.isEmpty }

  /// All on whose word something rests, the signatory first.
  var holders: [KeyHolder] { (holder.map { [$0] } ?? []) + otherHolders }

  public init(of signatory: PartyID, in view: LedgerView, language: Language) throws(ReportError) {
    let maker = try SignatoryReportMaker(signatory, period: nil, view: view)
    identity = try maker.identity()
    silence = view.rules.silence(of: maker.seen)
    let periods = maker.glances()
    self.periods = periods
    let duties = maker.nextDuties()
    upcoming = duties.upcoming
    overdue = duties.overdue
    challenges = try maker.challengeThreads(of: view.rules.periods.map(\.id))
    history = try maker.historyLines(of: nil, cells: periods.flatMap(\.cells))
    holder = try maker.holder(named: identity.name, language)
    otherHolders = try view.holders(
      of: maker.others([], challenges) + maker.seen.reviews.map(\.reviewer)
        + history.compactMap(\.by)
        .filter { $0 != signatory }, maker.statements)
    attestationCount = maker.attestationCount
    let entries = Set(history.map(\.entry.index))
    removals = view.removals(of: entries, and: maker.statements.removing.values.reduce(into: []) { $0.formUnion($1) })
    times = maker.allTimes(history, otherHolders, removals)
    let accord = try view.accordInForce()
    frame = ReportFrame(view, accord: accord, language: language, texts: maker.statements.texts)
  }
}

/// A period of a signatory at a glance.
public struct PeriodGlance: Sendable {
  public var period: AccordDocument.Period
  /// The version that governs it.
  public var accord: PublishedAccord
  /// All commitments of that version, in its order.
  public var cells: [CellStatus]
  public var counts: Counts
}

extension SignatoryReportMaker {
  func glances() -> [PeriodGlance] {
    view.rules.periods.reversed().compactMap { period in
      view.rules.governingAccord(period: period.id).map { accord in
        let cells = view.rules.cells(of: seen, period: period.id)
        return PeriodGlance(period: period, accord: accord, cells: cells, counts: StatusRules.counts(cells))
      }
    }
  }
}
