/// What a signatory is at one instant: a member or not, of which kind, with which traits, bound by what. // Status rules §3
///
/// Admission and the status rules fold the same events with the same function.
public struct MembershipStanding: Sendable {
  public private(set) var isMember = false
  public private(set) var kind: PlainID?
  public private(set) var traits: [PlainID] = []
  public private(set) var subscription: Subscription = .all
  /// What the membership rests on; that of the last join that counts.
  public private(set) var basis: Join.Basis?
  /// From when the membership counts: the later of effective and recorded of the join, or of an earlier one that it
  /// goes on with.
  public private(set) var base: Instant?
  public private(set) var isSuspended = false
  /// The act that last ended a membership, and what it ended.
  private(set) var leaving: Leaving?
  /// Whether some join came before, effective or not.
  private var hasJoined = false

  public init() {}

  struct Leaving: Sendable {
    let entry: EntryStamp
    let effective: Instant
    let basis: Join.Basis?
    let base: Instant?
  }

  /// The instants that decide which acts count.
  struct Window {
    /// Acts of membership and suspension count when effective by then.
    var probe: Instant
    /// Subscriptions count when effective by then.
    var start: Instant
    /// The end of the period asked about; nil where no period is.
    var end: Instant?
  }

  /// Takes the next event in ledger order, which decides and not the order of effective times; answers whether it counts.
  ///
  /// `commitments` are all of the accord.
  mutating func apply(_ event: MembershipEvent, _ window: Window, commitments: () -> [CommitmentID]) -> Bool {
    if case .join(let joining) = event.change { return join(joining, event, window) }
    // What it took out is missing from every period.
    if event.change.isStrike { return true }
    let isSubscription = event.change.isSubscription
    guard event.effective <= (isSubscription ? window.start : window.probe) else { return false }
    switch event.change {
    case .withdraw, .delist: leave(event)
    case .update(let kind, let traits, let succeeded):
      if let kind { self.kind = kind }
      if let traits { self.traits = traits }
      if succeeded { leave(event) }
    case .suspend: isSuspended = true
    case .reinstate: isSuspended = false
    case .subscribe(let listed):
      // On a subscription to everything it narrows; admission refuses that. // Status rules §12
      if case .only(let earlier) = subscription {
        subscription = .only(earlier.union(listed))
      } else {
        subscription = .only(Set(listed))
      }
    case .unsubscribe(let listed):
      if case .only(let earlier) = subscription {
        subscription = .only(earlier.subtracting(listed))
      } else {
        subscription = .only(Set(commitments()).subtracting(listed))
      }
    case .join, .strike: break
    }
    return true
  }

  /// A later join starts anew, but for the base that it may keep, and ends a suspension.
  private mutating func join(_ joining: MembershipEvent.Joining, _ event: MembershipEvent, _ window: Window) -> Bool {
    let isFirst = !hasJoined
    hasJoined = true
    // What was recorded after a period changes nothing about it, whatever it says of its effective time.
    guard event.effective <= window.probe, isFirst || event.entry.recorded <= window.end ?? .init(seconds: .max)
    else { return false }
    isMember = true
    isSuspended = false
    kind = joining.kind
    traits = joining.traits
    subscription = joining.subscribed.map { .only(Set($0)) } ?? .all
    basis = joining.basis
    // What was recorded late creates no duty in the past.
    base = max(event.effective, event.entry.recorded)
    if let leaving, leaving.basis == .signed, event.mayGoOn,
      event.effective <= leaving.effective.saturating(addingDays: joining.gapDays)
    {
      base = leaving.base
    }
    return true
  }

  /// The same, suspended or not as another one is.
  func suspended(as other: MembershipStanding) -> MembershipStanding {
    var standing = self
    standing.isSuspended = other.isSuspended
    return standing
  }

  /// Who has left already cannot leave again: no new gap starts.
  private mutating func leave(_ event: MembershipEvent) {
    if isMember { leaving = Leaving(entry: event.entry, effective: event.effective, basis: basis, base: base) }
    isMember = false
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

  /// Whether the commitment is bound. // Status rules §4 row 5
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
    let window = MembershipStanding.Window(probe: probe, start: start ?? probe)
    var standing = MembershipStanding()
    for event in withoutStruck { _ = standing.apply(event, window, commitments: commitments) }
    return standing
  }

  /// The events that are left when memberships entered in error are taken out, each with all acts up to the one that
  /// takes it out: as if it had never been. That act stays where it did something. // Status rules §3
  public var withoutStruck: [MembershipEvent] {
    guard contains(where: { $0.change.isStrike }) else { return self }
    var kept: [MembershipEvent] = []
    for event in self {
      guard event.change.isStrike else {
        kept.append(event)
        continue
      }
      guard let place = kept.lastIndex(where: { $0.change.joining != nil }),
        kept[place].change.joining?.basis == .publicSource
      else { continue }
      kept.removeSubrange(place...)
      kept.append(event)
    }
    return kept
  }
}

extension MembershipEvent {
  /// Whether a join may keep an old base and close a gap: one that rests on a recovery does neither. // Status rules §3
  var mayGoOn: Bool { recovery == nil }
}

extension MembershipEvent.Change {
  var joining: MembershipEvent.Joining? {
    if case .join(let joining) = self { joining } else { nil }
  }

  var isStrike: Bool {
    if case .strike = self { true } else { false }
  }

  fileprivate var isSubscription: Bool {
    switch self {
    case .subscribe, .unsubscribe: true
    default: false
    }
  }
}
