internal import Cryptography
public import Pledges

extension StatusRules {
  /// What waits for somebody about a signatory: all that has come, and what comes by an instant. // Status rules §2–§10
  public func openTasks(of history: SignatoryHistory, by horizon: Instant) -> [OpenTask] {
    var tasks: [OpenTask] = []
    for period in owedPeriods {
      guard let commitments = periodRules[period.id]?.commitments else { continue }
      for (cell, commitment) in zip(cells(of: history, period: period.id), commitments) {
        let place = (history.signatory, period.id, cell.commitment)
        if let task = reportTask(cell, place, by: horizon) { tasks.gather(task) }
        if let task = reviewTask(cell, place) { tasks.gather(task) }
        if let days = commitment.evidenceMaxAgeDays {
          for task in evidenceTasks(cell, place, days: days, by: horizon) { tasks.gather(task) }
        }
      }
    }
    tasks += challengeTasks(of: history)
    // Who has left signs nothing any more.
    let standing = membershipStanding(of: history)
    if standing == nil || standing == .suspended { tasks += keyTasks(of: history.signatory, history.keys) }
    return tasks
  }

  /// Keys that wait, and keys that are not there, of whatever party. // Format §3
  public func keyTasks(of party: PartyID, _ events: [OwnerEvent]) -> [OpenTask] {
    let seen = events.filter { visibility.shows($0.entry) }
    let asOf = visibility.asOf
    var tasks: [OpenTask] = []
    for event in seen {
      guard case .recover(let keys, _) = event.act else { continue }
      let comesIn = event.entry.recorded.saturating(addingDays: KeyRecovery.wait / Instant.secondsPerDay)
      // Of a recovery all of whose keys have ended nothing comes in.
      let isOver = keys.allSatisfy { key in seen.contains { $0.entry.index > event.entry.index && $0.act.ends(key) } }
      guard comesIn > asOf, !isOver else { continue }
      tasks.append(OpenTask(.keyRecovery, party: party, entry: event.entry.index, due: comesIn))
    }
    let standing = OwnerStanding(seen, through: asOf)
    if standing.hadKeys, tasks.isEmpty, standing.inForceCount(at: asOf) < standing.threshold(at: asOf) {
      tasks.append(OpenTask(.tooFewKeys, party: party, entry: seen.last { $0.act.isEnd }?.entry.index))
    }
    return tasks
  }

  private typealias Place = (signatory: PartyID, period: PeriodID, commitment: CommitmentID)

  /// What is owed and not filed. // Status rules §6
  private func reportTask(_ cell: CellStatus, _ place: Place, by horizon: Instant) -> OpenTask? {
    guard cell.duty == .required, let due = cell.due else { return nil }
    let kind: OpenTask.Kind
    switch cell.submission {
    case .upcoming, .open, .notReported: kind = .reportDue
    case .overdue: kind = .reportOverdue
    // Who had no key to sign with, and not by its own doing, could not file. // Status rules §7
    case .missing where cell.noKey?.excuses != true: kind = .reportMissing
    default: return nil
    }
    if kind == .reportDue, due > horizon { return nil }
    return OpenTask(
      kind, party: place.signatory, period: place.period, commitments: [place.commitment], entry: cell.noClaim, due: due
    )
  }

  /// The last review of a claim that stands no more, where none counts for the one that does. // Status rules §8
  private func reviewTask(_ cell: CellStatus, _ place: Place) -> OpenTask? {
    guard cell.submission.hasClaim, !cell.trace.reviews.contains(where: { $0.effect == .counted }),
      let last = cell.trace.reviews.last(where: { $0.effect == .ofOlderVersion })
    else { return nil }
    return OpenTask(
      .reviewLapsed, party: place.signatory, period: place.period, commitments: [place.commitment],
      entry: last.entry.index)
  }

  /// Checks that say that evidence is as it was, and that are or will be too old for that. // Status rules §8
  private func evidenceTasks(_ cell: CellStatus, _ place: Place, days: Int64, by horizon: Instant) -> [OpenTask] {
    guard cell.submission.hasClaim else { return [] }
    return cell.trace.evidence.compactMap { item in
      guard let check = item.check, check.result == .match else { return nil }
      let holdsUntil = check.entry.recorded.saturating(addingDays: days)
      guard check.isStale || holdsUntil <= horizon else { return nil }
      return OpenTask(
        .evidenceOld, party: place.signatory, period: place.period, commitments: [place.commitment],
        entry: check.entry.index, evidence: item.sha256, due: holdsUntil)
    }
  }

  /// The challenges that are open, commitment by commitment. // Status rules §8
  private func challengeTasks(of history: SignatoryHistory) -> [OpenTask] {
    challenges(of: history).filter { !$0.openCommitments.isEmpty }.flatMap { challenge in
      func task(_ kind: OpenTask.Kind, due: Instant? = nil) -> OpenTask {
        OpenTask(
          kind, party: history.signatory, period: challenge.period, commitments: challenge.openCommitments,
          entry: challenge.entry.index, due: due)
      }
      // Who is listed cannot reply. // Status rules §7
      guard let due = replyDue(to: challenge, of: history), challenge.replies.isEmpty else {
        return [task(.challengeDecision)]
      }
      let reply = task(.challengeReply, due: due)
      return visibility.asOf > due ? [reply, task(.challengeDecision)] : [reply]
    }
  }
}

extension [OpenTask] {
  /// Adds a task of one commitment; one that is the same but for that gets it as well.
  fileprivate mutating func gather(_ task: OpenTask) {
    let same = firstIndex { other in
      var alike = other
      alike.commitments = task.commitments
      return alike == task
    }
    if let same { self[same].commitments += task.commitments } else { append(task) }
  }
}

extension OwnerEvent.Act {
  /// Whether the act ends a key.
  fileprivate func ends(_ key: KeyID) -> Bool {
    switch self {
    case .end(let ended, _): ended == key
    case .rotate(let old, _): old == key
    case .bring, .threshold, .recover, .object: false
    }
  }

  fileprivate var isEnd: Bool {
    if case .end = self { true } else { false }
  }
}
