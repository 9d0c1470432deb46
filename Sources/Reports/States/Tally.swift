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

  init(_ cells: some Sequence<CellStatus>) {
    var counts = Counts()
    for cell in cells {
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
