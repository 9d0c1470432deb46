internal import Pledges

/// The extensions of a period, ready to be asked for one signatory. // Status rules §2
struct DeadlineExtensions: Sendable {
  /// Those for all, which is what a signatory that none names has.
  private var general: [DeadlineExtension] = []
  /// For each signatory that some extension names: all that concern it, in ledger order.
  private var bySignatory: [PartyID: [DeadlineExtension]] = [:]

  init(_ events: [ExtensionEvent], period: PeriodID, visibility: Visibility) {
    for event in events where event.period == period && visibility.shows(event.entry) {
      let prepared = DeadlineExtension(event)
      if let signatories = event.signatories {
        for signatory in Set(signatories) { bySignatory[signatory, default: general].append(prepared) }
      } else {
        general.append(prepared)
        for signatory in bySignatory.keys { bySignatory[signatory]?.append(prepared) }
      }
    }
  }

  /// Those that concern the signatory, in ledger order.
  func concerning(_ signatory: PartyID) -> [DeadlineExtension] {
    bySignatory[signatory] ?? general
  }
}

/// An extension, ready to be asked which commitments it concerns.
struct DeadlineExtension: Sendable {
  let entry: EntryStamp
  let newDue: Instant
  /// Empty: all.
  private let commitments: Set<CommitmentID>

  init(_ event: ExtensionEvent) {
    entry = event.entry
    newDue = event.newDue
    commitments = Set(event.commitments)
  }

  func concerns(_ commitment: CommitmentID) -> Bool {
    commitments.isEmpty || commitments.contains(commitment)
  }
}

/// Until when a cell can be reported in time, and when the grace after that ends. // Status rules §2
struct Deadline {
  private(set) var due: Instant
  let close: Instant
  private(set) var isRetroactive = false
  private(set) var steps: [ExtensionStep] = []

  /// - Parameter extensions: those of the period that concern the signatory, in ledger order.
  init(_ rules: PeriodRules, extensions: [DeadlineExtension], commitment: CommitmentID) {
    var due = rules.period.due
    for event in extensions where event.concerns(commitment) {
      // Extensions only lengthen; one to the due date in force has no effect.
      guard event.newDue > due else { continue }
      // Compared with the due date in force before this extension.
      let late = event.entry.recorded > due
      if late { isRetroactive = true }
      due = event.newDue
      steps.append(ExtensionStep(entry: event.entry, newDue: due, isRetroactive: late))
    }
    self.due = due
    // No instant after the last one can be written or reached, so that a close beyond it says the same.
    close = max(due, min(due.saturating(addingDays: rules.graceDays), .last))
  }
}
