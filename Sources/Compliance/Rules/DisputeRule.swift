internal import Pledges

/// The challenges about a signatory in a period, with what became of them.
struct Challenges {
  private var opened: [Opened] = []
  private var resolutions: [Resolution] = []
  private var withdrawals: [(entry: EntryStamp, challenge: EntryIndex)] = []
  private var answered: Set<EntryIndex> = []
  /// Withdrawals that rest on a recovery: the challenge stands.
  private var heldBack: [HeldBack] = []

  private struct Resolution {
    var entry: EntryStamp
    var challenge: EntryIndex
    var panel: PartyID
    var outcomes: [CommitmentOutcome]
  }

  private struct Opened {
    var entry: EntryStamp
    var commitments: [CommitmentID]
  }

  init(_ events: [ChallengeEvent], period: PeriodID, marks: KeyMarks, visibility: Visibility) {
    for event in events where visibility.shows(event.entry) {
      switch event.action {
      case .open(_, let about, let commitments):
        if about == period { opened.append(Opened(entry: event.entry, commitments: commitments)) }
      case .respond(let challenge): answered.insert(challenge)
      case .resolve(let challenge, let panel, let outcomes):
        resolutions.append(
          Resolution(entry: event.entry, challenge: challenge, panel: panel, outcomes: outcomes))
      case .withdraw(let challenge):
        if marks.recovery(of: event.entry.index) == nil {
          withdrawals.append((event.entry, challenge))
        } else {
          heldBack.append(HeldBack(entry: event.entry, act: .challengeWithdrawal, target: challenge))
        }
      }
    }
  }

  /// What they mean for one cell. // Status rules §8
  func dispute(
    on commitment: CommitmentID, responseDays: Int64?, shortages: KeyShortages, asOf: Instant
  ) -> CellDispute {
    var result = CellDispute()
    // Each as a list, since a cell has a challenge or two, and in the order in which the rule uses them.
    var collection: [(entry: EntryStamp, outcome: ChallengeOutcome?, isWithdrawn: Bool)] = []
    for challenge in opened where challenge.commitments.contains(commitment) {
      collection.append((challenge.entry, nil, false))
      result.use(challenge.entry, challenge.entry.index, .opened)
    }
    guard !collection.isEmpty else { return result }
    result.heldBack = heldBack.filter { held in collection.contains { $0.entry.index == held.target } }
    var firstResolution: [EntryIndex: EntryIndex] = [:]
    for resolution in resolutions {
      // Each commitment by itself.
      guard let position = collection.firstIndex(where: { $0.entry.index == resolution.challenge }),
        let outcome = resolution.outcomes.first(where: { $0.commitment == commitment })?.outcome
      else { continue }
      collection[position].outcome = outcome
      if firstResolution[resolution.challenge] == nil {
        firstResolution[resolution.challenge] = resolution.entry.index
      }
      result.use(resolution.entry, resolution.challenge, .resolved(outcome, panel: resolution.panel))
    }
    // A withdrawal before any resolution takes the challenge out; after one it changes nothing. // Status rules §8 †
    for withdrawal in withdrawals {
      let position = collection.firstIndex { $0.entry.index == withdrawal.challenge && !$0.isWithdrawn }
      guard let position else { continue }
      if let resolved = firstResolution[withdrawal.challenge], resolved < withdrawal.entry.index { continue }
      collection[position].isWithdrawn = true
      result.use(withdrawal.entry, withdrawal.challenge, .withdrawn)
    }

    let remaining = collection.filter { !$0.isWithdrawn }
    result.dispute = Dispute(outcomes: remaining.map(\.outcome))
    if let responseDays {
      // Status rules §7 †
      result.isResponseOverdue = remaining.contains { challenge in
        challenge.outcome == nil && !answered.contains(challenge.entry.index)
          && asOf > shortages.end(of: responseDays, from: challenge.entry.recorded)
      }
    }
    return result
  }
}

/// The dispute of one cell.
struct CellDispute {
  fileprivate(set) var dispute = Dispute.none
  fileprivate(set) var isResponseOverdue = false
  private(set) var steps: [ChallengeStep] = []
  fileprivate(set) var heldBack: [HeldBack] = []

  fileprivate mutating func use(_ entry: EntryStamp, _ challenge: EntryIndex, _ effect: ChallengeStep.Effect) {
    steps.append(ChallengeStep(entry: entry, challenge: challenge, effect: effect))
  }
}

extension Dispute {
  /// The first that fits: none left, one without outcome, some upheld, some partly upheld, otherwise rejected.
  fileprivate init(outcomes: [ChallengeOutcome?]) {
    if outcomes.isEmpty {
      self = .none
    } else if outcomes.contains(nil) {
      self = .open
    } else if outcomes.contains(.upheld) {
      self = .upheld
    } else if outcomes.contains(.partlyUpheld) {
      self = .partlyUpheld
    } else {
      self = .rejected
    }
  }
}
