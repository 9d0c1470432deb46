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
    // A claim that a redaction made unknown. // Status rules §9 †
    case .claim: claim?.text ?? Flag.redacted.rawValue
    case .submission: submission.rawValue
    }
  }
}
