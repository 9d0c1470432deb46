internal import Compliance
internal import Pledges

/// How many cells are what, each counted once: what was owed adds up to `required`. // Status rules §11
struct Tally {
  /// Reports owed.
  var required = 0
  var onTime = 0
  var late = 0
  /// Recorded, and makes no claim, with its reason.
  var noClaim = 0
  var upcoming = 0
  var open = 0
  var overdue = 0
  var missing = 0
  /// Of the reports owed and recorded with a claim.
  var withEvidence = 0
  var withCheckedEvidence = 0
  var reviewed = 0
  /// Asked for, not owed.
  var encouraged = 0
  var encouragedReported = 0
  /// Neither owed nor asked for, and recorded.
  var voluntary = 0

  /// Owed and recorded with a claim.
  var reported: Int { onTime + late }

  init(_ cells: some Sequence<CellStatus>) {
    for cell in cells {
      if cell.submission == .voluntary { voluntary += 1 }
      switch cell.duty {
      case .required: add(owed: cell)
      case .encouraged:
        encouraged += 1
        if cell.submission.isReported { encouragedReported += 1 }
      default: continue
      }
    }
  }

  private mutating func add(owed cell: CellStatus) {
    required += 1
    switch (cell.submission, cell.noClaim) {
    case (.onTime, _): onTime += 1
    case (.late, _): late += 1
    case (_, .some): noClaim += 1
    case (.upcoming, _): upcoming += 1
    case (.open, _): open += 1
    case (.overdue, _): overdue += 1
    default: missing += 1
    }
    guard cell.submission.isReported else { return }
    if cell.evidence != .none { withEvidence += 1 }
    if cell.evidence == .checked { withCheckedEvidence += 1 }
    if cell.assurance != .noAssurance { reviewed += 1 }
  }
}
