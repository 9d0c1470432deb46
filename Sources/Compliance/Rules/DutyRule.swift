internal import Pledges

extension Duty {
  /// The duty of a member or non-member for one commitment of a period; the first row that fits. // Status rules §4
  ///
  /// Row 1, a register, is decided before there is a period to ask about. `limit` is why something that the governing
  /// version requires is only encouraged.
  init(_ membership: MembershipTrace, commitment: CommitmentRules, rules: PeriodRules, limit: inout DutyLimit?) {
    // Row 2.
    if rules.dropped != nil {
      self = .dropped
      return
    }
    guard membership.isMember, let kind = membership.kind, let base = membership.base else {
      self = .notMember
      return
    }
    if membership.basis == .publicSource {
      self = .listed  // Row 3.
    } else if !commitment.appliesTo.includes(kind: kind, traits: membership.traits) {
      self = .notApplicable  // Row 4.
    } else if !membership.subscription.includes(commitment.id) {
      self = .notSubscribed  // Row 5.
    } else if rules.wasOver || base.saturating(addingDays: rules.firstReportAfterDays) > rules.period.end {
      self = .notYetDue  // Row 6. Exactly at the end of the period is bound.
    } else if membership.isSuspended {
      self = .suspended  // Row 7.
    } else if commitment.obligation == .required {
      limit = rules.ceiling.limit(commitment.id, kind: kind, traits: membership.traits)
      self = limit == nil ? .required : .encouraged  // Rows 8 and 9.
    } else {
      self = .encouraged  // Row 9.
    }
  }
}
