internal import Compliance
internal import Pledges

/// The counts of the rules with what readers ask beside them: of the reports owed and without a claim, how many say so and
/// why, how many can still come, and how many are nowhere. // Status rules §11
///
/// Each report that was owed is counted once: on time, late, `noClaim`, `upcoming`, `open`, `overdue` and `missing` add up
/// to `required`. The rules count a filing that makes no claim as overdue or missing; here it is `noClaim`.
@dynamicMemberLookup
struct Tally {
  private let counts: Counts
  /// Recorded, and makes no claim, with its reason.
  private(set) var noClaim = 0
  private(set) var upcoming = 0
  private(set) var open = 0
  private(set) var overdue = 0
  private(set) var missing = 0
  /// Owed or asked for, and taken back without another in its place.
  private(set) var withdrawn = 0
  /// The due date was postponed after it had passed, of what is owed, asked for or recorded.
  private(set) var movedLate = 0
  /// On time by such a postponement alone.
  private(set) var onTimeByMove = 0
  /// The entries that postponed so.
  private(set) var lateMoves: Set<EntryIndex> = []

  init(_ cells: some Sequence<CellStatus>) {
    var counts = Counts()
    for cell in cells {
      if cell.isMovedLate {
        movedLate += 1
        lateMoves.formUnion(cell.trace.extensions.lazy.filter(\.isRetroactive).map(\.entry.index))
        if cell.isOnTimeByMove { onTimeByMove += 1 }
      }
      if cell.duty.isBound, cell.trace.withdrawal != nil { withdrawn += 1 }
      counts.add(cell)
      guard cell.duty == .required, !cell.submission.isReported else { continue }
      switch (cell.submission, cell.noClaim) {
      case (_, .some): noClaim += 1
      case (.upcoming, _): upcoming += 1
      case (.open, _): open += 1
      case (.overdue, _): overdue += 1
      default: missing += 1
      }
    }
    self.counts = counts
  }

  /// What the rules count.
  subscript(dynamicMember member: KeyPath<Counts, Int>) -> Int { counts[keyPath: member] }
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
