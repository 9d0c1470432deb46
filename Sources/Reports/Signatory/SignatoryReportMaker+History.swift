internal import Compliance
internal import Languages
internal import Pledges

extension SignatoryReportMaker {
  /// The entries about the signatory that are seen, and those about everybody that the cells rest on, in ledger order.
  ///
  /// - Parameter period: leaves out what is about another period; nil for all.
  func historyLines(of period: PeriodID?, cells: [CellStatus]) throws(ReportError) -> [HistoryLine] {
    let subjects = subjects()
    let states = attestationStates(of: period)
    let struck = seen.membership.struckEntries
    let acts = Dictionary(
      seen.keys.map { ($0.entry.index, view.actLine($0, of: member.id)) }, uniquingKeysWith: { first, _ in first })
    let removing = Dictionary(grouping: view.removals.all, by: \.target).mapValues { Set($0.map(\.entry.index)) }
    let removals = Dictionary(
      view.removals.all.map { ($0.entry.index, $0) }, uniquingKeysWith: { first, _ in first })
    var lines: [HistoryLine] = []
    for entry in member.entries where view.shows(entry.entry) {
      let index = entry.entry.index
      let subject = subjects[removals[index]?.target ?? index]
      if let period, let own = subject?.period, own != period { continue }
      var line = HistoryLine(
        entry: entry.entry, kind: entry.kind, leaf: entry.leaf, period: subjects[index]?.period,
        commitments: subjects[index]?.commitments ?? [], by: subjects[index]?.by, state: states[index],
        removal: removals[index])
      line.marks = view.rules.marks.marks(of: index)
      line.keyAct = acts[index]
      line.struckBy = struck[index]
      try addWords(to: &line)
      // What a removal takes out of entries that it does not name is known of those that were read. // Format §3
      line.removedBy = (removing[index] ?? []).union(statements.removing[index] ?? []).sorted()
      lines.append(line)
    }
    lines += try shared(by: cells, but: Set(lines.map(\.entry.index)))
    return lines.sorted { $0.entry.index < $1.entry.index }
  }

  private typealias Subject = (period: PeriodID?, commitments: [CommitmentID], by: PartyID?)

  /// What entries are about and who made them, from state.
  private func subjects() -> [EntryIndex: Subject] {
    var subjects: [EntryIndex: Subject] = [:]
    for event in seen.attestations {
      subjects[event.entry.index] = (event.period, event.claims.map(\.commitment), member.id)
    }
    for event in seen.reviews {
      switch event.action {
      case .publish(_, let period, let commitments, _, _):
        subjects[event.entry.index] = (period, commitments, event.reviewer)
      case .withdraw(let review):
        subjects[event.entry.index] = (subjects[review]?.period, [], event.reviewer)
      }
    }
    for event in seen.challenges {
      switch event.action {
      case .open(let challenger, let period, let commitments):
        subjects[event.entry.index] = (period, commitments, challenger)
      case .respond(let challenge):
        subjects[event.entry.index] = (subjects[challenge]?.period, [], member.id)
      case .resolve(let challenge, let panel, let outcomes):
        subjects[event.entry.index] = (subjects[challenge]?.period, outcomes.map(\.commitment), panel)
      case .withdraw(let challenge):
        subjects[event.entry.index] = (subjects[challenge]?.period, [], subjects[challenge]?.by)
      }
    }
    for event in view.state.accord.extensions where view.shows(event.entry) {
      subjects[event.entry.index] = (event.period, event.commitments, nil)
    }
    for event in seen.membership {
      switch event.change {
      case .join(let joining) where joining.basis == .signed: subjects[event.entry.index] = (nil, [], member.id)
      case .subscribe, .unsubscribe, .withdraw: subjects[event.entry.index] = (nil, [], member.id)
      default: continue
      }
    }
    for event in seen.keys {
      switch event.act {
      case .end(_, by: .registrar), .recover: continue
      default: subjects[event.entry.index] = subjects[event.entry.index] ?? (nil, [], member.id)
      }
    }
    return subjects
  }

  /// Entries that decided something in the cells and are not about the signatory alone: versions of the accord,
  /// extensions, checks of its evidence, and what became of keys of others.
  private func shared(by cells: [CellStatus], but known: Set<EntryIndex>) throws(ReportError) -> [HistoryLine] {
    var lines: [EntryIndex: HistoryLine] = [:]
    func add(_ entry: EntryStamp, _ kind: EntryKind, _ commitments: [CommitmentID] = []) {
      guard !known.contains(entry.index) else { return }
      var line =
        lines[entry.index]
        ?? HistoryLine(
          entry: entry, kind: kind, leaf: nil, period: nil, commitments: [], state: nil,
          marks: view.rules.marks.marks(of: entry.index))
      line.commitments += commitments.filter { !line.commitments.contains($0) }
      lines[entry.index] = line
    }
    let checks = Dictionary(
      grouping: view.state.accord.evidenceChecks.lazy.filter { view.shows($0.entry) }, by: \.sha256)
    for cell in cells {
      let trace = cell.trace
      add(trace.accord.entry, EntryKind(.accordPublish))
      if let dropped = trace.dropped { add(dropped.entry, EntryKind(.accordPublish)) }
      switch trace.dutyLimit {
      case .broughtLate(let version), .notRequired(let version): add(version.entry, EntryKind(.accordPublish))
      case nil: break
      }
      for step in trace.extensions { add(step.entry, EntryKind(.deadlineExtend)) }
      for step in trace.evidence {
        for check in checks[step.sha256] ?? [] { add(check.entry, EntryKind(.evidenceCheck), [cell.commitment]) }
      }
      for claim in cell.voidClaims { add(claim.revocation, EntryKind(.keyRevoke)) }
      for entry in cell.noKey?.revocations ?? [] { add(entry, EntryKind(.keyRevoke)) }
      for entry in cell.noKey?.recoveries ?? [] { add(entry, EntryKind(.keyRecover)) }
      let marked = Set(cell.marks.map(\.entry) + cell.because)
      for event in view.state.accord.recoveries where marked.contains(event.entry.index) && view.shows(event.entry) {
        add(event.entry, EntryKind(.keyRecover))
      }
      for event in view.state.accord.objections where marked.contains(event.entry.index) && view.shows(event.entry) {
        add(event.entry, EntryKind(.keyObject))
      }
    }
    for index in lines.keys.sorted() where lines[index]?.kind.known == .evidenceCheck {
      lines[index]?.by = view.signer(try statements.statement(at: index).signingKeys)
    }
    return Array(lines.values)
  }

  /// What became of each attestation: as the chains of all its periods came out. // Status rules §5
  func attestationStates(of period: PeriodID?) -> [EntryIndex: HistoryLine.AttestationState] {
    var states: [EntryIndex: HistoryLine.AttestationState] = [:]
    var named: [EntryIndex: EntryIndex] = [:]
    var periods: [PeriodID] = []
    for event in seen.attestations where period == nil || event.period == period {
      switch event.action {
      case .submit: break
      case .supersede(let target): named[event.entry.index] = target
      case .withdraw(let target):
        named[event.entry.index] = target
        states[event.entry.index] = .withdrawal
      }
      if periods.last != event.period, !periods.contains(event.period) { periods.append(event.period) }
    }
    let cells = periods.flatMap { $0 == self.period?.id ? statuses : view.rules.cells(of: seen, period: $0) }
    let steps = cells.flatMap(\.trace.chain).sorted { $0.entry.index < $1.entry.index }
    let used = Set(steps.map(\.entry.index))
    for held in cells.flatMap(\.trace.heldBack) where held.isOfAttestation && !used.contains(held.entry.index) {
      states[held.entry.index] = .heldBack
    }
    // What is void or held back takes nothing out, and what nothing took out is not called superseded.
    for step in steps {
      switch step.effect {
      case .voided: states[step.entry.index] = .void
      case .superseded: if let target = named[step.entry.index] { states[target] = .superseded }
      case .withdrawn: if let target = named[step.entry.index] { states[target] = .withdrawn }
      case .submitted: continue
      }
    }
    for cell in cells {
      if let head = cell.trace.head { states[head] = .stands }
    }
    return states
  }

  /// The reason an entry gives, and what a restatement of the report's period changed.
  private func addWords(to line: inout HistoryLine) throws(ReportError) {
    switch line.kind.known {
    case .attestationSupersede, .attestationWithdraw, .signatorySuspend, .signatoryReinstate, .signatoryDelist,
      .signatoryWithdraw, .signatoryUpdate, .keyRevoke, .keyObject, .reviewWithdraw, .challengeWithdraw:
      break
    default: return
    }
    switch try statements.statement(at: line.entry.index).statement.predicate {
    case .attest(let attestation):
      guard let supersession = attestation.supersession else { return }
      line.reason = .change(supersession.reason)
      line.note = Detached(plain: supersession.changeNote)
      line.changes = try changes(attestation, from: supersession.supersedes.index)
    case .withdrawAttestation(let withdrawal):
      line.reason = .change(withdrawal.reason)
      line.note = Detached(plain: withdrawal.changeNote)
    case .suspend(let change), .reinstate(let change), .delist(let change):
      line.reason = .standing(change.reason)
      line.note = change.note.map { Detached(plain: $0) }
      line.decision = change.decision
    case .withdraw(let withdrawal): line.note = withdrawal.text
    case .withdrawReview(let withdrawal): line.note = withdrawal.text
    case .withdrawChallenge(let withdrawal): line.note = withdrawal.text
    case .update(let update):
      line.by = view.signer(try statements.statement(at: line.entry.index).signingKeys)
      line.reason = .update(update.reason)
      line.successor = update.successor.map { view.successor($0, of: member.id, named: line.entry) }
    case .keyObject(let objection): line.note = objection.text
    case .keyRevoke(let revocation): line.reason = .revocation(revocation.reason)
    default: return
    }
  }

  private func changes(_ attestation: Attestation, from index: EntryIndex) throws(ReportError) -> [ClaimChange] {
    let earlier = try self.attestation(at: index)
    return attestation.claims.compactMap { after in
      earlier.claims.first { $0.commitment == after.commitment }.map {
        ClaimChange(commitment: after.commitment, before: $0, after: after)
      }
    }
  }
}

extension Detached<TextMap> {
  /// A text whose language nobody said, where one in several languages may stand: the same disclosure.
  fileprivate init(plain text: Detached<String>) {
    self.init(text.digest)
  }
}

extension HeldBack {
  fileprivate var isOfAttestation: Bool {
    switch act {
    case .withdrawal, .noClaim: true
    case .challengeWithdrawal, .reviewWithdrawal: false
    }
  }
}

extension [MembershipEvent] {
  /// The entries taken out as entered in error, each with the entry that did it. // Status rules §3
  var struckEntries: [EntryIndex: EntryIndex] {
    var struck: [EntryIndex: EntryIndex] = [:]
    for (place, event) in enumerated() {
      guard case .strike = event.change else { continue }
      let left = Set(Array(self[...place]).withoutStruck.map(\.entry.index))
      for former in self[..<place] where !left.contains(former.entry.index) && struck[former.entry.index] == nil {
        struck[former.entry.index] = event.entry.index
      }
    }
    return struck
  }
}
