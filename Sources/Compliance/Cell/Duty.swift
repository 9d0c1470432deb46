/// What a signatory owes in a cell. The rows of Status rules §4, in their order.
public enum Duty: String, Sendable, CaseIterable {
  case noReporting = "no-reporting"
  case notMember = "not-member"
  case notApplicable = "not-applicable"
  case notSubscribed = "not-subscribed"
  case notYetDue = "not-yet-due"
  case suspended
  case required
  case encouraged

  /// The row of Status rules §4 that gives this duty; each duty has one.
  public var row: Int {
    switch self {
    case .noReporting: 1
    case .notMember: 2
    case .notApplicable: 3
    case .notSubscribed: 4
    case .notYetDue: 5
    case .suspended: 6
    case .required: 7
    case .encouraged: 8
    }
  }

  /// Whether a report is owed or at least asked for.
  public var isBound: Bool { self == .required || self == .encouraged }
}
