internal import Pledges

/// The accord versions that a report sees, and which of them decides about what. // Status rules §1 †
struct GoverningAccord: Sendable {
  /// Visible versions in ledger order.
  let versions: [PublishedAccord]
  /// Every period that a visible version has.
  let periods: [PeriodID: Terms]
  /// The version in force at the report's instant, or the first when none is yet.
  let inForce: PublishedAccord?

  /// What the versions have to do with a period.
  struct Terms: Sendable {
    /// The version that governs it, and the period as that version has it.
    let version: PublishedAccord
    let period: AccordDocument.Period
    /// The version that brought it.
    let brought: PublishedAccord
    /// The version that dropped it; nil while it can be owed.
    let dropped: PublishedAccord?
    /// The version that says what can be required in it.
    let deciding: PublishedAccord
    /// Whether the version that brought it is the first of the ledger.
    let isOfFirst: Bool
  }

  init(_ versions: [PublishedAccord], visibility: Visibility) {
    let visible = versions.filter { visibility.shows($0.entry) }
    let history = AccordHistory(versions: visible)
    var periods: [PeriodID: Terms] = [:]
    for id in Set(visible.flatMap { $0.document.reporting?.periods.map(\.id) ?? [] }) {
      guard let version = history.governing(id), let period = version.document.period(id),
        let brought = history.bringing(id)
      else { continue }
      periods[id] = Terms(
        version: version, period: period, brought: brought, dropped: history.dropping(id),
        deciding: history.deciding(by: period.start) ?? brought,
        isOfFirst: brought.entry.index == visible.first?.entry.index)
    }
    self.versions = visible
    self.periods = periods
    inForce = history.inForce(at: visibility.asOf)
  }

  /// Whether no visible version has a period: nobody owes a report. // Status rules §1 †
  var isRegister: Bool { periods.isEmpty }

  /// All periods in the order of their ends, the dropped ones too.
  var periodsByEnd: [AccordDocument.Period] {
    periods.values.map(\.period).sorted {
      ($0.end, $0.start, $0.id) < ($1.end, $1.start, $1.id)
    }
  }
}
