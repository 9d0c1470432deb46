/// A challenge and what became of it, as far as the events tell that were taken in. // Status rules §8
///
/// Admission, the status rules, tasks and reports fold the same events here.
public struct ChallengeCourse: Sendable {
  public let entry: EntryStamp
  public let challenger: PartyID
  public let period: PeriodID
  /// In ascending order; never empty.
  public let commitments: [CommitmentID]
  /// In ledger order, as the lists below.
  public private(set) var replies: [EntryStamp] = []
  public private(set) var decisions: [Decision] = []
  /// The first withdrawal that rests on no recovery.
  public private(set) var withdrawn: EntryStamp?
  /// Withdrawals that rest on a recovery, and take nothing out.
  public private(set) var heldBack: [EntryStamp] = []

  /// What a panel decided.
  public struct Decision: Sendable {
    public let entry: EntryStamp
    public let panel: PartyID
    public let outcomes: [CommitmentOutcome]

    /// Nil where it says nothing of a commitment.
    public func outcome(on commitment: CommitmentID) -> ChallengeOutcome? {
      outcomes.first { $0.commitment == commitment }?.outcome
    }
  }

  /// Nil for an event that opens no challenge.
  public init?(_ event: ChallengeEvent) {
    guard case .open(let challenger, let period, let commitments) = event.action else { return nil }
    entry = event.entry
    self.challenger = challenger
    self.period = period
    self.commitments = commitments
  }

  /// Takes in an event that names this challenge.
  mutating func apply(_ event: ChallengeEvent) {
    switch event.action {
    case .open: return
    case .respond: replies.append(event.entry)
    case .resolve(_, let panel, let outcomes):
      decisions.append(Decision(entry: event.entry, panel: panel, outcomes: outcomes))
    case .withdraw:
      if event.recovery != nil {
        heldBack.append(event.entry)
      } else if withdrawn == nil {
        withdrawn = event.entry
      }
    }
  }

  /// What the last decision on a commitment says; nil before there is one.
  public func outcome(on commitment: CommitmentID) -> ChallengeOutcome? {
    decisions.lastIndex { $0.outcome(on: commitment) != nil }.flatMap { decisions[$0].outcome(on: commitment) }
  }

  /// Whether the challenge of a commitment was taken out: a withdrawal after a decision changes nothing.
  /// // Status rules §8 †
  public func isWithdrawn(on commitment: CommitmentID) -> Bool {
    guard let withdrawn else { return false }
    return !decisions.contains { $0.entry.index < withdrawn.index && $0.outcome(on: commitment) != nil }
  }

  /// Whether it is open on a commitment: neither decided nor withdrawn.
  public func isOpen(on commitment: CommitmentID) -> Bool {
    outcome(on: commitment) == nil && !isWithdrawn(on: commitment)
  }

  /// The commitments on which it is open.
  public var openCommitments: [CommitmentID] { commitments.filter { isOpen(on: $0) } }

  /// Whether a reply is wanted on a commitment: it is open, and there is none. // Status rules §7
  public func wantsReply(on commitment: CommitmentID) -> Bool { replies.isEmpty && isOpen(on: commitment) }
}

extension ChallengeEvent {
  /// The challenge that it is about: itself, or the one that it names.
  public var challenge: EntryIndex {
    switch action {
    case .open: entry.index
    case .respond(let challenge), .resolve(let challenge, _, _), .withdraw(let challenge): challenge
    }
  }
}

extension Sequence<ChallengeEvent> {
  /// The challenges that events in ledger order open, in that order, each with what became of it.
  public var courses: [ChallengeCourse] {
    var courses: [ChallengeCourse] = []
    var places: [EntryIndex: Int] = [:]
    for event in self {
      if let course = ChallengeCourse(event) {
        places[event.entry.index] = courses.count
        courses.append(course)
      } else if let place = places[event.challenge] {
        courses[place].apply(event)
      }
    }
    return courses
  }
}
