public import Cryptography

/// What an entry did to the keys of a party. // Format §3
public struct OwnerEvent: Sendable {
  public var entry: EntryStamp
  public var act: Act
  /// The recovery that the act rests on; nil for one that rests on none. // Status rules §1
  public var recovery: EntryIndex?

  public enum Act: Sendable, Equatable {
    /// A join, an admission or a registration: keys in force at once, and the threshold that it names.
    case bring([KeyID], threshold: Int?)
    case rotate(old: KeyID, new: KeyID)
    case threshold(Int)
    /// Keys that wait, and a threshold that waits with them.
    case recover([KeyID], threshold: Int)
    case end(KeyID, by: Ender)
    case object(to: EntryIndex, key: KeyID)
  }

  /// Who ended a key.
  public enum Ender: String, Sendable, CaseIterable {
    case owner
    /// The key itself, of a party that signs with more than this one.
    case key
    /// Neither the owner nor the key signed.
    case registrar
  }

  public init(entry: EntryStamp, act: Act, recovery: EntryIndex? = nil) {
    self.entry = entry
    self.act = act
    self.recovery = recovery
  }
}

/// A recovery, and what it rests on. // Format §3
public struct RecoveryEvent: Sendable {
  public var entry: EntryStamp
  public var party: PartyID
  public var keys: [KeyID]
  /// From when on its keys count.
  public var comesIn: Instant
  /// The first of the registrar's revocations since the party last had as many keys as its threshold: on that and all
  /// later ones up to the recovery it rests.
  public var restsSince: EntryIndex?

  public init(entry: EntryStamp, party: PartyID, keys: [KeyID], comesIn: Instant, restsSince: EntryIndex?) {
    self.entry = entry
    self.party = party
    self.keys = keys
    self.comesIn = comesIn
    self.restsSince = restsSince
  }
}

/// One key's objection to a revocation, a recovery or a threshold. // Format §3
public struct ObjectionEvent: Sendable {
  public var entry: EntryStamp
  public var party: PartyID
  public var key: KeyID
  public var of: EntryIndex
  /// What it says in words, by their digest.
  public var text: Digest?

  public init(entry: EntryStamp, party: PartyID, key: KeyID, of: EntryIndex, text: Digest? = nil) {
    self.entry = entry
    self.party = party
    self.key = key
    self.of = of
    self.text = text
  }
}

/// Some time in which a party had fewer keys in force than its threshold, and why. // Status rules §7
public struct KeyShortage: Sendable, Equatable {
  public var from: Instant
  /// The first second after it.
  public var to: Instant
  /// The first of the registrar's revocations since the party last had enough: it comes of that and of all later ones.
  public var since: EntryIndex?
  /// The recoveries that were waiting.
  public var recoveries: [EntryStamp]
}
