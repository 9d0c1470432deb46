public import Pledges

/// A challenge as it stands, with the commitments on which nothing is decided yet. // Status rules §8
public struct UndecidedChallenge: Sendable {
  public let entry: EntryStamp
  public let challenger: PartyID
  public let period: PeriodID
  /// In the order of the challenge; never empty.
  public fileprivate(set) var commitments: [CommitmentID]
  public fileprivate(set) var isAnswered = false
}

extension StatusRules {
  /// The challenges to a signatory that no panel has decided on and nobody took back, in the order of the ledger.
  public func undecidedChallenges(of history: SignatoryHistory) -> [UndecidedChallenge] {
    var open: [UndecidedChallenge] = []
    func change(_ challenge: EntryIndex, _ change: (inout UndecidedChallenge) -> Void) {
      for place in open.indices where open[place].entry.index == challenge { change(&open[place]) }
    }
    for event in history.challenges where visibility.shows(event.entry) {
      switch event.action {
      case .open(let challenger, let period, let commitments):
        open.append(
          UndecidedChallenge(
            entry: event.entry, challenger: challenger, period: period, commitments: commitments))
      case .respond(let challenge): change(challenge) { $0.isAnswered = true }
      case .resolve(let challenge, _, let outcomes):
        change(challenge) { state in
          state.commitments.removeAll { commitment in outcomes.contains { $0.commitment == commitment } }
        }
      case .withdraw(let challenge):
        // One that rests on a recovery takes nothing out. What was decided before is not in the list any more.
        if marks.recovery(of: event.entry.index) == nil { change(challenge) { $0.commitments = [] } }
      }
    }
    return open.filter { !$0.commitments.isEmpty }
  }
}
