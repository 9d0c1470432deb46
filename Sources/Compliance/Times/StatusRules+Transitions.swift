public import Pledges

extension StatusRules {
  /// When time alone can change what the rules say of a signatory's cells of a period. // Status rules §2–§8
  public func transitions(of history: SignatoryHistory, period: PeriodID) -> Transitions {
    var transitions = Transitions()
    guard let rules = periodRules[period] else { return transitions }
    transitions.add(from: rules.period.opens)
    transitions.formUnion(membershipTransitions(of: history))
    transitions.formUnion(keyTransitions(of: history.keys))
    let cells = cells(of: history, period: period)
    for (cell, commitment) in zip(cells, rules.commitments) {
      if let due = cell.due { transitions.add(after: due) }
      if let close = cell.close { transitions.add(after: close) }
      guard let days = commitment.evidenceMaxAgeDays else { continue }
      for check in cell.trace.evidence.compactMap(\.check) {
        transitions.add(after: check.entry.recorded.saturating(addingDays: days))
      }
    }
    for challenge in challenges(of: history) where challenge.period == period {
      addReply(to: challenge, of: history, to: &transitions)
    }
    return transitions
  }

  /// When time alone can change how a signatory stands, who it is, or what is said of any of its periods.
  /// // Status rules §10, §11
  public func transitions(of history: SignatoryHistory) -> Transitions {
    var transitions = membershipTransitions(of: history)
    transitions.formUnion(keyTransitions(of: history.keys))
    for version in governing.versions { transitions.add(from: version.document.effectiveFrom) }
    for period in periods { transitions.formUnion(self.transitions(of: history, period: period.id)) }
    return transitions
  }

  /// When recovered keys and higher thresholds come in. // Format §3
  public func keyTransitions(of events: [OwnerEvent]) -> Transitions {
    var transitions = Transitions()
    for instant in events.filter({ visibility.shows($0.entry) }).arrivals { transitions.add(from: instant) }
    return transitions
  }

  private func membershipTransitions(of history: SignatoryHistory) -> Transitions {
    var transitions = Transitions()
    for event in history.membership where visibility.shows(event.entry) { transitions.add(from: event.effective) }
    return transitions
  }

  /// A reply is due up to an instant, and that one moves by a day with each day of too few keys. // Status rules §7
  private func addReply(
    to challenge: ChallengeCourse, of history: SignatoryHistory, to transitions: inout Transitions
  ) {
    guard let due = replyDue(to: challenge, of: history) else { return }
    transitions.add(after: due)
    let isShort = history.keys.filter { visibility.shows($0.entry) }.shortages(through: visibility.asOf)
      .contains { $0.to > visibility.asOf }
    guard isShort else { return }
    let recorded = challenge.entry.recorded
    let day = visibility.asOf.daysRoundedUp(after: recorded)
    for count in day - 1...day + 1 { transitions.add(from: recorded.advanced(byDays: count)) }
  }
}
