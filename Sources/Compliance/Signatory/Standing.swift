public import Pledges

/// How a signatory stands at the report's instant. It changes no cell. // Status rules §10 †
public enum Standing: String, Sendable, CaseIterable {
  case notMember = "not-member"
  case succeeded
  case delisted
  case withdrawn
  /// On the basis of a public source: it has no key here and cannot file.
  case listed
  case suspended
  case active
  case new
  case delistingEligible = "delisting-eligible"
  case nonCommunicating = "non-communicating"
}

extension StatusRules {
  /// The standing of a signatory; the first row that fits. // Status rules §10 †
  public func standing(of history: SignatoryHistory) -> Standing {
    if let standing = membershipStanding(of: history) { return standing }
    let periods = owedPeriods
    if periods.isEmpty { return .active }

    // Of the accord in force now. Less than one period is no run: nobody becomes eligible by it.
    let run = governing.inForce?.document.membership.delistEligibleAfterPeriods ?? 2
    var isBoundSomewhere = false
    // The unbroken silence up to now, in closed periods. It is counted backwards, since the last few decide.
    var silence: Int64 = 0
    // What has not opened yet binds nobody here, and cannot be closed.
    for period in periods.reversed() where period.opens <= visibility.asOf {
      guard let rules = periodRules[period.id] else { continue }
      let record = PeriodRecord(
        PeriodEvaluation(
          of: history, rules: rules, voiding: voiding, marks: marks, visibility: visibility))
      if record.isBound { isBoundSomewhere = true }
      // Periods without a required cell are passed over: they neither break nor lengthen a run.
      guard record.isClosedDuty else { continue }
      guard record.isSilent else { break }
      silence += 1
      if run >= 1, silence >= run { return .delistingEligible }
    }
    if !isBoundSomewhere { return .new }
    return silence > 0 ? .nonCommunicating : .active
  }

  /// The rows that membership alone decides, or nil for an ordinary member.
  private func membershipStanding(of history: SignatoryHistory) -> Standing? {
    let visible = history.membership.filter { visibility.shows($0.entry) }
    let standing = visible.standing(at: visibility.asOf)
    // Nobody was a member of any kind before a join counted.
    guard let basis = standing.basis else { return .notMember }
    var ended: Standing?
    for event in visible.withoutStruck where event.effective <= visibility.asOf {
      switch event.change {
      case .join: ended = nil
      case .withdraw: ended = .withdrawn
      case .delist: ended = .delisted
      case .update(_, _, succeeded: true): ended = .succeeded
      default: continue
      }
    }
    if let ended { return ended }
    if basis == .publicSource { return .listed }
    return standing.isSuspended ? .suspended : nil
  }
}

/// What standing asks about a period.
private struct PeriodRecord {
  var isBound = false
  /// Some cell is owed, and for every such cell the grace is over.
  var isClosedDuty = false
  /// Some owed cell is missing. Filing late ends the silence, also in retrospect.
  var isSilent = false

  init(_ evaluation: PeriodEvaluation) {
    var owed = 0
    var closed = 0
    for (position, duty) in evaluation.duties.enumerated() {
      if duty.isBound { isBound = true }
      guard duty == .required else { continue }
      // Who could not sign is not silent; a period with nothing else is as if it had no such cell. // Status rules §10
      if evaluation.noKey?.excuses == true, evaluation.submissions[position] == .missing { continue }
      owed += 1
      if evaluation.visibility.asOf > evaluation.deadlines[position].close { closed += 1 }
      if evaluation.submissions[position] == .missing { isSilent = true }
    }
    isClosedDuty = owed > 0 && closed == owed
  }
}
