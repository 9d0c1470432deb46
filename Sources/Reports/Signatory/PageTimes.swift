internal import Compliance
public import Pledges

/// From when on a page is as it is, and when time alone can change it next.
///
/// A page is a function of the entries, the language and the instant T at which its content last changed. Whoever asks for
/// it at any later instant before the next change gets the same bytes.
public struct PageTimes: Sendable, Equatable {
  /// The last instant, not after the one asked for, at which something that the page shows changed. T
  public var since: Instant
  /// The next instant at which time alone can change it; nil where none can.
  public var next: Instant?

  public init(since: Instant, next: Instant?) {
    self.since = since
    self.next = next
  }

  /// - Parameters:
  ///   - entries: all that the page shows or rests on.
  ///   - transitions: when time alone can change something of it.
  init(_ entries: some Sequence<EntryStamp>, _ transitions: Transitions, asOf: Instant) {
    let recorded = entries.lazy.map(\.recorded).filter { $0 <= asOf }.max()
    // Something is recorded wherever there is a page; the instant itself is the honest answer where it is not.
    since = [recorded, transitions.last(by: asOf)].compactMap { $0 }.max() ?? asOf
    next = transitions.next(after: asOf)
  }
}

extension SignatoryReportMaker {
  /// The times of the report of the maker's period.
  func periodTimes(_ report: SignatoryReport) -> PageTimes {
    guard let period else { return allTimes(report.history, report.otherHolders, report.removals) }
    var entries = shared(report.history, report.otherHolders, report.removals)
    entries.append(accord.entry)
    // Values of earlier periods stand beside those of this one.
    if report.cells.contains(where: { $0.claim?.indicators.isEmpty == false }) {
      let earlier = Set(view.rules.periods.lazy.filter { $0.end < period.end }.map(\.id))
      entries += seen.attestations.lazy.filter { earlier.contains($0.period) }.map(\.entry)
    }
    var transitions = view.rules.transitions(of: seen, period: period.id)
    addKeys(of: report.otherHolders, to: &transitions)
    return PageTimes(entries, transitions, asOf: view.asOf)
  }

  /// The times of a page about all periods, or of a register.
  func allTimes(
    _ history: [HistoryLine], _ others: [KeyHolder], _ removals: [TextRemoval]
  ) -> PageTimes {
    var transitions = view.rules.transitions(of: seen)
    addKeys(of: others, to: &transitions)
    let versions = view.state.accord.versions.lazy.map(\.entry).filter(view.shows)
    return PageTimes(shared(history, others, removals) + versions, transitions, asOf: view.asOf)
  }

  /// What every page about the signatory rests on: its lines, the keys of everybody named, who keeps the ledger.
  private func shared(
    _ history: [HistoryLine], _ others: [KeyHolder], _ removals: [TextRemoval]
  ) -> [EntryStamp] {
    var entries = history.map(\.entry) + seen.keys.map(\.entry) + removals.map(\.entry)
    for party in others.map(\.party) {
      entries += view.keyEvents(of: party).map(\.entry)
      if let admission = view.state.parties[party]?.entry, view.shows(admission) { entries.append(admission) }
    }
    // Its name stands on the page, and its keys sign for others.
    return entries + view.state.registrarNames.lazy.map(\.since).filter(view.shows)
  }

  private func addKeys(of holders: [KeyHolder], to transitions: inout Transitions) {
    for holder in holders {
      transitions.formUnion(view.rules.keyTransitions(of: view.keyEvents(of: holder.party)))
    }
  }
}
