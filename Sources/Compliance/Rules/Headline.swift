internal import Pledges

extension HeadlineRow {
  /// What the headline says; the first row that fits. // Status rules §9
  init(duty: Duty, submission: Submission) {
    if !duty.isBound, submission != .voluntary {
      self = .duty
    } else if submission.hasClaim {
      self = .claim
    } else {
      self = .submission
    }
  }

  /// The headline's code.
  func headline(duty: Duty, submission: Submission, claim: PlainID?) -> String {
    switch self {
    case .duty: duty.rawValue
    // The row is that of a cell with a claim.
    case .claim: claim?.text ?? submission.rawValue
    case .submission: submission.rawValue
    }
  }
}
