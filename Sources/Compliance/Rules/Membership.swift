internal import Pledges

/// What the membership entries about a signatory amount to for one period. // Status rules §3
struct Membership {
  let probe: Instant
  private(set) var trace = MembershipTrace(
    isMember: false, kind: nil, traits: [], subscription: .all, base: nil, steps: [])

  /// - Parameter commitments: all of the accord, which is what remains to unsubscribe from.
  init(
    _ events: [MembershipEvent], period: AccordDocument.Period, commitments: [CommitmentRules], visibility: Visibility
  ) {
    probe = min(period.end, visibility.asOf)
    // Ledger order decides, not the order of effective times.
    for event in events where visibility.shows(event.entry) {
      apply(event, start: period.start, commitments: commitments)
    }
  }

  private mutating func apply(_ event: MembershipEvent, start: Instant, commitments: [CommitmentRules]) {
    switch event.change {
    case .join(let kind, let traits, let subscribed):
      guard event.effective <= probe else { return }
      // A later join starts afresh. What was recorded late creates no duty in the past.
      trace.isMember = true
      trace.kind = kind
      trace.traits = traits
      trace.subscription = subscribed.map { .only(Set($0)) } ?? .all
      trace.base = max(event.effective, event.entry.recorded)
      use(event, .joined)
    case .withdraw, .delist:
      guard event.effective <= probe else { return }
      trace.isMember = false
      if case .withdraw = event.change { use(event, .withdrew) } else { use(event, .delisted) }
    case .subscribe(let listed):
      guard event.effective <= start else { return }
      if case .only(let earlier) = trace.subscription {
        trace.subscription = .only(earlier.union(listed))
      } else {
        trace.subscription = .only(Set(listed))
      }
      use(event, .subscribed)
    case .unsubscribe(let listed):
      guard event.effective <= start else { return }
      if case .only(let earlier) = trace.subscription {
        trace.subscription = .only(earlier.subtracting(listed))
      } else {
        trace.subscription = .only(Set(commitments.map(\.id)).subtracting(listed))
      }
      use(event, .unsubscribed)
    case .update(let kind, let traits, let succeeded):
      guard event.effective <= probe else { return }
      if let kind { trace.kind = kind }
      if let traits { trace.traits = traits }
      if succeeded { trace.isMember = false }
      use(event, succeeded ? .succeeded : .updated)
    case .suspend, .reinstate:
      // Suspension has its own instant.
      return
    }
  }

  private mutating func use(_ event: MembershipEvent, _ effect: MembershipStep.Effect) {
    trace.steps.append(MembershipStep(entry: event.entry, effective: event.effective, effect: effect))
  }
}

/// Whether a signatory is suspended at due, or now when due is still to come. // Status rules §3
struct Suspension {
  private(set) var isSuspended = false
  private(set) var steps: [SuspensionStep] = []
  let limit: Instant

  init(_ events: [MembershipEvent], due: Instant, visibility: Visibility) {
    limit = min(due, visibility.asOf)
    for event in events where visibility.shows(event.entry) && event.effective <= limit {
      switch event.change {
      case .suspend: isSuspended = true
      case .reinstate: isSuspended = false
      default: continue
      }
      steps.append(SuspensionStep(entry: event.entry, effective: event.effective, suspends: isSuspended))
    }
  }
}
