public import Cryptography
public import Pledges

/// What an entry did to the keys of a party that is watched: what no party should hear of too late. // Format §13
public struct KeyAct: Sendable {
  public var party: PartyID
  public var entry: EntryStamp
  public var what: What
  /// The recovery that it rests on; nil for one that rests on none.
  public var recovery: EntryIndex?
  /// Whether the owner's keys may object to it.
  public var isOpenToObjection = false

  public enum What: Sendable {
    case done(OwnerEvent.Act)
    /// What was said later of a key that had ended: since when nothing counts that it signed.
    case voided(KeyID, since: Instant)
  }

  /// The acts on a party's keys from an entry on, in ledger order.
  static func of(_ party: PartyID, in state: LedgerState, from first: UInt64) -> [KeyAct] {
    let owner = state.owners[party]
    let events = owner?.events ?? []
    var acts = events.filter { $0.entry.index.rawValue >= first }.map {
      KeyAct(
        party: party, entry: $0.entry, what: .done($0.act), recovery: $0.recovery,
        isOpenToObjection: owner?.act(openToObjectionAt: $0.entry.index) != nil)
    }
    let known = Set(events.map(\.entry.index))
    for revocation in state.accord.revocations
    where revocation.party == party && revocation.entry.index.rawValue >= first
      && !known.contains(revocation.entry.index)
    {
      guard let since = revocation.invalidSince else { continue }
      acts.append(
        KeyAct(
          party: party, entry: revocation.entry, what: .voided(revocation.key, since: since),
          recovery: revocation.recovery))
    }
    return acts.sorted { $0.entry.index < $1.entry.index }
  }
}
