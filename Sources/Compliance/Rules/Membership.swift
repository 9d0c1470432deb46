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
    var standing = MembershipStanding()
    for event in events where visibility.shows(event.entry) {
      if standing.apply(event, probe: probe, start: period.start, commitments: commitments.map(\.id)) { note(event) }
    }
    trace.isMember = standing.isMember
    trace.kind = standing.kind
    trace.traits = standing.traits
    trace.subscription = standing.subscription
    trace.base = standing.base
  }

  private mutating func note(_ event: MembershipEvent) {
    let effect: MembershipStep.Effect
    switch event.change {
    case .join: effect = .joined
    case .withdraw: effect = .withdrew
    case .delist: effect = .delisted
    case .subscribe: effect = .subscribed
    case .unsubscribe: effect = .unsubscribed
    case .update(_, _, let succeeded): effect = succeeded ? .succeeded : .updated
    case .suspend, .reinstate: return
    }
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
