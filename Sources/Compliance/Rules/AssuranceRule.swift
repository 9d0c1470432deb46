internal import Pledges

/// The accord's assurance levels, lowest first; the usual ones when it names none. // Status rules §8
struct AssuranceLevels: Sendable {
  private let order: [PlainID: Int]

  init(_ levels: [PlainID]) {
    let scale = levels.isEmpty ? ["none", "peer", "limited", "reasonable"].compactMap(PlainID.init) : levels
    order = Dictionary(scale.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// How high a level stands; one that the accord does not know stands below all.
  func rank(of level: PlainID) -> Int {
    order[level] ?? -1
  }
}

/// The reviews of a signatory's attestations for a period.
struct Reviews {
  private var published: [Published] = []
  /// Withdrawals that rest on a recovery: the review stands.
  private var heldBack: [HeldBack] = []

  private struct Published {
    var entry: EntryStamp
    var reviewer: PartyID
    var of: EntryIndex
    var commitments: [CommitmentID]
    var level: PlainID
    var conclusion: ReviewConclusion
    /// The withdrawal.
    var withdrawn: EntryIndex?
  }

  init(_ events: [ReviewEvent], period: PeriodID, marks: KeyMarks, visibility: Visibility) {
    for event in events where visibility.shows(event.entry) {
      switch event.action {
      case .publish(let of, let about, let commitments, let level, let conclusion):
        guard about == period else { continue }
        published.append(
          Published(
            entry: event.entry, reviewer: event.reviewer, of: of, commitments: commitments, level: level,
            conclusion: conclusion))
      case .withdraw(let review):
        for position in published.indices
        where published[position].entry.index == review && published[position].reviewer == event.reviewer {
          guard marks.recovery(of: event.entry.index) == nil else {
            heldBack.append(HeldBack(entry: event.entry, act: .reviewWithdrawal, target: review))
            continue
          }
          published[position].withdrawn = event.entry.index
        }
      }
    }
  }

  /// What they say about the claim that stands in one cell. // Status rules §8
  func assurance(of commitment: CommitmentID, head: EntryIndex?, hasValue: Bool, levels: AssuranceLevels)
    -> CellAssurance
  {
    var result = CellAssurance()
    let about = published.filter { $0.commitments.contains(commitment) }
    // Those that still say something first, then those that their reviewer took back.
    for review in about.filter({ $0.withdrawn == nil }) + about.filter({ $0.withdrawn != nil }) {
      var effect = ReviewStep.Effect.counted
      if let withdrawal = review.withdrawn {
        effect = .withdrawn(by: withdrawal)  // Ignored for the level and for the flag. // Status rules §8 †
      } else if review.of != head {
        effect = .ofOlderVersion  // Never carried over to a newer head; also when there is no head.
        result.isOfOlderVersion = true
      } else {
        if hasValue, levels.rank(of: review.level) > levels.rank(of: result.level) { result.level = review.level }
        if result.conclusion.map({ review.conclusion.severity > $0.severity }) ?? true {
          result.conclusion = review.conclusion
        }
      }
      result.steps.append(
        ReviewStep(
          entry: review.entry, of: review.of, level: review.level, conclusion: review.conclusion, effect: effect))
      result.heldBack += heldBack.filter { $0.target == review.entry.index }
    }
    return result
  }
}

/// The assurance of one cell.
struct CellAssurance {
  fileprivate(set) var level = PlainID.noAssurance
  fileprivate(set) var conclusion: ReviewConclusion?
  fileprivate(set) var isOfOlderVersion = false
  fileprivate(set) var steps: [ReviewStep] = []
  fileprivate(set) var heldBack: [HeldBack] = []
}

extension ReviewConclusion {
  /// The worst one is shown.
  fileprivate var severity: Int {
    switch self {
    case .supports: 0
    case .qualified: 1
    case .contradicts: 2
    }
  }
}
