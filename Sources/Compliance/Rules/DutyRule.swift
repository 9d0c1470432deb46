internal import Pledges

extension Duty {
  /// The duty of a member or non-member for one commitment of a period; the first row that fits. // Status rules §4
  ///
  /// Row 1, a register, is decided before there is a period to ask about.
  init(_ membership: MembershipTrace, isSuspended: Bool, commitment: CommitmentRules, rules: PeriodRules) {
    // Row 2.
    guard membership.isMember, let kind = membership.kind, let base = membership.base else {
      self = .notMember
      return
    }
    if !commitment.appliesTo.includes(kind: kind, traits: membership.traits) {
      self = .notApplicable  // Row 3.
    } else if !membership.subscription.includes(commitment.id) {
      self = .notSubscribed  // Row 4.
    } else if base.saturating(addingDays: rules.firstReportAfterDays) > rules.period.end {
      self = .notYetDue  // Row 5. Exactly at the end of the period is bound.
    } else if isSuspended {
      self = .suspended  // Row 6.
    } else {
      self = commitment.obligation == .required ? .required : .encouraged  // Rows 7 and 8.
    }
  }
}
