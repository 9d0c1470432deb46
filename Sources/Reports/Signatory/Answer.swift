internal import Compliance
internal import Languages
internal import Pledges

/// The sentences that come first: what was owed, what came of it, what is disputed. // Status rules §11
///
/// They are sums over the cells that stand below them, and say nothing that a cell does not.
struct Answer {
  let language: Language
  /// What the period is called.
  let period: String
  let opens: Instant
  /// The last of the due dates.
  let due: Instant
  let asOf: Instant
  let tally: Tally
  /// The challenges that were not withdrawn, each with what became of it.
  let challenges: [Dispute]

  /// About one signatory.
  func sentences(of name: String) -> [String] {
    let count = tally.required
    let owed: String
    if count == 0 {
      owed =
        asOf < opens
        ? language.answerOwesNothing(name: name, period: period)
        : language.answerOwedNothing(name: name, period: period)
    } else if tally.upcoming == count {
      owed = language.answerUpcoming(count: count, name: name, period: period, date: language.day(opens))
    } else if tally.open > 0 {
      owed = language.answerOpen(
        count: count, part: "\(tally.reported)", name: name, period: period, until: language.until(due))
    } else if tally.onTime == count {
      owed = language.answerAll(count: count, name: name, period: period)
    } else if tally.late == count {
      owed = language.answerLate(count: count, name: name, period: period)
    } else if tally.reported == count {
      owed = language.answerAllLate(name: name, count: "\(count)", period: period, late: "\(tally.late)")
    } else if tally.reported == 0 {
      owed = language.answerNone(count: count, name: name, period: period)
    } else {
      let part = "\(tally.reported)"
      switch tally.late {
      case 0: owed = language.answerSome(count: count, name: name, part: part, period: period)
      case tally.reported: owed = language.answerSomeAllLate(count: count, name: name, part: part, period: period)
      default:
        owed = language.answerSomeLate(
          count: count, name: name, part: part, period: period, late: "\(tally.late)")
      }
    }
    return [owed] + moves + gaps + late + welcome + voluntary + disputes
  }

  /// About all signatories together.
  var sentences: [String] {
    let count = tally.required
    let owed: String
    if count == 0 {
      owed = language.overviewOwedNothing(period: period)
    } else if tally.upcoming == count {
      owed = language.overviewUpcoming(count: count, period: period, date: language.day(opens))
    } else {
      owed = language.overviewReported(
        count: count, part: "\(tally.reported)", period: period, onTime: "\(tally.onTime)", late: "\(tally.late)")
    }
    let open = tally.open > 0 && tally.upcoming < count ? [language.answerStillOpen(count: tally.open)] : []
    return [owed] + open + gaps + welcome + disputes
  }

  /// That a due date was postponed when it had passed, and what is on time by that alone. // Status rules §2
  private var moves: [String] {
    guard tally.movedLate > 0 else { return [] }
    let entries = language.list(tally.lateMoves.sorted().map(language.reference))
    return [language.answerMovedLate(count: tally.movedLate, entries: entries)]
      + (tally.onTimeByMove > 0 ? [language.answerOnTimeByMove(count: tally.onTimeByMove)] : [])
  }

  /// What was withdrawn, and that what is missing can still be filed. // Status rules §12
  private var late: [String] {
    (tally.withdrawn > 0 ? [language.answerWithdrawn(count: tally.withdrawn)] : [])
      + (tally.overdue + tally.missing > 0 ? [language.answerStillTaken] : [])
  }

  /// What was filed though nobody asked for it. // Status rules §6
  private var voluntary: [String] {
    guard tally.voluntary > 0 else { return [] }
    return tally.reported > 0
      ? [language.answerVoluntary(count: tally.voluntary)] : [language.answerVoluntaryAlone(count: tally.voluntary)]
  }

  /// What of the reports owed is not there, or makes no claim.
  private var gaps: [String] {
    var sentences: [String] = []
    if tally.noClaim > 0 { sentences.append(language.answerNoClaim(count: tally.noClaim)) }
    if tally.overdue > 0 { sentences.append(language.answerOverdue(count: tally.overdue)) }
    if tally.missing > 0, tally.reported > 0 || tally.noClaim > 0 || tally.overdue > 0 {
      sentences.append(language.answerMissing(count: tally.missing))
    }
    return sentences
  }

  /// What was encouraged and came.
  private var welcome: [String] {
    guard tally.encouragedReported > 0 else { return [] }
    return [language.answerEncouraged(count: tally.encouraged, part: "\(tally.encouragedReported)")]
  }

  private var disputes: [String] {
    func count(_ dispute: Dispute) -> Int { challenges.count { $0 == dispute } }
    var sentences: [String] = []
    if count(.open) > 0 { sentences.append(language.answerOpenChallenges(count: count(.open))) }
    if count(.upheld) > 0 { sentences.append(language.answerUpheld(count: count(.upheld))) }
    if count(.partlyUpheld) > 0 { sentences.append(language.answerPartlyUpheld(count: count(.partlyUpheld))) }
    if count(.none) > 0 { sentences.append(language.answerDecidedApart(count: count(.none))) }
    if count(.rejected) > 0 { sentences.append(language.answerRejected(count: count(.rejected))) }
    return sentences
  }
}

extension SignatoryReport {
  /// What was owed for the period, what came of it, and what is disputed; nil for a register.
  var answer: String? {
    guard let period else { return nil }
    let answer = Answer(
      language: frame.language, period: frame.label(period), opens: period.opens,
      due: cells.compactMap(\.status.due).max() ?? period.due, asOf: frame.asOf, tally: Tally(cells.map(\.status)),
      challenges: challenges.filter { $0.withdrawn == nil }.map(\.dispute))
    return answer.sentences(of: frame.text(identity.name)).joined(separator: " ")
  }
}

extension AccordOverview {
  /// The same over all signatories; of a register how many there are.
  var answer: String {
    guard let period else { return frame.language.answerListed(count: rows.count) }
    let cells = rows.lazy.flatMap(\.cells)
    let decided = decisions.filter { !$0.isReplaced }.map { Dispute($0.outcomes) }
    let answer = Answer(
      language: frame.language, period: frame.label(period), opens: period.opens, due: period.due,
      asOf: frame.asOf, tally: Tally(cells),
      challenges: openChallenges.filter { $0.period == period.id }.map { _ in .open } + decided)
    return answer.sentences.joined(separator: " ")
  }
}

extension ChallengeThread {
  /// What became of the challenge as a whole.
  var dispute: Dispute { decisions.last.map { Dispute($0.outcomes) } ?? .open }
}

extension Dispute {
  /// The outcome on all commitments of a challenge, or none where they differ: each cell has its own.
  init(_ outcomes: [CommitmentOutcome]) {
    let first = outcomes.first?.outcome
    guard outcomes.allSatisfy({ $0.outcome == first }) else {
      self = .none
      return
    }
    switch first {
    case .upheld: self = .upheld
    case .partlyUpheld: self = .partlyUpheld
    case .rejected: self = .rejected
    case nil: self = .none
    }
  }
}
