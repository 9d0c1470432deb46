internal import Pledges

/// The chains of all cells of a signatory and period, in one pass over its attestations. // Status rules §5
struct ChainReplay {
  /// One for each commitment of the accord, in its order.
  private(set) var chains: [Chain]
  private let rules: PeriodRules
  private let visibility: Visibility
  private let marks: KeyMarks

  /// - Parameter due: the due date of each commitment, in the accord's order.
  init(
    _ events: [AttestationEvent], due: [Instant], rules: PeriodRules, voiding: Voiding, marks: KeyMarks,
    visibility: Visibility
  ) {
    chains = Array(repeating: Chain(), count: rules.commitments.count)
    self.rules = rules
    self.visibility = visibility
    self.marks = marks
    // By position: an event of another period, and most are, is looked at and not copied.
    for position in events.indices
    where events[position].period == rules.period.id && visibility.shows(events[position].entry) {
      let event = events[position]
      if voiding.voids(event) {
        for position in chains.indices { chains[position].void(event.entry) }
      } else {
        apply(event, due: due)
      }
    }
  }

  /// An entry acts on each commitment that it lists; a withdrawal on all whose head is the entry it names.
  private mutating func apply(_ event: AttestationEvent, due: [Instant]) {
    let isOwn = marks.recovery(of: event.entry.index) == nil
    if case .withdraw(let named) = event.action {
      for position in chains.indices { chains[position].withdraw(named, by: event.entry, isOwn: isOwn) }
    }
    for claim in event.claims {
      guard let position = rules.positions[claim.commitment] else { continue }
      chains[position].apply(event.entry, event.action, claim, due: due[position], ranks: rules.claims, isOwn: isOwn)
    }
  }
}
