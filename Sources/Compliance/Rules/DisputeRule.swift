internal import Pledges

/// The challenges about a signatory in a period. // Status rules §8
struct Challenges {
  private let courses: [ChallengeCourse]

  init(_ events: [ChallengeEvent], period: PeriodID, visibility: Visibility) {
    courses = events.lazy.filter { visibility.shows($0.entry) }.courses.filter { $0.period == period }
  }

  /// What they mean for one cell.
  ///
  /// - Parameter replyDue: by when a challenge recorded then has to be answered; nil where no reply is due.
  func dispute(on commitment: CommitmentID, asOf: Instant, replyDue: (EntryStamp) -> Instant?) -> CellDispute {
    let about = courses.filter { $0.commitments.contains(commitment) }
    guard !about.isEmpty else { return CellDispute() }
    let remaining = about.filter { !$0.isWithdrawn(on: commitment) }
    return CellDispute(
      dispute: Dispute(outcomes: remaining.map { $0.outcome(on: commitment) }),
      isResponseOverdue: remaining.contains { course in
        course.wantsReply(on: commitment) && replyDue(course.entry).map { asOf > $0 } ?? false
      },
      steps: Challenges.steps(about, commitment),
      heldBack: about.flatMap { course in
        course.heldBack.map { HeldBack(entry: $0, act: .challengeWithdrawal, target: course.entry.index) }
      }.sorted { $0.entry.index < $1.entry.index })
  }

  /// All that was used, in the order in which the rule uses it: the challenges, the decisions, the withdrawals.
  private static func steps(_ courses: [ChallengeCourse], _ commitment: CommitmentID) -> [ChallengeStep] {
    var steps = courses.map { ChallengeStep(entry: $0.entry, challenge: $0.entry.index, effect: .opened) }
    var decisions: [ChallengeStep] = []
    var withdrawals: [ChallengeStep] = []
    for course in courses {
      for decision in course.decisions {
        guard let outcome = decision.outcome(on: commitment) else { continue }
        decisions.append(
          ChallengeStep(
            entry: decision.entry, challenge: course.entry.index, effect: .resolved(outcome, panel: decision.panel)))
      }
      if let withdrawn = course.withdrawn, course.isWithdrawn(on: commitment) {
        withdrawals.append(ChallengeStep(entry: withdrawn, challenge: course.entry.index, effect: .withdrawn))
      }
    }
    steps += decisions.sorted { $0.entry.index < $1.entry.index }
    steps += withdrawals.sorted { $0.entry.index < $1.entry.index }
    return steps
  }
}

/// The dispute of one cell.
struct CellDispute {
  var dispute = Dispute.none
  var isResponseOverdue = false
  var steps: [ChallengeStep] = []
  var heldBack: [HeldBack] = []
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
