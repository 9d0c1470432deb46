internal import Pledges

extension Submission {
  /// What was filed, and when; the first row that fits. // Status rules §6
  init(_ chain: Chain, duty: Duty, deadline: Deadline, opens: Instant, asOf: Instant) {
    if chain.hasClaim {
      if !duty.isBound {
        self = .voluntary  // Row 1.
      } else if let first = chain.first, first <= deadline.due {
        self = .onTime  // Row 2.
      } else {
        self = .late  // Row 3.
      }
    } else if !duty.isBound {
      self = .none  // Row 4.
    } else if asOf < opens {
      self = .upcoming  // Row 5.
    } else if asOf <= deadline.due {
      self = .open  // Row 6.
    } else if duty == .encouraged {
      self = .notReported  // Row 7.
    } else if asOf <= deadline.close {
      self = .overdue  // Row 8.
    } else {
      self = .missing  // Row 9.
    }
  }
}
