internal import Compliance
internal import Pledges

extension SignatoryReportMaker {
  /// Every entry about the signatory that is seen, in ledger order.
  func historyLines() throws(ReportError) -> [HistoryLine] {
    let subjects = subjects()
    let states = attestationStates()
    let redactions = Dictionary(
      seen.attestations.compactMap { event in event.redaction.map { (event.entry.index, $0.by) } },
      uniquingKeysWith: { first, _ in first })
    var lines: [HistoryLine] = []
    let entries = member.entries
    lines.reserveCapacity(entries.count)
    for entry in entries where view.shows(entry.entry) {
      let index = entry.entry.index
      var line = HistoryLine(
        entry: entry.entry, kind: entry.kind, leaf: entry.leaf, period: subjects[index]?.period,
        commitments: subjects[index]?.commitments ?? [], state: states[index], redactedBy: nil, changes: [])
      if let by = redactions[index], view.shows(by) {
        line.redactedBy = by.index
      } else if let by = view.state.redactions[index],
        entries.contains(where: { $0.entry.index == by && view.shows($0.entry) })
      {
        line.redactedBy = by
      }
      try addWords(to: &line)
      lines.append(line)
    }
    return lines
  }

  private typealias Subject = (period: PeriodID?, commitments: [CommitmentID])

  /// What attestations, reviews and challenges are about, from state.
  private func subjects() -> [EntryIndex: Subject] {
    var subjects: [EntryIndex: Subject] = [:]
    for event in seen.attestations {
      let listed = event.redaction.map { $0.commitments ?? [] } ?? event.claims.map(\.commitment)
      subjects[event.entry.index] = (event.period, listed)
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
    var periods: [PeriodID] = []
    for event in seen.attestations {
      if case .withdraw = event.action {
        states[event.entry.index] = .withdrawal
      } else {
        states[event.entry.index] = .superseded
      }
      if periods.last != event.period, !periods.contains(event.period) { periods.append(event.period) }
    }
    for event in seen.attestations {
      if case .withdraw(let named) = event.action, states[named] == .superseded { states[named] = .withdrawn }
    }
    for period in periods {
      let cells = period == self.period?.id ? statuses : view.rules.cells(of: seen, period: period)
      for cell in cells {
        for step in cell.trace.chain where step.effect == .voided { states[step.entry.index] = .void }
        if let head = cell.trace.head { states[head] = .stands }
      }
    }
    for event in seen.attestations where event.redaction != nil { states[event.entry.index] = .redacted }
    return states
  }

  /// The reason an entry gives, and what a restatement of the report's period changed.
  private func addWords(to line: inout HistoryLine) throws(ReportError) {
    switch line.kind.known {
    case .attestationSupersede, .attestationWithdraw:
      guard line.period == period?.id, line.redactedBy == nil else { return }
    case .signatorySuspend, .signatoryReinstate, .signatoryDelist, .signatoryWithdraw, .signatoryUpdate, .keyRevoke:
      break
    default: return
    }
    switch try statements.statement(at: line.entry.index)?.statement.predicate {
    case .attest(let attestation):
      guard let supersession = attestation.supersession else { return }
      line.reason = supersession.reason.rawValue
      line.note = TextMap(plain: supersession.changeNote)
      line.changes = try changes(attestation, from: supersession.supersedes.index)
    case .withdrawAttestation(let withdrawal):
      line.reason = withdrawal.reason.rawValue
      line.note = TextMap(plain: withdrawal.changeNote)
    case .suspend(let change), .reinstate(let change), .delist(let change): line.note = TextMap(plain: change.reason)
    case .withdraw(let withdrawal): line.note = withdrawal.text
    case .update(let update): line.reason = update.reason.rawValue
    case .keyRevoke(let revocation): line.reason = revocation.reason.rawValue
    default: return
    }
  }

  private func changes(_ attestation: Attestation, from index: EntryIndex) throws(ReportError) -> [ClaimChange] {
    guard case .attest(let earlier) = try statements.statement(at: index)?.statement.predicate else { return [] }
    return attestation.claims.compactMap { after in
      earlier.claims.first { $0.commitment == after.commitment }.map {
        ClaimChange(commitment: after.commitment, before: $0, after: after)
      }
    }
  }
}
