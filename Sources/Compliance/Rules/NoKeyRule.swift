internal import Pledges

/// When a signatory had too few keys and the registrar had a part in it. // Status rules §7
struct KeyShortages {
  /// In the order of time.
  private let all: [KeyShortage]
  /// The registrar's revocations, in ledger order.
  private let revocations: [EntryStamp]

  init(_ events: [OwnerEvent], visibility: Visibility) {
    // Hardly anybody ever has too few.
    guard events.contains(where: \.mayLeaveTooFew) else {
      (all, revocations) = ([], [])
      return
    }
    let visible = events.filter { visibility.shows($0.entry) }
    all = visible.shortages(through: visibility.asOf).filter { $0.since != nil || !$0.recoveries.isEmpty }
    revocations = visible.filter(\.isEndByRegistrar).map(\.entry)
  }

  /// The flag of a period: at some second from its opening to its due date, or to the report's instant.
  func noKey(in period: AccordDocument.Period, marks: KeyMarks, visibility: Visibility) -> NoKey? {
    let end = min(period.due, visibility.asOf)
    let there = all.filter { $0.from <= end && $0.to > period.opens }
    guard !there.isEmpty else { return nil }
    var noKey = NoKey(revocations: [], recoveries: [], excuses: false)
    for (position, shortage) in there.enumerated() {
      noKey.recoveries += shortage.recoveries.filter { !noKey.recoveries.contains($0) }
      // The last shortage of several with one beginning has all of their revocations.
      guard let since = shortage.since, position + 1 == there.count || there[position + 1].since != since else {
        continue
      }
      noKey.revocations += revocations.filter { since <= $0.index && $0.recorded < shortage.to && $0.recorded <= end }
    }
    noKey.excuses =
      !noKey.recoveries.isEmpty
      || noKey.revocations.contains { revocation in
        revocation.recorded >= period.opens && revocation.recorded <= end
          || marks.isObjected(to: revocation.index, by: period.due)
      }
    return noKey
  }

  /// When so many days have passed that count: a day of which the signatory had too few keys does not. // Status rules §7
  func end(of days: Int64, from start: Instant) -> Instant {
    var (passed, counted) = (Int64(0), Int64(0))
    for shortage in all where shortage.to > start {
      guard let first = start.wholeDays(to: max(shortage.from, start)),
        let last = start.wholeDays(to: shortage.to.advanced(bySeconds: -1))
      else { return .last }
      let from = max(first, passed)
      guard last >= from else { continue }
      guard counted + (from - passed) < days else { break }
      counted += from - passed
      passed = last + 1
    }
    let (sum, overflow) = passed.addingReportingOverflow(days - counted)
    return start.saturating(addingDays: overflow ? .max : sum)
  }
}

extension OwnerEvent {
  fileprivate var mayLeaveTooFew: Bool {
    if case .recover = act { true } else { isEndByRegistrar }
  }

  fileprivate var isEndByRegistrar: Bool {
    if case .end(_, by: .registrar) = act { true } else { false }
  }
}

extension Instant {
  /// Whole days of 86,400 seconds to a later instant; nil beyond the end of the scale.
  fileprivate func wholeDays(to later: Instant) -> Int64? {
    let (difference, overflow) = later.seconds.subtractingReportingOverflow(seconds)
    return overflow || difference < 0 ? nil : difference / Instant.secondsPerDay
  }
}
