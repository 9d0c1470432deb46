internal import Pledges

/// The accord versions that a report sees, and which of them decides about what. // Status rules §1 †
struct GoverningAccord: Sendable {
  /// Visible versions in ledger order.
  let versions: [PublishedAccord]
  /// For each period that a visible version has: the version that governs it, and the period as that version has it.
  let periods: [PeriodID: (version: PublishedAccord, period: AccordDocument.Period)]
  /// The version in force at the report's instant, or the first when none is yet.
  let inForce: PublishedAccord?

  init(_ versions: [PublishedAccord], visibility: Visibility) {
    let visible = versions.filter { visibility.shows($0.entry) }
    let history = AccordHistory(versions: visible)
    var periods: [PeriodID: (version: PublishedAccord, period: AccordDocument.Period)] = [:]
    for id in Set(visible.flatMap { $0.document.reporting?.periods.map(\.id) ?? [] }) {
      guard let version = history.governing(id), let period = version.document.period(id) else { continue }
      periods[id] = (version, period)
    }
    self.versions = visible
    self.periods = periods
    inForce = history.inForce(at: visibility.asOf)
  }

  /// Whether no visible version has a period: nobody owes a report. // Status rules §1 †
  var isRegister: Bool { periods.isEmpty }

  /// All periods in the order of their ends, which is the order that standing takes them in. // Status rules §10
  var periodsByEnd: [AccordDocument.Period] {
    periods.values.map(\.period).sorted {
      ($0.end, $0.start, $0.id) < ($1.end, $1.start, $1.id)
    }
  }
}
