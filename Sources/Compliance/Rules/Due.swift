internal import Pledges

/// An extension, ready to be asked whom and what it concerns.
struct DeadlineExtension: Sendable {
  let entry: EntryStamp
  let newDue: Instant
  /// Nil: all.
  private let signatories: Set<PartyID>?
  /// Empty: all.
  private let commitments: Set<CommitmentID>

  init(_ event: ExtensionEvent) {
    entry = event.entry
    newDue = event.newDue
    signatories = event.signatories.map(Set.init)
    commitments = Set(event.commitments)
  }

  func concerns(_ signatory: PartyID) -> Bool {
    signatories?.contains(signatory) ?? true
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
  init(_ period: AccordDocument.Period, extensions: [DeadlineExtension], commitment: CommitmentID) {
    var due = period.due
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
    close = max(due, min(due.saturating(addingDays: period.graceDays), .last))
  }
}
