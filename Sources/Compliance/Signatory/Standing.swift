public import Pledges

/// How a signatory stands at the report's instant. It changes no cell. // Status rules §10 †
public enum Standing: String, Sendable, CaseIterable {
  case notMember = "not-member"
  case succeeded
  case delisted
  case withdrawn
  /// On the basis of a public source: it has no key here and cannot file.
  case listed
  case suspended
  case active
  case new
  case delistingEligible = "delisting-eligible"
  case nonCommunicating = "non-communicating"
}

extension StatusRules {
  /// The standing of a signatory; the first row that fits. // Status rules §10 †
  public func standing(of history: SignatoryHistory) -> Standing {
    if let standing = membershipStanding(of: history) { return standing }
    if owedPeriods.isEmpty { return .active }
    let silence = Silence(of: history, rules: self)
    if silence.isEligible { return .delistingEligible }
    if !silence.isBoundSomewhere { return .new }
    return silence.periods.isEmpty ? .active : .nonCommunicating
  }

  /// What membership alone decides, whatever is reported: the rows before `active`; nil for an ordinary member.
  public func membershipStanding(of history: SignatoryHistory) -> Standing? {
    let visible = history.membership.filter { visibility.shows($0.entry) }
    let standing = visible.standing(at: visibility.asOf)
    // Nobody was a member of any kind before a join counted.
    guard let basis = standing.basis else { return .notMember }
    var ended: Standing?
    for event in visible.withoutStruck where event.effective <= visibility.asOf {
      switch event.change {
      case .join: ended = nil
      case .withdraw: ended = .withdrawn
      case .delist: ended = .delisted
      case .update(_, _, succeeded: true): ended = .succeeded
      default: continue
      }
    }
    if let ended { return ended }
    if basis == .publicSource { return .listed }
    return standing.isSuspended ? .suspended : nil
  }
}
