/// What a signatory is at one instant: a member or not, of which kind, with which traits, bound by what. // Status rules §3
///
/// Admission and the status rules fold the same events with the same function.
public struct MembershipStanding: Sendable {
  public private(set) var isMember = false
  public private(set) var kind: PlainID?
  public private(set) var traits: [PlainID] = []
  public private(set) var subscription: Subscription = .all
  /// The later of effective and recorded of the join that counts.
  public private(set) var base: Instant?

  public init() {}

  /// Takes the next event in ledger order, which decides and not the order of effective times; answers whether it counts.
  ///
  /// Acts of membership count when effective by `probe`, subscriptions when effective by `start`. Suspension has an
  /// instant of its own and is not membership. `commitments` are all of the accord.
  public mutating func apply(
    _ event: MembershipEvent, probe: Instant, start: Instant, commitments: @autoclosure () -> [CommitmentID]
  ) -> Bool {
    switch event.change {
    case .join(let kind, let traits, let subscribed):
      guard event.effective <= probe else { return false }
      // A later join starts afresh. What was recorded late creates no duty in the past.
      isMember = true
      self.kind = kind
      self.traits = traits
      subscription = subscribed.map { .only(Set($0)) } ?? .all
      base = max(event.effective, event.entry.recorded)
    case .withdraw, .delist:
      guard event.effective <= probe else { return false }
      isMember = false
    case .subscribe(let listed):
      guard event.effective <= start else { return false }
      // On a subscription to everything it narrows; admission refuses that. // Status rules §12
      if case .only(let earlier) = subscription {
        subscription = .only(earlier.union(listed))
      } else {
        subscription = .only(Set(listed))
      }
    case .unsubscribe(let listed):
      guard event.effective <= start else { return false }
      if case .only(let earlier) = subscription {
        subscription = .only(earlier.subtracting(listed))
      } else {
        subscription = .only(Set(commitments()).subtracting(listed))
      }
    case .update(let kind, let traits, let succeeded):
      guard event.effective <= probe else { return false }
      if let kind { self.kind = kind }
      if let traits { self.traits = traits }
      if succeeded { isMember = false }
    case .suspend, .reinstate:
      return false
    }
    return true
  }
}

/// What a member is bound by.
public enum Subscription: Sendable, Equatable {
  case all
  case only(Set<CommitmentID>)

  /// The commitments in the order of their ids; nil for all.
  public var commitments: [CommitmentID]? {
    switch self {
    case .all: nil
    case .only(let commitments): commitments.sorted()
    }
  }

  /// Whether the commitment is bound. // Status rules §4 row 4
  public func includes(_ commitment: CommitmentID) -> Bool {
    switch self {
    case .all: true
    case .only(let commitments): commitments.contains(commitment)
    }
  }
}

extension [MembershipEvent] {
  /// What the events amount to at an instant.
  public func standing(
    at probe: Instant, start: Instant? = nil, commitments: @autoclosure () -> [CommitmentID] = []
  ) -> MembershipStanding {
    var standing = MembershipStanding()
    for event in self {
      _ = standing.apply(event, probe: probe, start: start ?? probe, commitments: commitments())
    }
    return standing
  }
}
