internal import Compliance
internal import ForeignText
public import Languages
public import Pledges

extension AccordOverview {
  /// How many of the newest entries are listed.
  static let newestCount = 20

  /// - Parameter period: nil for the default one. // Status rules §11
  public init(period id: PeriodID? = nil, in view: LedgerView, language: Language) throws(ReportError) {
    let period = try view.period(id)
    let accord = try view.accord(for: period)
    frame = ReportFrame(view, accord: accord, language: language)
    self.period = period
    var rows: [OverviewRow] = []
    outstanding = []
    silent = []
    openChallenges = []
    decisions = []
    holders = []
    newest = []
    changes = []
    removals = view.removalsSeen
    let statements = StatementCache(view)
    var movements: [Movement] = []
    rows.reserveCapacity(view.state.memberOrder.count)
    for id in view.state.memberOrder {
      guard let member = view.state.members[id], let first = member.entries.first, view.shows(first.entry) else {
        continue
      }
      let maker = try SignatoryReportMaker(id, period: period?.id, view: view, statements: statements)
      let identity = try maker.identity()
      var row = OverviewRow(
        signatory: id, name: identity.name, kind: identity.kind, country: identity.country,
        standing: identity.standing, counts: StatusRules.counts(maker.statuses), cells: maker.statuses)
      for cell in maker.statuses { row.issuedAt[cell.commitment] = try maker.issuedAt(cell) }
      rows.append(row)
      if let holder = try maker.holder(named: identity.name) { holders.append(holder) }
      decisions += try DecisionLine.all(maker, named: identity.name)
      outstanding += OutstandingLine.lines(id, identity.name, maker.statuses)
      if let line = SilentSignatory(id, identity.name, maker.statuses) { silent.append(line) }
      openChallenges += OpenChallenge.all(of: maker.seen, named: identity.name, view: view)
      changes += maker.changes(named: identity.name)
      newest += maker.newest(AccordOverview.newestCount, named: identity.name)
      movements += Movement.all(of: maker.seen, named: identity.name, view.rules.marks)
    }
    holders += try view.holders(of: view.otherParties, statements)
    frame.texts = statements.texts
    decisions.sort { $0.entry.index < $1.entry.index }
    self.rows = rows
    alike = AccordOverview.alike(rows, frame)
    counts = rows.reduce(into: Counts()) { $0 = $0 + $1.counts }
    let columns = AccordOverview.columns(accord.document, rows)
    self.columns = columns
    kinds = accord.document.signatoryKinds.compactMap { [rows] kind in
      let count = rows.count { $0.kind == kind.id }
      return count > 0 ? (kind.id, count) : nil
    }
    standings = Standing.allCases.compactMap { [rows] standing in
      let count = rows.count { $0.standing == standing }
      return count > 0 ? (standing, count) : nil
    }
    newest = Array(newest.sorted { $0.entry.index > $1.entry.index }.prefix(AccordOverview.newestCount))
    for (place, entry) in newest.enumerated() where entry.kind.isAttestation {
      let maker = try SignatoryReportMaker(entry.signatory, period: nil, view: view, statements: statements)
      newest[place].isVoid = maker.attestationStates(of: nil)[entry.entry.index] == .void
    }
    changes.sort { $0.entry.index < $1.entry.index }
    openChallenges.sort { $0.entry.index < $1.entry.index }
    outstanding.sort { ($0.due, $0.signatory) < ($1.due, $1.signatory) }
    movements = movements.filter { $0.effective <= view.asOf }.sorted {
      ($0.effective, $0.entry.index) < ($1.effective, $1.entry.index)
    }
    years = MovementYear.years(movements)
    let since = period?.start ?? view.asOf.advanced(byDays: -365)
    self.movements = movements.filter { $0.effective >= since }
    themes = accord.document.reportedThemes.map { theme in
      ThemeLine(
        theme: theme,
        counts: columns.filter { theme.mapsTo.contains($0.commitment.id) }.reduce(into: Counts()) {
          $0 = $0 + $1.counts
        })
    }
  }

  /// The signatories whose names a reader could take for one another.
  private static func alike(_ rows: [OverviewRow], _ frame: ReportFrame) -> Set<PartyID> {
    var bearers: [Appearance: PartyID] = [:]
    var alike: Set<PartyID> = []
    for row in rows {
      for appearance in Appearance.all(of: frame.text(row.name)) {
        if let other = bearers[appearance], other != row.signatory {
          alike.formUnion([other, row.signatory])
        } else {
          bearers[appearance] = row.signatory
        }
      }
    }
    return alike
  }

  private static func columns(_ document: AccordDocument, _ rows: [OverviewRow]) -> [CommitmentColumn] {
    document.commitments.enumerated().map { position, commitment in
      var counts = Counts()
      var claims: [PlainID: Int] = [:]
      var levels: [PlainID: Int] = [:]
      var (withoutClaim, noClaims) = (0, 0)
      for row in rows where row.cells.indices.contains(position) {
        let cell = row.cells[position]
        counts.add(cell)
        if let claim = cell.claim {
          claims[claim, default: 0] += 1
          levels[cell.assurance, default: 0] += 1
        } else if cell.duty.isBound {
          if cell.noClaim == nil { withoutClaim += 1 } else { noClaims += 1 }
        }
      }
      return CommitmentColumn(
        commitment: commitment, counts: counts,
        claims: document.claimValues.compactMap { value in claims[value.id].map { (value.id, $0) } },
        withoutClaim: withoutClaim, noClaims: noClaims,
        assurance: document.assuranceLevels.compactMap { level in levels[level.id].map { (level.id, $0) } })
    }
  }
}

extension SignatoryReportMaker {
  /// The signatory's newest entries that are seen.
  fileprivate func newest(_ count: Int, named name: TextMap) -> [NewestEntry] {
    var found: [NewestEntry] = []
    let struck = seen.membership.struckEntries
    for entry in member.entries.reversed() where view.shows(entry.entry) {
      found.append(
        NewestEntry(
          entry: entry.entry, kind: entry.kind, signatory: member.id, name: name,
          marks: view.rules.marks.marks(of: entry.entry.index), struckBy: struck[entry.entry.index]))
      if found.count == count { break }
    }
    return found
  }
}

extension EntryKind {
  /// Whether it can be void.
  fileprivate var isAttestation: Bool {
    switch known {
    case .attestationSubmit, .attestationSupersede, .attestationWithdraw: true
    default: false
    }
  }
}

extension SilentSignatory {
  /// Nil where nothing was due by now, or where anything is recorded.
  fileprivate init?(_ signatory: PartyID, _ name: TextMap, _ cells: [CellStatus]) {
    let due = cells.filter { $0.duty == .required && ($0.submission == .overdue || $0.submission == .missing) }
    guard !due.isEmpty, cells.allSatisfy({ $0.trace.chain.isEmpty }) else { return nil }
    self.init(signatory: signatory, name: name, commitments: due.map(\.commitment))
  }
}

extension OutstandingLine {
  /// What is overdue or not recorded, by due date.
  fileprivate static func lines(_ signatory: PartyID, _ name: TextMap, _ cells: [CellStatus]) -> [OutstandingLine] {
    var lines: [OutstandingLine] = []
    for cell in cells where cell.submission == .overdue || cell.submission == .missing {
      guard let due = cell.due else { continue }
      if let place = lines.firstIndex(where: {
        $0.due == due && $0.submission == cell.submission && $0.noClaim == cell.noClaim
      }) {
        lines[place].commitments.append(cell.commitment)
      } else {
        lines.append(
          OutstandingLine(
            signatory: signatory, name: name, submission: cell.submission, due: due, noClaim: cell.noClaim,
            commitments: [cell.commitment]))
      }
    }
    return lines
  }
}

extension OpenChallenge {
  fileprivate static func all(
    of history: SignatoryHistory, named name: TextMap, view: LedgerView
  ) -> [OpenChallenge] {
    view.rules.challenges(of: history).filter { !$0.openCommitments.isEmpty }.map { challenge in
      OpenChallenge(
        entry: challenge.entry, signatory: history.signatory, name: name, challenger: challenge.challenger,
        challengerName: view.name(of: challenge.challenger), period: challenge.period,
        commitments: challenge.openCommitments, isAnswered: !challenge.replies.isEmpty,
        replyDue: view.rules.replyDue(to: challenge, of: history))
    }
  }
}

extension Movement {
  /// Each instant at which the membership began or ended, with the act that did it.
  ///
  /// Of the acts that are effective by an instant the last in ledger order decides. One that leaves things as they were
  /// is no movement: who has withdrawn does not leave once more by being delisted, and who was listed from a public
  /// source and then joins for itself was a member before. // Status rules §3
  fileprivate static func all(
    of history: SignatoryHistory, named name: TextMap, _ marks: KeyMarks
  ) -> [Movement] {
    // What was entered in error was no movement.
    let acts = history.membership.withoutStruck.compactMap { event in
      Change(event.change).map { (event: event, change: $0) }
    }
    let byTime = acts.indices.sorted { (acts[$0].event.effective, $0) < (acts[$1].event.effective, $1) }
    var movements: [Movement] = []
    var isMember = false
    var latest = 0
    for (place, index) in byTime.enumerated() {
      latest = max(latest, index)
      let instant = acts[index].event.effective
      // All that is effective at one instant is taken together.
      guard place + 1 == byTime.count || acts[byTime[place + 1]].event.effective > instant else { continue }
      let act = acts[latest]
      guard (act.change == .joined) != isMember else { continue }
      isMember.toggle()
      movements.append(
        Movement(
          signatory: history.signatory, name: name, entry: act.event.entry, effective: instant, change: act.change,
          marks: marks.marks(of: act.event.entry.index)))
    }
    return movements
  }
}

extension Movement.Change {
  /// Nil for an act that neither begins nor ends a membership.
  fileprivate init?(_ change: MembershipEvent.Change) {
    switch change {
    case .join: self = .joined
    case .withdraw: self = .withdrew
    case .delist: self = .delisted
    case .update(_, _, succeeded: true): self = .succeeded
    case .strike, .subscribe, .unsubscribe, .suspend, .reinstate, .update: return nil
    }
  }
}

extension MovementYear {
  /// The years from the first movement to the last, none left out.
  fileprivate static func years(_ movements: [Movement]) -> [MovementYear] {
    guard let first = movements.first?.effective.date.year, let last = movements.last?.effective.date.year else {
      return []
    }
    var years = (first...last).map { MovementYear(year: $0, joined: 0, left: 0, members: 0) }
    for movement in movements {
      let place = movement.effective.date.year - first
      if movement.change == .joined { years[place].joined += 1 } else { years[place].left += 1 }
    }
    var members = 0
    for place in years.indices {
      members += years[place].joined - years[place].left
      years[place].members = members
    }
    return years
  }
}
