public import Pledges

extension StatusRules {
  /// The challenges about a signatory, in the order of the ledger, each with what became of it. // Status rules §8
  public func challenges(of history: SignatoryHistory) -> [ChallengeCourse] {
    history.challenges.lazy.filter { visibility.shows($0.entry) }.courses
  }

  /// By when a challenge has to be answered: days on which the signatory had too few keys, and not by its own doing, do
  /// not count. Nil where the accord sets no time, and for who is listed and has no key to reply with.
  /// // Status rules §7
  public func replyDue(to challenge: ChallengeCourse, of history: SignatoryHistory) -> Instant? {
    let isListed = cells(of: history, period: challenge.period).contains { cell in
      cell.duty == .listed && challenge.commitments.contains(cell.commitment)
    }
    guard !isListed, let rules = periodRules[challenge.period] else { return nil }
    return rules.replyDue(to: challenge.entry, KeyShortages(history.keys, visibility: visibility))
  }
}

extension PeriodRules {
  /// By when a challenge recorded then has to be answered by who can. // Status rules §7
  func replyDue(to challenge: EntryStamp, _ shortages: KeyShortages) -> Instant? {
    responseDays.map { shortages.end(of: $0, from: challenge.recorded) }
  }
}
