public import Cryptography
public import Pledges

/// A party with its keys, and on whose word each of them is its own. Nothing in a ledger can prove whose a key is.
/// // Format §13
public struct KeyHolder: Sendable {
  public var party: PartyID
  /// In English where it has several, as documents for programs have it.
  public var name: String
  /// Its names by language; nil for a party that has one, in a language that nobody said.
  public var names: TextMap?
  /// How many different keys sign for it.
  public var threshold: Int
  /// How many of the keys that no recovery brought make an act its own.
  public var ownThreshold: Int
  public var inForce: Int
  /// In the order in which they came in.
  public var keys: [KeyLine]
  /// What others did to its keys, and what its keys said to that: revocations by the registrar, recoveries, objections.
  public var acts: [KeyActLine]
}

/// A key of a party and its life in the chain.
public struct KeyLine: Sendable {
  public var id: KeyID
  public var algorithm: SignatureAlgorithm
  public var since: EntryIndex
  public var until: EntryIndex?
  /// On whose word it is the party's.
  public var provenance: KeyBook.Provenance
  /// From when on a key counts that waits, or that was ended while it waited.
  public var waitsUntil: Instant?
  /// Whether it counts by now, or did until it ended.
  public var hasCounted: Bool
  public var end: End?
  /// What it signed from then on is void, as this revocation says.
  public var voiding: RevocationEvent?
  /// Of the entries that brought it in and ended it.
  public var marks: [Mark]

  /// What it signed from then on is void.
  public var invalidSince: Instant? { voiding?.invalidSince }

  /// How a key ended.
  public enum End: Sendable, Equatable {
    case revoked(by: OwnerEvent.Ender)
    case replaced(by: KeyID)
  }
}

/// An act on the keys of a party, as its history shows it.
public struct KeyActLine: Sendable {
  public var entry: EntryStamp
  public var act: OwnerEvent.Act
  /// From when on the keys of a recovery count.
  public var comesIn: Instant?
  public var marks: [Mark]
}
