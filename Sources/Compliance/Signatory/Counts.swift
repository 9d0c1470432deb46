internal import Pledges

/// How many cells are what, over any set of cells. Shown as "7 of 9", never as a lone percentage. // Status rules §11
public struct Counts: Hashable, Sendable {
  public var required = 0
  public var reported = 0
  public var onTime = 0
  public var late = 0
  public var overdue = 0
  public var missing = 0
  public var withEvidence = 0
  public var withCheckedEvidence = 0
  public var reviewed = 0
  /// Asked for, not owed: apart, and never added to the above.
  public var encouraged = 0
  public var encouragedReported = 0
  public var voluntary = 0

  public init() {}

  /// Counts one more cell.
  public mutating func add(_ cell: CellStatus) {
    if cell.submission == .voluntary { voluntary += 1 }
    switch cell.duty {
    case .required: addRequired(cell)
    case .encouraged:
      encouraged += 1
      if cell.submission.isReported { encouragedReported += 1 }
    default: break
    }
  }

  private mutating func addRequired(_ cell: CellStatus) {
    required += 1
    switch cell.submission {
    case .onTime: onTime += 1
    case .late: late += 1
    case .overdue: overdue += 1
    case .missing: missing += 1
    default: break
    }
    guard cell.submission.isReported else { return }
    reported += 1
    if cell.evidence != .none { withEvidence += 1 }
    if cell.evidence == .checked { withCheckedEvidence += 1 }
    if cell.assurance != .noAssurance { reviewed += 1 }
  }

  /// The counts of two sets of cells that have none in common.
  public static func + (left: Counts, right: Counts) -> Counts {
    var sum = left
    sum.required += right.required
    sum.reported += right.reported
    sum.onTime += right.onTime
    sum.late += right.late
    sum.overdue += right.overdue
    sum.missing += right.missing
    sum.withEvidence += right.withEvidence
    sum.withCheckedEvidence += right.withCheckedEvidence
    sum.reviewed += right.reviewed
    sum.encouraged += right.encouraged
    sum.encouragedReported += right.encouragedReported
    sum.voluntary += right.voluntary
    return sum
  }
}

extension StatusRules {
  /// The counts over any set of cells: one signatory and period, one period, one commitment. // Status rules §11
  public static func counts(_ cells: some Sequence<CellStatus>) -> Counts {
    var counts = Counts()
    for cell in cells { counts.add(cell) }
    return counts
  }
}
