internal import Compliance
internal import Cryptography
internal import Languages
internal import Pledges

/// Gathers what a signatory's report says. Everything it takes passes the view's filter of N and T.
struct SignatoryReportMaker {
  let view: LedgerView
  let member: Member
  let period: AccordDocument.Period?
  let accord: PublishedAccord
  /// The signatory's history as far as it is seen.
  let seen: SignatoryHistory
  let statuses: [CellStatus]
  let statements: StatementCache

  /// - Parameter statements: a cache to share; nil for one of its own.
  init(
    _ signatory: PartyID, period id: PeriodID?, view: LedgerView, statements: StatementCache? = nil
  ) throws(ReportError) {
    self.view = view
    member = try view.member(signatory)
    period = try view.period(id)
    accord = try view.accord(for: period)
    guard let history = view.state.history(of: signatory) else {
      throw ReportError(.unknownSignatory, "\(signatory) is not in this ledger")
    }
    seen = history.seen(by: view)
    statuses = view.rules.cells(of: seen, period: period?.id)
    self.statements = statements ?? StatementCache(view)
  }

  var attestationCount: Int { attestationCount(of: nil) }

  /// How many attestations there are for a period, or for all.
  func attestationCount(of period: PeriodID?) -> Int {
    seen.attestations.count { event in
      if case .withdraw = event.action { false } else { period == nil || event.period == period }
    }
  }

  // MARK: Keys

  /// The signatory with its keys, as the entries seen left them.
  func holder(named name: TextMap, _ language: Language = .english) throws(ReportError) -> KeyHolder? {
    var holder = try view.holder(
      of: member.id, named: name.text(in: language.rawValue, default: accord.document.languages.first ?? "en"),
      statements)
    holder?.names = name
    return holder
  }

  /// The others on whose word something rests, in the order in which a report comes upon them.
  func others(_ cells: [CellReport], _ threads: [ChallengeThread]) -> [PartyID] {
    let parties =
      cells.flatMap(\.reviews).map(\.reviewer)
      + threads.flatMap { thread in [thread.challenger] + thread.decisions.map(\.panel) }
      + cells.compactMap(\.claim).flatMap(\.evidence).compactMap(\.checker)
    return parties.filter { $0 != member.id }
  }

  /// When the signer of a late claim dates it, where that is not after the due date. // Status rules §9
  func issuedAt(_ cell: CellStatus) throws(ReportError) -> Instant? {
    guard let days = cell.daysLate, days > 0, let due = cell.due, let first = cell.trace.firstClaim else { return nil }
    let issuedAt = try statements.statement(at: first).statement.issuedAt
    return issuedAt <= due ? issuedAt : nil
  }

  // MARK: Duties

  /// What is bound and has no claim, in every period, the earliest due first.
  func nextDuties() -> [NextDuty] {
    var duties: [NextDuty] = []
    for period in view.rules.periods {
      let cells = period.id == self.period?.id ? statuses : view.rules.cells(of: seen, period: period.id)
      for cell in cells where cell.duty.isBound && !cell.submission.hasClaim {
        guard let due = cell.due, let close = cell.close else { continue }
        if let place = duties.firstIndex(where: {
          $0.period.id == period.id && $0.due == due && $0.duty == cell.duty && $0.submission == cell.submission
            && $0.noClaim == cell.noClaim
        }) {
          duties[place].commitments.append(cell.commitment)
        } else {
          duties.append(
            NextDuty(
              period: period, due: due, close: close, submission: cell.submission, duty: cell.duty,
              noClaim: cell.noClaim, commitments: [cell.commitment]))
        }
      }
    }
    return duties.enumerated().sorted { ($0.element.due, $0.offset) < ($1.element.due, $1.offset) }.map(\.element)
  }
}

extension SignatoryHistory {
  /// Only what the view sees; later rules need not look again.
  func seen(by view: LedgerView) -> SignatoryHistory {
    SignatoryHistory(
      signatory: signatory, membership: membership.filter { view.shows($0.entry) },
      attestations: attestations.filter { view.shows($0.entry) }, reviews: reviews.filter { view.shows($0.entry) },
      challenges: challenges.filter { view.shows($0.entry) }, keys: keys.filter { view.shows($0.entry) })
  }
}
