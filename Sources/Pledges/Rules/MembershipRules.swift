internal import Cryptography

extension LedgerState {
  /// `signatory.join`: a member from `effective` on; signed by the registrar and, unless it rests on a public source, by
  /// the signatory's own keys. // Format §3
  mutating func apply(_ join: Join, _ entry: Entry, _ signers: Signers) throws(Refusal) {
    try signers.requireRegistrar()
    let document = try documentInForce(at: entry.stamp.recorded, entry.kind)
    if let objection = objections(to: JoinTerms(join), in: document).first { throw objection.refusal }
    // Nobody is brought in, or back, by the registrar alone whose own key could say so. // Format §13
    try requireOwnerUnlessNew(join.signatory, signers)
    let named = NamedKeys(keys: join.keys, threshold: join.threshold, identifications: join.identifications)
    try checkOwn(named, of: join.signatory, entry)
    if let objection = objections(toMembership: JoinTerms(join), at: entry.stamp.recorded).first {
      throw objection.refusal
    }
    let added = try checkNew(named, of: join.signatory, entry, signers)
    bring(added, named, to: join.signatory, entry, signers)
    let name = Member.DatedName(name: join.name, entry: entry.stamp, effective: join.effective)
    if members[join.signatory] == nil {
      members.add(
        Member(
          id: join.signatory, names: [name], profile: SignatoryProfile(join), membership: []))
    } else {
      members.change(join.signatory) { $0.rejoin(join, name: name) }
    }
    let joining = MembershipEvent.Joining(
      kind: join.kind, traits: join.traits, subscribed: join.subscribed, basis: join.basis, gapDays: document.gapDays)
    record(
      .join(joining), effective: join.effective, entry, on: join.signatory,
      recovery: signers.recoveries[join.signatory])
  }

  /// `signatory.update`: history is kept, the report lists former names. // Format §11
  mutating func apply(_ update: SignatoryUpdate, _ entry: Entry, _ signers: Signers) throws(Refusal) {
    try signers.requireRegistrar()
    let member = try member(update.signatory, entry.kind)
    // Who ever had a key agrees, whatever the membership rests on. // Format §13
    try requireOwnerUnlessNew(update.signatory, signers)
    // Nobody is made to go on for another without having agreed to it.
    if let successor = update.successor { try requireOwnerUnlessNew(successor, signers) }
    if update.changesDuties { try requireNotInRetrospect(update.effective, member, entry) }
    let document = try documentInForce(at: entry.stamp.recorded, entry.kind)
    let (kind, traits) = (update.kind ?? member.profile.kind, update.traits ?? member.profile.traits)
    if let objection = objections(toKind: kind, traits: traits, in: document, entry.kind).first {
      throw objection.refusal
    }
    if let successor = update.successor {
      guard successor != update.signatory, members[successor]?.isMember(at: update.effective) == true else {
        throw Refusal.rule(
          entry.kind, "successor", "\(successor) is not another signatory that is a member at \(update.effective)",
          hint: "it joins first: pledgebook join \(successor)")
      }
      guard !isSucceeded(successor, by: update.signatory) else {
        throw Refusal.rule(
          entry.kind, "successor", "\(successor) itself is to be succeeded by \(update.signatory)",
          hint: "pledgebook report \(successor) shows who goes on for it")
      }
    }
    members.change(update.signatory) { $0.update(update, entry: entry.stamp) }
    record(
      .update(kind: update.kind, traits: update.traits, succeeded: update.reason == .succeeded),
      effective: update.effective, entry, on: update.signatory, recovery: signers.recoveries[update.signatory])
  }

  /// Whether the successors that have been named lead from one signatory to another: then nobody would go on in the end,
  /// whenever each is effective. // Format §11
  private func isSucceeded(_ signatory: PartyID, by other: PartyID) -> Bool {
    var seen: Set<PartyID> = []
    var next = members[signatory]?.profile.successor
    while let successor = next, seen.insert(successor).inserted {
      if successor == other { return true }
      next = members[successor]?.profile.successor
    }
    return false
  }

  /// `signatory.subscribe` and `.unsubscribe`: for periods that start later. // Format §11
  mutating func apply(
    _ change: SubscriptionChange, adds: Bool, _ entry: Entry, _ signers: Signers
  ) throws(Refusal) {
    let member = try member(change.signatory, entry.kind)
    try signers.requireOwner(change.signatory)
    try requireNotInRetrospect(change.effective, member, entry)
    let document = try documentInForce(at: entry.stamp.recorded, entry.kind)
    try check(commitments: change.commitments, in: document, entry.kind)
    if adds {
      if member.isSubscribedToAll(from: change.effective, commitments: document.commitments.map(\.id)) {
        // It would make the subscription exactly the list, and nobody should narrow by accident. // Format §11
        throw Refusal.rule(
          entry.kind, "subscribed-to-all", "\(change.signatory) is subscribed to every commitment already",
          hint: "to leave some out: pledgebook unsubscribe")
      }
    }
    record(
      adds ? .subscribe(change.commitments) : .unsubscribe(change.commitments), effective: change.effective, entry,
      on: change.signatory, recovery: signers.recoveries[change.signatory])
  }

  /// `signatory.suspend`, `.reinstate` and `.delist`: acts of the registrar, with a reason. // Format §3
  mutating func apply(
    _ change: StandingChange, _ what: MembershipEvent.Change, _ entry: Entry, _ signers: Signers
  ) throws(Refusal) {
    try signers.requireRegistrar()
    let member = try member(change.signatory, entry.kind)
    if change.reason == .enteredInError {
      guard member.isListed(at: entry.stamp.recorded) else {
        throw Refusal.rule(
          entry.kind, "entered-in-error", "\(change.signatory) is not a member on the basis of a public source",
          hint: "a member that signed for itself is delisted for another reason")
      }
      record(.strike, effective: entry.stamp.recorded, entry, on: change.signatory)
      return
    }
    try requireNotInRetrospect(change.effective, member, entry)
    record(what, effective: change.effective, entry, on: change.signatory)
  }

  /// `signatory.withdraw`: the signatory leaves; past duties stay. // Format §3
  mutating func apply(_ withdrawal: Withdrawal, _ entry: Entry, _ signers: Signers) throws(Refusal) {
    let member = try member(withdrawal.signatory, entry.kind)
    switch member.profile.basis {
    case .signed: try signers.requireOwner(withdrawal.signatory)
    case .publicSource: try signers.requireRegistrar()
    }
    guard member.isMember(at: max(withdrawal.effective, entry.stamp.recorded)) else {
      throw Refusal.rule(
        entry.kind, "not-member", "\(withdrawal.signatory) is not a member",
        hint: "pledgebook report \(withdrawal.signatory) shows its history")
    }
    try requireNotInRetrospect(withdrawal.effective, member, entry)
    record(
      .withdraw, effective: withdrawal.effective, entry, on: withdrawal.signatory,
      recovery: member.profile.basis == .signed ? signers.recoveries[withdrawal.signatory] : nil)
  }

  // MARK: - What several of them ask

  func member(_ id: PartyID, _ kind: EntryKind) throws(Refusal) -> Member {
    guard let member = members[id] else {
      throw Refusal.rule(
        kind, "unknown-signatory", "\(id) is not in this ledger", hint: "it joins first: pledgebook join \(id)")
    }
    return member
  }

  func documentInForce(at instant: Instant, _ kind: EntryKind) throws(Refusal) -> AccordDocument {
    try publishedInForce(at: instant, kind).document
  }

  func publishedInForce(at instant: Instant, _ kind: EntryKind) throws(Refusal) -> PublishedAccord {
    guard let version = accordInForce(at: instant) else {
      throw Refusal.rule(
        kind, "no-accord", "this ledger has no accord yet", hint: "publish one: pledgebook accord publish FILE")
    }
    return version
  }

  private func check(
    commitments: [CommitmentID], in document: AccordDocument, _ kind: EntryKind
  ) throws(Refusal) {
    for commitment in commitments where document.commitment(commitment) == nil {
      throw Refusal.unknownCommitment(commitment, kind)
    }
  }

  /// Until when a change of what a signatory owes has to be recorded; nil for what may be recorded at any time.
  ///
  /// For whoever drafts what others are still to sign: it is refused as lying in retrospect after that. // Format §11
  public func latestRecording(of predicate: Predicate) -> Instant? {
    let change: (signatory: PartyID, effective: Instant)
    switch predicate {
    case .join(let join):
      guard let member = members[join.signatory], member.hasJoined,
        !member.signsForItself(JoinTerms(join), at: join.effective)
      else { return nil }
      return join.effective
    case .delist(let of) where of.reason == .enteredInError: return nil
    case .update(let update) where update.changesDuties: change = (update.signatory, update.effective)
    case .subscribe(let of), .unsubscribe(let of): change = (of.signatory, of.effective)
    case .suspend(let of), .reinstate(let of), .delist(let of): change = (of.signatory, of.effective)
    case .withdraw(let withdrawal): change = (withdrawal.signatory, withdrawal.effective)
    default: return nil
    }
    return members[change.signatory]?.hasDuties == false ? nil : change.effective
  }

  /// Nobody leaves, or is excused from, a duty in retrospect. // Format §4
  private func requireNotInRetrospect(_ effective: Instant, _ member: Member, _ entry: Entry) throws(Refusal) {
    guard effective >= entry.stamp.recorded || !member.hasDuties else {
      throw Refusal.retrospective(effective, recorded: entry.stamp.recorded, entry.kind)
    }
  }

  private mutating func record(
    _ change: MembershipEvent.Change, effective: Instant, _ entry: Entry, on signatory: PartyID,
    recovery: EntryIndex? = nil
  ) {
    let event = MembershipEvent(entry: entry.stamp, effective: effective, change: change, recovery: recovery)
    members.change(signatory) { $0.membership.append(event) }
    note(entry, on: signatory)
  }
}

extension AccordDocument {
  /// How many days after a leaving a join goes on with the membership that was left. // Status rules §3
  public var gapDays: Int64 {
    max(reporting?.firstReportAfterDays ?? 0, membership.withdrawalNoticeDays, AccordDocument.shortestGapDays)
  }

  private static let shortestGapDays: Int64 = 30
}

extension Member {
  /// Who is listed from a public source has none. // Format §4
  fileprivate var hasDuties: Bool { profile.basis != .publicSource }

  /// Whether some join of it stands, effective or not.
  var hasJoined: Bool { lastJoin != nil }

  private var lastJoin: MembershipEvent? { membership.withoutStruck.last { $0.change.joining != nil } }

  /// Whether it is a member whose last join, effective or not, rests on a public source.
  fileprivate func isListed(at instant: Instant) -> Bool {
    lastJoin?.change.joining?.basis == .publicSource && isMember(at: instant)
  }

  /// Whether it is, or by an act that is recorded already will be, a member subscribed to everything.
  fileprivate func isSubscribedToAll(from effective: Instant, commitments: [CommitmentID]) -> Bool {
    let instants = [effective] + membership.map(\.effective).filter { $0 > effective }
    return instants.contains { instant in
      let standing = membership.standing(at: instant, commitments: commitments)
      return standing.isMember && standing.subscription == .all
    }
  }

  /// Whether a join makes a member of one that was listed from a public source.
  func signsForItself(_ join: JoinTerms, at recorded: Instant) -> Bool {
    profile.basis == .publicSource && join.basis == .signed && isMember(at: max(join.effective ?? recorded, recorded))
  }

  fileprivate mutating func rejoin(_ join: Join, name: DatedName) {
    if names.last?.name != join.name { names.append(name) }
    profile = SignatoryProfile(join)
  }

  fileprivate mutating func update(_ update: SignatoryUpdate, entry: EntryStamp) {
    if let name = update.name { names.append(DatedName(name: name, entry: entry, effective: update.effective)) }
    profile.apply(update)
  }
}
