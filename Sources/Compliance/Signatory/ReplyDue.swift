public import Pledges

extension StatusRules {
  /// By when a challenge has to be answered: days on which the signatory had too few keys, and not by its own doing, do
  /// not count. Nil where the accord knows no challenges. // Status rules §7
  public func replyDue(to challenge: EntryStamp, period: PeriodID, of history: SignatoryHistory) -> Instant? {
    guard let days = governingAccord(period: period)?.document.challenge?.responseDays else { return nil }
    return KeyShortages(history.keys, visibility: visibility).end(of: days, from: challenge.recorded)
  }
}
