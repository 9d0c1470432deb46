internal import Compliance
internal import Cryptography
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

  var attestationCount: Int {
    seen.attestations.count { event in
      if case .withdraw = event.action { false } else { true }
    }
  }

  // MARK: Keys

  /// The signatory's keys, as the entries seen left them.
  func keyLines() -> [KeyLine] {
    let last = lastSeen
    return view.state.keys.records(of: .party(member.id)).compactMap { record in
      guard record.since <= last else { return nil }
      // The last revocation that names a time decides. // Status rules §1
      let revocation = view.state.accord.revocations.last {
        $0.key == record.key.keyID && $0.invalidSince != nil && view.shows($0.entry)
      }
      return KeyLine(
        id: record.key.keyID, algorithm: record.key.algorithm, since: record.since,
        until: record.until.flatMap { $0 <= last ? $0 : nil }, invalidSince: revocation?.invalidSince)
    }
  }

  /// The last seen entry that says something of the signatory: what brought in or ended a key of it up to there is seen,
  /// and what did so behind it is not.
  ///
  /// Not all of that stands in its history. Who was admitted to a role and joined later has keys that came in before it
  /// was a signatory; but recorded times never go back, so what lies before an entry that is seen is seen too. And who is
  /// a signatory and gets a role besides may bring a key with the admission. // Status rules §1
  private var lastSeen: EntryIndex {
    let own = member.entries.last { view.shows($0.entry) }?.entry.index ?? EntryIndex(0)
    guard let admission = view.state.parties[member.id]?.entry, view.shows(admission) else { return own }
    return max(own, admission.index)
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
        }) {
          duties[place].commitments.append(cell.commitment)
        } else {
          duties.append(
            NextDuty(
              period: period, due: due, close: close, submission: cell.submission, duty: cell.duty,
              commitments: [cell.commitment]))
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
