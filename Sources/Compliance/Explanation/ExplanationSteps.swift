internal import Pledges

/// The steps of an explanation, laid out from a cell and its trace.
struct ExplanationSteps {
  private(set) var steps: [Explanation.Step] = []

  init(of cell: CellStatus) {
    let trace = cell.trace
    guard let period = trace.period, let due = trace.due, let close = trace.close else {
      add(1, .register(trace.accord), [trace.accord.entry.index])
      add(4, row: cell.duty.row, .duty(cell.duty))
      add(9, row: trace.headlineRow.rawValue, .headline(cell.shownCode, trace.headlineRow))
      return
    }
    add(1, .governs(trace.accord, period: period.id), [trace.accord.entry.index])
    if let version = trace.dropped { add(1, .dropped(version, period: period.id), [version.entry.index]) }
    for step in trace.extensions { add(2, .extended(step), [step.entry.index]) }
    add(2, .window(opens: period.opens, due: due, close: close, isRetroactive: cell.retroactiveExtension))
    addMembership(trace)
    if let limit = trace.dutyLimit { add(4, .dutyLimit(limit), [limit.version.entry.index]) }
    add(4, row: cell.duty.row, .duty(cell.duty))
    addChain(cell)
    add(6, row: cell.submission.row, .submission(cell.submission, daysLate: cell.daysLate))
    addOpinions(cell)
    add(9, row: trace.headlineRow.rawValue, .headline(cell.shownCode, trace.headlineRow))
  }

  private mutating func addMembership(_ trace: CellTrace) {
    guard let membership = trace.membership, let probe = trace.probe else { return }
    for step in membership.steps { add(3, .membership(step), [step.entry.index]) }
    add(3, .memberAsOf(probe: probe, membership))
    guard !trace.suspension.isEmpty else { return }
    for step in trace.suspension { add(3, .suspension(step), [step.entry.index]) }
    add(3, .suspendedAsOf(probe: probe, isSuspended: membership.isSuspended))
  }

  private mutating func addChain(_ cell: CellStatus) {
    let trace = cell.trace
    for (step, target) in zip(trace.chain, trace.withdrawnTargets) {
      if let target {
        add(5, .withdrawal(step.entry, of: target), [step.entry.index])
      } else if step.effect == .voided {
        let causes = cell.voidClaims.filter { $0.attestation == step.entry.index && $0.voids }.map(\.revocation.index)
        add(5, .voided(step.entry, by: Array(Set(causes)).sorted()), [step.entry.index])
      } else {
        add(5, .attestation(step), [step.entry.index])
      }
    }
    if let withdrawal = trace.withdrawal {
      add(5, .withdrawnHead(withdrawal.target, by: withdrawal.entry), [withdrawal.target, withdrawal.entry])
    } else if trace.head == nil, cell.hasVoidReport {
      add(5, .voidHead)
    } else {
      add(5, .head(trace.head, first: trace.first), trace.head.map { [$0] } ?? [])
    }
  }

  /// What others said about the cell; nothing is listed where nobody said anything.
  private mutating func addOpinions(_ cell: CellStatus) {
    let trace = cell.trace
    if !trace.challenges.isEmpty {
      for step in trace.challenges { add(8, .challenge(step), [step.entry.index]) }
      if cell.flags.contains(.responseOverdue) { add(7, .responseOverdue) }
      add(8, .dispute(cell.dispute))
    }
    if !trace.reviews.isEmpty {
      for step in trace.reviews { add(8, .review(step), [step.entry.index]) }
      add(8, .assurance(cell.assurance, cell.conclusion))
    }
    if !trace.evidence.isEmpty {
      for step in trace.evidence { add(8, .evidenceItem(step), step.check.map { [$0.entry.index] } ?? []) }
      add(8, .evidence(cell.evidence))
    }
  }

  private mutating func add(
    _ section: Int, row: Int? = nil, _ fact: Explanation.Fact, _ entries: [EntryIndex] = []
  ) {
    steps.append(Explanation.Step(rule: Explanation.RuleReference(section, row: row), entries: entries, fact: fact))
  }
}

extension DutyLimit {
  /// The version that limits the duty.
  public var version: CellTrace.PublishedVersion {
    switch self {
    case .broughtLate(let version), .notRequired(let version): version
    }
  }
}

extension CellStatus {
  /// What is shown: a report that makes no claim is no silence, whatever the state of the submission. // Status rules §9
  fileprivate var shownCode: String {
    trace.headlineRow == .submission && noClaim != nil ? PlainID.noClaim.text : headline
  }
}
