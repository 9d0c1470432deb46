/// Whether and when something was claimed in a cell. The rows of Status rules §6, in their order.
public enum Submission: String, Sendable, CaseIterable {
  case voluntary
  case onTime = "on-time"
  case late
  case none
  case upcoming
  case open
  case notReported = "not-reported"
  case overdue
  case missing

  /// The row of Status rules §6 that gives this submission; each has one.
  public var row: Int {
    switch self {
    case .voluntary: 1
    case .onTime: 2
    case .late: 3
    case .none: 4
    case .upcoming: 5
    case .open: 6
    case .notReported: 7
    case .overdue: 8
    case .missing: 9
    }
  }

  /// Whether a claim stands.
  public var hasClaim: Bool { self == .voluntary || isReported }

  /// Whether what was owed or asked for was filed, in time or not. // Status rules §11
  public var isReported: Bool { self == .onTime || self == .late }
}
