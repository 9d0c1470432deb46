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
  /// Owed or asked for, and taken back without another in its place.
  var withdrawn = 0
  /// The due date was postponed after it had passed, of what is owed, asked for or recorded.
  var movedLate = 0
  /// On time by such a postponement alone.
  var onTimeByMove = 0
  /// The entries that postponed so.
  var lateMoves: Set<EntryIndex> = []

  /// Owed and recorded with a claim.
  var reported: Int { onTime + late }

  init(_ cells: some Sequence<CellStatus>) {
    for cell in cells {
      if cell.submission == .voluntary { voluntary += 1 }
      if cell.isMovedLate { addMove(of: cell) }
      if cell.duty.isBound, cell.trace.withdrawal != nil { withdrawn += 1 }
      switch cell.duty {
      case .required: add(owed: cell)
      case .encouraged:
        encouraged += 1
        if cell.submission.isReported { encouragedReported += 1 }
      default: continue
      }
    }
  }

  private mutating func addMove(of cell: CellStatus) {
    movedLate += 1
    lateMoves.formUnion(cell.trace.extensions.lazy.filter(\.isRetroactive).map(\.entry.index))
    if cell.isOnTimeByMove { onTimeByMove += 1 }
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

extension CellStatus {
  /// Whether its due date was postponed after it had passed, and that made a difference to somebody: of what is not
  /// owed, asked for or recorded nobody can be late. // Status rules §2
  var isMovedLate: Bool { retroactiveExtension && (duty.isBound || submission.hasClaim) }

  /// Whether it would be late by the date that was in force before that.
  var isOnTimeByMove: Bool {
    guard isMovedLate, submission == .onTime, let first = trace.first, let before = trace.dueBeforeLateMove else {
      return false
    }
    return first > before
  }
}
