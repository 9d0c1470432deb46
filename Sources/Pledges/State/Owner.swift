internal import Cryptography

/// A party as the owner of its keys: what happened to them, and what that amounts to. // Format §3
public struct Owner: Sendable {
  /// In ledger order.
  public private(set) var events: [OwnerEvent] = []
  public private(set) var standing = OwnerStanding()
  private var objections: Set<Objection> = []

  private struct Objection: Hashable {
    let act: EntryIndex
    let key: KeyID
  }

  init() {}

  init(_ events: [OwnerEvent]) {
    for event in events { append(event) }
  }

  mutating func append(_ event: OwnerEvent) {
    events.append(event)
    standing.apply(event)
    if case .object(let act, let key) = event.act { objections.insert(Objection(act: act, key: key)) }
  }

  /// What an entry did to the keys.
  func event(at index: EntryIndex) -> OwnerEvent? {
    // In ledger order, so an index is found by halving.
    let place = events.indices.firstPlace { events[$0].entry.index < index }
    return place < events.count && events[place].entry.index == index ? events[place] : nil
  }

  /// An act that a key of the party may object to: an end by the registrar, a recovery, a threshold after the first.
  /// // Format §13
  public func act(openToObjectionAt index: EntryIndex) -> OwnerEvent? {
    guard let event = event(at: index) else { return nil }
    switch event.act {
    case .threshold, .recover, .end(_, by: .registrar): return event
    case .bring(_, .some): return event.entry == events.first?.entry ? nil : event
    case .bring, .rotate, .end, .object: return nil
    }
  }

  /// Whether a key has objected to an act.
  func hasObjected(_ key: KeyID, to act: EntryIndex) -> Bool {
    objections.contains(Objection(act: act, key: key))
  }
}

extension LedgerState {
  /// The recovery that an act rests on that these keys in force sign for a party; nil when it rests on none.
  ///
  /// It does if a recovery ever came into force for the party and the signers that no recovery brought do not reach the
  /// own threshold. // Format §3
  func recovery(under signers: [KeyID], _ standing: OwnerStanding, at instant: Instant) -> EntryIndex? {
    guard let last = standing.lastRecovery(by: instant) else { return nil }
    let recoveries = signers.compactMap { keys.recovery(of: $0) }
    guard signers.count - recoveries.count < standing.ownThreshold(at: instant) else { return nil }
    return recoveries.max() ?? last
  }

  /// The owner's signature, of a party that ever had a key; who never had one cannot be asked. // Format §3
  func requireOwnerUnlessNew(_ party: PartyID, _ signers: Signers) throws(Refusal) {
    if owners[party] != nil { try signers.requireOwner(party) }
  }

  /// Notes what an entry does to a party's keys.
  mutating func record(_ act: OwnerEvent.Act, _ entry: Entry, of party: PartyID, recovery: EntryIndex?) {
    owners[party, default: Owner()].append(OwnerEvent(entry: entry.stamp, act: act, recovery: recovery))
  }
}
