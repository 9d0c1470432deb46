internal import Compliance
internal import Pledges

/// The one thing that a cell shows: what was claimed, or why nothing is. // Status rules §9
///
/// Each case has one label, one letter, one mark and one colour, in `StateTable`, and no other has any of them.
enum CellState: Hashable, Sendable {
  /// A claim of this value stands.
  case claim(PlainID)
  /// A report is recorded and makes no claim, with its reason: that is no silence.
  case noClaim
  case waiting(Waiting)
  case unbound(Unbound)

  /// A report is owed or asked for, and none is recorded.
  enum Waiting: String, Sendable, CaseIterable {
    case upcoming, open, overdue
    /// It was owed, and the grace is over.
    case missing
    /// It was asked for and not owed, and the due date is over.
    case notReported = "not-reported"
  }

  /// Nothing is owed or asked for.
  enum Unbound: String, Sendable, CaseIterable {
    case noReporting = "no-reporting"
    case dropped
    case notMember = "not-member"
    case listed
    case notApplicable = "not-applicable"
    case notSubscribed = "not-subscribed"
    case notYetDue = "not-yet-due"
    case suspended
  }

  /// The states that the rules define; the claims of an accord come in front of them.
  static let ofRules = [noClaim] + Waiting.allCases.map(waiting) + Unbound.allCases.map(unbound)

  /// As the language files have it; of a claim the accord's own word.
  var code: String {
    switch self {
    case .claim(let value): value.text
    case .noClaim: "no-claim"
    case .waiting(let waiting): waiting.rawValue
    case .unbound(let unbound): unbound.rawValue
    }
  }

  init(_ cell: CellStatus) {
    if cell.submission.hasClaim, let claim = cell.claim {
      self = .claim(claim)
    } else if let unbound = Unbound(rawValue: cell.duty.rawValue) {
      self = .unbound(unbound)
    } else {
      self.init(waitingFor: cell.submission, noClaim: cell.noClaim)
    }
  }

  /// Of what is bound and has no claim.
  init(waitingFor submission: Submission, noClaim: EntryIndex?) {
    // Each such submission is a way of waiting.
    self = noClaim == nil ? .waiting(Waiting(rawValue: submission.rawValue) ?? .open) : .noClaim
  }
}
