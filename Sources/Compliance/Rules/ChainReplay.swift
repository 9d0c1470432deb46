internal import Pledges

/// The chains of all cells of a signatory and period, in one pass over its attestations. // Status rules §5
struct ChainReplay {
  /// One for each commitment of the accord, in its order.
  private(set) var chains: [Chain]
  private let rules: PeriodRules
  private let visibility: Visibility

  /// - Parameter due: the due date of each commitment, in the accord's order.
  init(
    _ events: [AttestationEvent], due: [Instant], rules: PeriodRules, voiding: Voiding, visibility: Visibility
  ) {
    chains = Array(repeating: Chain(), count: rules.commitments.count)
    self.rules = rules
    self.visibility = visibility
    // By position: an event of another period, and most are, is looked at and not copied.
    for position in events.indices
    where events[position].period == rules.period.id && visibility.shows(events[position].entry) {
      let event = events[position]
      if voiding.voids(event) {
        for position in chains.indices { chains[position].void(event.entry) }
      } else if event.redaction != nil {
        applyRedacted(event, due: due)
      } else {
        apply(event, due: due)
      }
    }
  }

  /// An entry acts on each commitment that it lists; a withdrawal on all whose head is the entry it names.
  private mutating func apply(_ event: AttestationEvent, due: [Instant]) {
    switch event.action {
    case .submit:
      for claim in event.claims {
        guard let position = rules.positions[claim.commitment] else { continue }
        chains[position].submit(event.entry, .value(claim.value), evidence: claim.evidence)
      }
    case .supersede(let named):
      for claim in event.claims {
        guard let position = rules.positions[claim.commitment] else { continue }
        chains[position].supersede(
          named, by: event.entry, .value(claim.value), evidence: claim.evidence, due: due[position],
          ranks: rules.claims)
      }
    case .withdraw(let named):
      for position in chains.indices { chains[position].withdraw(named, by: event.entry) }
    }
  }

  /// A redacted attestation keeps its place with an unknown claim; a redacted withdrawal goes on withdrawing.
  ///
  /// Which entry it named went with the body: it acts on the head that there is. The claim is gone for every report,
  /// also for one that does not see the redaction yet; that entry itself is then not mentioned. // Status rules §5 †
  private mutating func applyRedacted(_ event: AttestationEvent, due: [Instant]) {
    for position in positions(of: event.redaction?.commitments) {
      let used = chains[position].steps.count
      let head = chains[position].head?.entry
      switch (event.action, head) {
      case (.withdraw, .some(let head)):
        chains[position].withdraw(head, by: event.entry)
      case (.withdraw, .none):
        continue
      case (_, .some(let head)):
        chains[position].supersede(head, by: event.entry, .unknown, due: due[position], ranks: rules.claims)
      case (_, .none):
        chains[position].submit(event.entry, .unknown)
      }
      if chains[position].steps.count > used, let redaction = event.redaction?.by, visibility.shows(redaction) {
        chains[position].note(redaction: redaction)
      }
    }
  }

  /// Where these commitments stand; all of the accord when none are listed.
  private func positions(of commitments: [CommitmentID]?) -> [Int] {
    guard let commitments, !commitments.isEmpty else { return Array(chains.indices) }
    var positions: [Int] = []
    for commitment in commitments {
      if let position = rules.positions[commitment], !positions.contains(position) { positions.append(position) }
    }
    return positions
  }
}
