extension LedgerState {
  /// What a later version may say of periods: it keeps those that there were, brings none that is over, or nearly, and
  /// puts none on top of another. // Format §11
  func checkPeriods(
    of document: AccordDocument, recorded: Instant, _ refused: (String, String, String) -> Refusal
  ) throws(Refusal) {
    let periods = document.reporting?.periods ?? []
    let new = periods.filter { accord.bringing($0.id) == nil }
    for period in periods { try checkUnmoved(period, refused) }
    for period in new { try checkAhead(period, recorded: recorded, refused) }
    for period in new { try checkFree(period, brought: document, recorded: recorded, refused) }
    for period in periods {
      guard let version = accord.dropping(period.id) else { continue }
      // Whoever counts on owing nothing for it is not surprised.
      throw refused(
        "period-dropped", "period \(period.id) was left out by version \(version.document.version) and is gone",
        "give the period another id")
    }
  }

  /// A period keeps its start, end and opens through all versions, and due moves by deadline.extend only.
  /// // Status rules §1
  private func checkUnmoved(
    _ period: AccordDocument.Period, _ refused: (String, String, String) -> Refusal
  ) throws(Refusal) {
    for version in accord.versions {
      guard let earlier = version.document.period(period.id) else { continue }
      guard earlier.start == period.start, earlier.end == period.end, earlier.opens == period.opens,
        earlier.due == period.due
      else {
        throw refused(
          "period-moved", "period \(period.id) has other times than in version \(version.document.version)",
          "keep start, end, opens and due; a later due date is a deadline.extend")
      }
    }
  }

  /// Nobody finds out by a new version that a report was due. // Format §11
  private func checkAhead(
    _ period: AccordDocument.Period, recorded: Instant, _ refused: (String, String, String) -> Refusal
  ) throws(Refusal) {
    guard period.end > recorded, period.due >= recorded.saturating(addingDays: AccordHistory.noticeDays) else {
      throw refused(
        "period-past",
        "period \(period.id) ends at \(period.end) and is due by \(period.due), which leaves too little time",
        "a new period ends after it is published, and is due 28 days after that or later")
    }
  }

  /// Nobody reports on the same days twice. // Format §11
  private func checkFree(
    _ period: AccordDocument.Period, brought document: AccordDocument, recorded: Instant,
    _ refused: (String, String, String) -> Refusal
  ) throws(Refusal) {
    let notice = max(document.effectiveFrom, recorded).saturating(addingDays: AccordHistory.noticeDays)
    for version in accord.versions {
      for other in version.document.reporting?.periods ?? [] where other.start < period.end && period.start < other.end
      {
        let isDropped =
          accord.dropping(other.id) != nil || document.period(other.id) == nil && notice <= other.start
        guard !isDropped else { continue }
        throw refused(
          "period-overlap",
          "period \(period.id) overlaps period \(other.id) of version \(version.document.version)",
          "let it start when the other one has ended, or leave the other one out 28 days before it starts")
      }
    }
  }
}
