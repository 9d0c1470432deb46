internal import Compliance
internal import Languages
internal import Pledges

extension SignatoryReportMaker {
  /// Every entry about the signatory that is seen, in ledger order.
  func historyLines() throws(ReportError) -> [HistoryLine] {
    let subjects = subjects()
    let states = attestationStates()
    let struck = seen.membership.struckEntries
    let acts = Dictionary(
      seen.keys.map { ($0.entry.index, view.actLine($0, of: member.id)) }, uniquingKeysWith: { first, _ in first })
    let removing = Dictionary(grouping: view.removals.all, by: \.target).mapValues { Set($0.map(\.entry.index)) }
    let removals = Dictionary(
      view.removals.all.map { ($0.entry.index, $0) }, uniquingKeysWith: { first, _ in first })
    var lines: [HistoryLine] = []
    let entries = member.entries
    lines.reserveCapacity(entries.count)
    for entry in entries where view.shows(entry.entry) {
      let index = entry.entry.index
      var line = HistoryLine(
        entry: entry.entry, kind: entry.kind, leaf: entry.leaf, period: subjects[index]?.period,
        commitments: subjects[index]?.commitments ?? [], state: states[index], removal: removals[index])
      line.marks = view.rules.marks.marks(of: index)
      line.keyAct = acts[index]
      line.struckBy = struck[index]
      try addWords(to: &line)
      // What a removal takes out of entries that it does not name is known of those that were read. // Format §3
      line.removedBy = (removing[index] ?? []).union(statements.removing[index] ?? []).sorted()
      lines.append(line)
    }
    return lines
  }

  private typealias Subject = (period: PeriodID?, commitments: [CommitmentID])

  /// What attestations, reviews and challenges are about, from state.
  private func subjects() -> [EntryIndex: Subject] {
    var subjects: [EntryIndex: Subject] = [:]
    for event in seen.attestations {
      subjects[event.entry.index] = (event.period, event.claims.map(\.commitment))
    }
    for event in seen.reviews {
      guard case .publish(_, let period, let commitments, _, _) = event.action else { continue }
      subjects[event.entry.index] = (period, commitments)
    }
    for event in seen.challenges {
      guard case .open(_, let period, let commitments) = event.action else { continue }
      subjects[event.entry.index] = (period, commitments)
    }
    return subjects
  }

  /// What became of each attestation: as the chains of all its periods came out. // Status rules §5
  private func attestationStates() -> [EntryIndex: HistoryLine.AttestationState] {
    var states: [EntryIndex: HistoryLine.AttestationState] = [:]
    var named: [EntryIndex: EntryIndex] = [:]
    var periods: [PeriodID] = []
    for event in seen.attestations {
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
    case .attestationSupersede, .attestationWithdraw: guard line.period == period?.id else { return }
    case .signatorySuspend, .signatoryReinstate, .signatoryDelist, .signatoryWithdraw, .signatoryUpdate, .keyRevoke,
      .keyObject, .reviewWithdraw, .challengeWithdraw:
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
  fileprivate var struckEntries: [EntryIndex: EntryIndex] {
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
