internal import Pledges

/// What the membership entries about a signatory amount to for one period, with what an explanation tells of it.
/// // Status rules §3
struct Membership {
  let probe: Instant
  private(set) var trace: MembershipTrace
  private(set) var suspensions: [SuspensionStep] = []

  init(_ events: [MembershipEvent], rules: PeriodRules, visibility: Visibility) {
    let membership = PeriodMembership(
      events.filter { visibility.shows($0.entry) }, period: rules.period, asOf: visibility.asOf,
      commitments: { rules.commitments.map(\.id) })
    let standing = membership.standing
    probe = membership.probe
    trace = MembershipTrace(
      isMember: standing.isMember, kind: standing.kind, traits: standing.traits, subscription: standing.subscription,
      basis: standing.basis, base: standing.base, isSuspended: standing.isSuspended, gap: membership.gap, steps: [])
    for event in membership.used { note(event) }
  }

  private mutating func note(_ event: MembershipEvent) {
    let effect: MembershipStep.Effect
    switch event.change {
    case .join: effect = event.entry == trace.gap?.rejoined ? .rejoined : .joined
    case .withdraw: effect = .withdrew
    case .delist: effect = .delisted
    case .strike: effect = .struck
    case .subscribe: effect = .subscribed
    case .unsubscribe: effect = .unsubscribed
    case .update(_, _, let succeeded): effect = succeeded ? .succeeded : .updated
    case .suspend, .reinstate:
      suspensions.append(
        SuspensionStep(entry: event.entry, effective: event.effective, suspends: event.change.isSuspension))
      return
    }
    trace.steps.append(MembershipStep(entry: event.entry, effective: event.effective, effect: effect))
  }
}

extension MembershipEvent.Change {
  fileprivate var isSuspension: Bool {
    if case .suspend = self { true } else { false }
  }
}
