/// What a signatory is at one instant: a member or not, of which kind, with which traits. // Status rules §3
public struct MembershipStanding: Sendable {
  public var isMember = false
  public var kind: PlainID?
  public var traits: [PlainID] = []
  /// The later of effective and recorded of the join that counts.
  public var base: Instant?
  /// The entries that decided, in ledger order.
  public var because: [EntryIndex] = []
}

extension [MembershipEvent] {
  /// Membership as of an instant: every act effective by then, in ledger order, which decides. // Status rules §3
  public func standing(at probe: Instant) -> MembershipStanding {
    var standing = MembershipStanding()
    for event in self where event.effective <= probe {
      switch event.change {
      case .join(let kind, let traits, _):
        standing.isMember = true
        standing.kind = kind
        standing.traits = traits
        standing.base = Swift.max(event.effective, event.entry.recorded)
      case .withdraw, .delist:
        standing.isMember = false
      case .update(let kind, let traits, let succeeded):
        if let kind { standing.kind = kind }
        if let traits { standing.traits = traits }
        if succeeded { standing.isMember = false }
      case .subscribe, .unsubscribe, .suspend, .reinstate:
        continue
      }
      standing.because.append(event.entry.index)
    }
    return standing
  }

  /// What the signatory is subscribed to when a period starts; nil for everything. // Status rules §3
  public func subscription(
    atStartOf start: Instant, probe: Instant, commitments: [CommitmentID]
  ) -> [CommitmentID]? {
    var subscription: [CommitmentID]?
    for event in self {
      switch event.change {
      case .join(_, _, let subscribed) where event.effective <= probe:
        subscription = subscribed
      case .subscribe(let added) where event.effective <= start:
        subscription = (subscription ?? []) + added.filter { !(subscription ?? []).contains($0) }
      case .unsubscribe(let removed) where event.effective <= start:
        subscription = (subscription ?? commitments).filter { !removed.contains($0) }
      default: continue
      }
    }
    return subscription
  }
}

extension AccordHistory {
  /// The accord version that governs a period: the last one in force and recorded by the time it opens, or else the
  /// first that has it. // Status rules §1
  public func governing(_ period: PeriodID) -> PublishedAccord? {
    var first: PublishedAccord?
    var last: PublishedAccord?
    for version in versions {
      guard let found = version.document.period(period) else { continue }
      if first == nil { first = version }
      if Swift.max(version.document.effectiveFrom, version.entry.recorded) <= found.opens { last = version }
    }
    return last ?? first
  }

  /// The version in force at an instant: the last one effective by then, or else the first. // Format §3
  public func inForce(at instant: Instant) -> PublishedAccord? {
    versions.last { $0.document.effectiveFrom <= instant } ?? versions.first
  }
}
