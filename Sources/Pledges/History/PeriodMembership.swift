/// What the membership entries about a signatory amount to for one period. // Status rules §3
///
/// Admission and the status rules ask the same function.
public struct PeriodMembership: Sendable {
  /// The earlier of the period's end and the instant asked for.
  public let probe: Instant
  public private(set) var standing = MembershipStanding()
  /// The entries that count, in ledger order, and last the join that closes a gap.
  public private(set) var used: [MembershipEvent] = []
  /// The gap that the period's end fell into, and that a join closed in time; the membership then counts as unbroken.
  public private(set) var gap: Gap?

  /// A leaving, and the join after it.
  public struct Gap: Sendable, Equatable {
    public var left: EntryStamp
    public var rejoined: EntryStamp
  }

  /// - Parameters:
  ///   - events: those that can be seen, in ledger order.
  ///   - period: with the due that the accord document gives it.
  ///   - commitments: all of the accord, which is what remains to unsubscribe from.
  public init(
    _ events: [MembershipEvent], period: AccordDocument.Period, asOf: Instant,
    commitments: () -> [CommitmentID] = { [] }
  ) {
    probe = min(period.end, asOf)
    let events = events.withoutStruck
    func fold(_ probe: Instant, _ uses: (MembershipEvent) -> Void = { _ in }) -> MembershipStanding {
      let window = MembershipStanding.Window(probe: probe, start: period.start, end: period.end)
      var standing = MembershipStanding()
      for event in events where standing.apply(event, window, commitments: commitments) { uses(event) }
      return standing
    }
    var used: [MembershipEvent] = []
    standing = fold(probe) { used.append($0) }
    self.used = used
    guard !standing.isMember, let leaving = standing.leaving, let rejoined = leaving.rejoined(events),
      rejoined.effective > period.end, rejoined.entry.recorded <= period.due, fold(period.start).isMember
    else { return }
    // With kind, traits and subscription as they were before the leaving; suspension is asked for at the probe all the
    // same.
    let before = fold(leaving.effective.saturating(addingSeconds: -1))
    guard before.isMember else { return }
    standing = before.suspended(as: standing)
    gap = Gap(left: leaving.entry, rejoined: rejoined.entry)
    self.used.append(rejoined)
  }
}

extension MembershipStanding.Leaving {
  /// The first join after the leaving, in ledger order, that may close a gap.
  fileprivate func rejoined(_ events: [MembershipEvent]) -> MembershipEvent? {
    events.first { $0.entry.index > entry.index && $0.change.joining != nil && $0.mayGoOn }
  }
}
