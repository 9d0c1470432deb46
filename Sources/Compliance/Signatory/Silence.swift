public import Pledges

/// A closed period for which not all is recorded that was due. // Status rules §10 †
public struct SilentPeriod: Sendable, Equatable {
  public var period: PeriodID
  /// How many of the reports due are recorded, in time or late.
  public var recorded: Int
  /// How many were due; those that count for nothing, since too few keys were left to sign, are not among them.
  public var due: Int

  public init(period: PeriodID, recorded: Int, due: Int) {
    self.period = period
    self.recorded = recorded
    self.due = due
  }
}

/// The unbroken silence of a signatory up to the report's instant, and what its standing asks besides.
struct Silence {
  /// The newest first, as far back as the run that makes a signatory eligible for delisting.
  private(set) var periods: [SilentPeriod] = []
  /// Whether a report was owed or asked for in some period that was looked at.
  private(set) var isBoundSomewhere = false
  /// Whether the run is as long as the accord says.
  private(set) var isEligible = false

  init(of history: SignatoryHistory, rules: StatusRules) {
    // Of the accord in force now. Less than one period is no run: nobody becomes eligible by it.
    let run = rules.governing.inForce?.document.membership.delistEligibleAfterPeriods ?? 2
    // Counted backwards, since the last few decide. What has not opened yet binds nobody here, and cannot be closed.
    for period in rules.owedPeriods.reversed() where period.opens <= rules.visibility.asOf {
      guard let prepared = rules.periodRules[period.id] else { continue }
      let record = PeriodRecord(
        PeriodEvaluation(
          of: history, rules: prepared, voiding: rules.voiding, marks: rules.marks, visibility: rules.visibility))
      if record.isBound { isBoundSomewhere = true }
      // Periods without a required cell are passed over: they neither break nor lengthen a run.
      guard record.isClosedDuty else { continue }
      guard record.missing > 0 else { return }
      periods.append(SilentPeriod(period: period.id, recorded: record.owed - record.missing, due: record.owed))
      if run >= 1, periods.count >= run {
        isEligible = true
        return
      }
    }
  }
}

extension StatusRules {
  /// The closed periods in a row, the newest first, for which not all is recorded that was due: what the standings
  /// `non-communicating` and `delisting-eligible` rest on. Empty for whoever has another standing. // Status rules §10 †
  public func silence(of history: SignatoryHistory) -> [SilentPeriod] {
    membershipStanding(of: history) == nil ? Silence(of: history, rules: self).periods : []
  }
}

/// What standing asks about a period.
private struct PeriodRecord {
  var isBound = false
  /// The cells for which a report is owed.
  var owed = 0
  /// Those of them for which none is recorded though the grace is over. Filing late ends the silence, also in retrospect.
  var missing = 0
  /// Some cell is owed, and for every such cell the grace is over.
  var isClosedDuty = false

  init(_ evaluation: PeriodEvaluation) {
    var closed = 0
    for (position, duty) in evaluation.duties.enumerated() {
      if duty.isBound { isBound = true }
      guard duty == .required else { continue }
      // Who could not sign is not silent; a period with nothing else is as if it had no such cell. // Status rules §10
      if evaluation.noKey?.excuses == true, evaluation.submissions[position] == .missing { continue }
      owed += 1
      if evaluation.visibility.asOf > evaluation.deadlines[position].close { closed += 1 }
      if evaluation.submissions[position] == .missing { missing += 1 }
    }
    isClosedDuty = owed > 0 && closed == owed
  }
}
