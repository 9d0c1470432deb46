internal import Compliance
internal import Pledges

extension SignatoryReportMaker {
  /// Who the signatory is at T: the acts that are recorded and effective by then. // Status rules §3
  func identity() throws(ReportError) -> SignatoryIdentity {
    var profile = member.profile
    let acts = seen.membership.filter(\.isIdentity)
    // State keeps the last word only. When some of it is not seen or not effective yet, the statements tell.
    if acts.contains(where: { $0.effective > view.asOf })
      || acts.count != member.membership.count(where: \.isIdentity)
    {
      profile = try self.profile(after: effectiveActs(acts)) ?? profile
    }
    let names = member.names.filter { view.shows($0.entry) }
    let present = names.last { $0.effective <= view.asOf } ?? names.first ?? member.names[0]
    let standing = seen.membership.standing(
      at: view.asOf, commitments: accord.document.commitments.map(\.id))
    let joins = seen.membership.filter(\.isJoin)
    let join = joins.last { $0.effective <= view.asOf } ?? joins.first
    return SignatoryIdentity(
      id: member.id, name: present.name, names: names, kind: standing.kind ?? profile.kind, country: profile.country,
      traits: standing.kind == nil ? profile.traits : standing.traits, standing: view.rules.standing(of: seen),
      membership: view.rules.membershipStanding(of: seen), basis: profile.basis, source: profile.source,
      joinedVia: profile.joinedVia, reservation: profile.reservation,
      successor: successor(profile.successor),
      joined: (join?.effective ?? present.effective, join?.entry ?? present.entry),
      subscription: standing.subscription.commitments,
      subscriptionHistory: seen.membership.compactMap(\.subscriptionLine))
  }

  /// The successor that holds, as the last entry that ended a membership so names it.
  private func successor(_ party: PartyID?) -> Successor? {
    guard let party else { return nil }
    let act = seen.membership.last { act in
      if case .update(_, _, succeeded: true) = act.change { act.effective <= view.asOf } else { false }
    }
    return act.map { view.successor(party, of: member.id, named: $0.entry) }
  }

  /// What some acts say together; nil where they are none.
  private func profile(after acts: [MembershipEvent]) throws(ReportError) -> SignatoryProfile? {
    var profile: SignatoryProfile?
    for act in acts {
      switch try statements.statement(at: act.entry.index).statement.predicate {
      case .join(let join): profile = SignatoryProfile(join)
      case .update(let update): profile?.apply(update)
      default: continue
      }
    }
    return profile
  }

  /// The acts that hold by T, or the first one alone when none does yet.
  private func effectiveActs(_ acts: [MembershipEvent]) -> [MembershipEvent] {
    let effective = acts.filter { $0.effective <= view.asOf }
    return effective.isEmpty ? Array(acts.prefix(1)) : effective
  }
}

extension MembershipEvent {
  var isJoin: Bool {
    if case .join = change { true } else { false }
  }

  /// Whether the act says who the signatory is.
  fileprivate var isIdentity: Bool {
    switch change {
    case .join, .update: true
    default: false
    }
  }

  fileprivate var subscriptionLine: SignatoryIdentity.SubscriptionLine? {
    let line: SignatoryIdentity.SubscriptionLine.Change
    switch change {
    case .join(let joining): line = joining.subscribed.map { .joined($0) } ?? .joinedForAll
    case .subscribe(let listed): line = .added(listed)
    case .unsubscribe(let listed): line = .removed(listed)
    default: return nil
    }
    return SignatoryIdentity.SubscriptionLine(entry: entry, effective: effective, change: line)
  }
}

extension LedgerView {
  /// A successor, as an entry names it: who had no key by then has not agreed to anything. // Format §11
  func successor(_ party: PartyID, of signatory: PartyID, named entry: EntryStamp) -> Successor {
    func hadKey(_ party: PartyID) -> Bool {
      state.owners[party]?.events.first.map { $0.entry.index < entry.index } ?? false
    }
    return Successor(
      party: party, signatory: signatory, isNamedByRegistrar: !hadKey(signatory), hadKey: hadKey(party))
  }
}
