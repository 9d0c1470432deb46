internal import Cryptography

extension LedgerState {
  /// `signatory.join`: a member from `effective` on; signed by the registrar and, unless it rests on a public source, by
  /// the signatory's own keys. // Format §3
  mutating func apply(_ join: Join, _ entry: Entry, _ signers: Signers) throws(Refusal) {
    try signers.requireRegistrar()
    let kind = entry.kind
    func refused(_ reason: String, _ message: String, hint: String) -> Refusal {
      Refusal.rule(kind, reason, message, hint: hint)
    }
    let document = try documentInForce(at: entry.stamp.recorded, kind)
    try check(kind: join.kind, traits: join.traits, in: document, kind)
    if join.reservation != nil, !document.membership.reservationsAllowed {
      throw refused("reservation", "this accord takes no reservations", hint: "join without one")
    }
    if document.membership.subscriptionIsOptIn, join.subscribed == nil {
      throw refused(
        "subscription", "this accord binds by subscription, and the join names no commitments",
        hint: "add --subscribe COMMITMENT, once for each")
    }
    try check(commitments: join.subscribed ?? [], in: document, kind)
    if join.signatory == registrar?.id {
      // The registrar files for nobody, itself included. // Format §11
      throw refused("registrar", "\(join.signatory) is the registrar of this ledger", hint: "choose another id")
    }
    let owner = KeyBook.Owner.party(join.signatory)
    if join.basis == .publicSource, !keys.records(of: owner).isEmpty {
      // Who has signed for itself is not turned into somebody who cannot. // Format §11
      throw refused(
        "signs-for-itself", "\(join.signatory) has keys in this ledger and joins for itself",
        hint: "pledgebook join \(join.signatory) --signing-key KEY")
    }
    // Nobody is brought in, or back, by the registrar alone whose own key could say so. // Format §13
    try requireOwnerUnlessNew(join.signatory, signers)
    let named = NamedKeys(keys: join.keys, threshold: join.threshold, identifications: join.identifications)
    try checkOwn(named, of: join.signatory, entry)
    if let member = members[join.signatory] { try check(join, of: member, entry) }
    let added = try checkNew(named, of: join.signatory, entry, signers)
    bring(added, named, to: join.signatory, entry, signers)
    let name = Member.DatedName(name: join.name, entry: entry.stamp, effective: join.effective)
    if members[join.signatory] == nil {
      members.add(
        Member(
          id: join.signatory, names: [name], kind: join.kind, country: join.country, traits: join.traits,
          basis: join.basis, source: join.source, joinedVia: join.joinedVia, reservation: join.reservation,
          membership: []))
    } else {
      members.change(join.signatory) { $0.rejoin(join, name: name) }
    }
    let joining = MembershipEvent.Joining(
      kind: join.kind, traits: join.traits, subscribed: join.subscribed, basis: join.basis, gapDays: document.gapDays)
    record(
      .join(joining), effective: join.effective, entry, on: join.signatory,
      recovery: signers.recoveries[join.signatory])
  }

  /// Who is there already joins again only to sign for itself; who left comes back from now on. // Format §11
  private func check(_ join: Join, of member: Member, _ entry: Entry) throws(Refusal) {
    if member.signsForItself(join, at: entry.stamp.recorded) { return }
    guard !member.isMember(at: max(join.effective, entry.stamp.recorded)) else {
      throw Refusal.rule(
        entry.kind, "already-member", "\(join.signatory) is a member already",
        hint: "use pledgebook update to change it")
    }
    // Otherwise a join of today would reach back behind the leaving, and take what is missing with it.
    guard !member.hasJoined || join.effective >= entry.stamp.recorded else {
      throw retrospective(join.effective, entry)
    }
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
    try check(kind: update.kind ?? member.kind, traits: update.traits ?? member.traits, in: document, entry.kind)
    if let successor = update.successor {
      guard successor != update.signatory, members[successor]?.isMember(at: update.effective) == true else {
        throw Refusal.rule(
          entry.kind, "successor", "\(successor) is not another signatory that is a member at \(update.effective)",
          hint: "it joins first: pledgebook join \(successor)")
      }
    }
    members.change(update.signatory) { $0.update(update, entry: entry.stamp) }
    record(
      .update(kind: update.kind, traits: update.traits, succeeded: update.reason == .succeeded),
      effective: update.effective, entry, on: update.signatory, recovery: signers.recoveries[update.signatory])
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
    switch member.basis {
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
      recovery: member.basis == .signed ? signers.recoveries[withdrawal.signatory] : nil)
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
    kind: PlainID, traits: [PlainID], in document: AccordDocument, _ entryKind: EntryKind
  ) throws(Refusal) {
    guard document.signatoryKinds.contains(where: { $0.id == kind }) else {
      throw Refusal.rule(
        entryKind, "unknown-kind", "\(kind) is not a kind of signatory of this accord",
        hint: "the accord has \(document.signatoryKinds.map(\.id.text).joined(separator: ", "))")
    }
    for trait in traits where !document.traits.contains(where: { $0.id == trait }) {
      throw Refusal.rule(
        entryKind, "unknown-trait", "\(trait) is not a trait of this accord",
        hint: document.traits.isEmpty
          ? "the accord has no traits" : "the accord has \(document.traits.map(\.id.text).joined(separator: ", "))")
    }
  }

  private func check(
    commitments: [CommitmentID], in document: AccordDocument, _ kind: EntryKind
  ) throws(Refusal) {
    for commitment in commitments where document.commitment(commitment) == nil {
      throw Refusal.rule(
        kind, "unknown-commitment", "\(commitment) is not a commitment of this accord", hint: "pledgebook accord show")
    }
  }

  /// Until when a change of what a signatory owes has to be recorded; nil for what may be recorded at any time.
  ///
  /// For whoever drafts what others are still to sign: it is refused as lying in retrospect after that. // Format §11
  public func latestRecording(of predicate: Predicate) -> Instant? {
    let change: (signatory: PartyID, effective: Instant)
    switch predicate {
    case .join(let join):
      guard let member = members[join.signatory], member.hasJoined, !member.signsForItself(join, at: join.effective)
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
    guard effective >= entry.stamp.recorded || !member.hasDuties else { throw retrospective(effective, entry) }
  }

  private func retrospective(_ effective: Instant, _ entry: Entry) -> Refusal {
    Refusal.rule(
      entry.kind, "retrospective", "effective \(effective) lies before the recording at \(entry.stamp.recorded)",
      hint: "name an effective time that is still to come: --effective TIME")
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
  fileprivate var hasDuties: Bool { basis != .publicSource }

  /// Whether some join of it stands, effective or not.
  fileprivate var hasJoined: Bool { lastJoin != nil }

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
  fileprivate func signsForItself(_ join: Join, at recorded: Instant) -> Bool {
    basis == .publicSource && join.basis == .signed && isMember(at: max(join.effective, recorded))
  }

  /// A later join starts afresh. // Status rules §3
  fileprivate mutating func rejoin(_ join: Join, name: DatedName) {
    if names.last?.name != join.name { names.append(name) }
    kind = join.kind
    country = join.country
    traits = join.traits
    basis = join.basis
    source = join.source
    joinedVia = join.joinedVia
    reservation = join.reservation
    successor = nil
  }

  fileprivate mutating func update(_ update: SignatoryUpdate, entry: EntryStamp) {
    if let name = update.name { names.append(DatedName(name: name, entry: entry, effective: update.effective)) }
    if let kind = update.kind { self.kind = kind }
    if let country = update.country { self.country = country }
    if let traits = update.traits { self.traits = traits }
    if let successor = update.successor { self.successor = successor }
  }
}
