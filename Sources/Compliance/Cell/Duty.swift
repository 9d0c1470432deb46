/// What a signatory owes in a cell. The rows of Status rules §4, in their order.
public enum Duty: String, Sendable, CaseIterable {
  case noReporting = "no-reporting"
  /// A later version left the period out in time: nobody owes it.
  case dropped
  case notMember = "not-member"
  /// A member on the basis of a public source, which has no key here and cannot file.
  case listed
  case notApplicable = "not-applicable"
  case notSubscribed = "not-subscribed"
  case notYetDue = "not-yet-due"
  case suspended
  case required
  case encouraged

  /// The row of Status rules §4 that gives this duty; each duty has one, and row 2 has two duties.
  public var row: Int {
    switch self {
    case .noReporting: 1
    case .dropped, .notMember: 2
    case .listed: 3
    case .notApplicable: 4
    case .notSubscribed: 5
    case .notYetDue: 6
    case .suspended: 7
    case .required: 8
    case .encouraged: 9
    }
  }

  /// Whether a report is owed or at least asked for.
  public var isBound: Bool { self == .required || self == .encouraged }
}
