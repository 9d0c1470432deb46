public import Cryptography

/// Every key the ledger ever took, whose it is and from where to where in the chain it counts.
///
/// Validity goes by position and not by anybody's clock: who still holds an old key can backdate a clock, never a
/// position. // Format §3
public struct KeyBook: Sendable {
  private var records: [KeyID: Record] = [:]

  /// A key and its life in the chain.
  public struct Record: Sendable {
    public let key: PublicKey
    public let owner: Owner
    /// The entry that brought it in; it signs from the next one on, and that one itself as proof of possession.
    public let since: EntryIndex
    /// The entry that ended it; nil while it is in force.
    public internal(set) var until: EntryIndex?
    /// Set when a revocation says that it was compromised: what it signed at or after that time is void.
    public internal(set) var invalidSince: Instant?
  }

  public enum Owner: Hashable, Sendable {
    case registrar
    case party(PartyID)
  }

  /// The key with this id, in force or not.
  public subscript(id: KeyID) -> Record? { records[id] }

  /// The keys of a party, or of the registrar, that are in force, in order of their ids.
  public func keysInForce(of owner: Owner) -> [PublicKey] {
    records.values.filter { $0.owner == owner && $0.until == nil }.map(\.key).sorted { $0.keyID < $1.keyID }
  }

  /// All keys of an owner, in order of their first entry, then of their ids.
  public func records(of owner: Owner) -> [Record] {
    records.values.filter { $0.owner == owner }.sorted { ($0.since, $0.key.keyID) < ($1.since, $1.key.keyID) }
  }

  /// Whether any key here has these raw Ed25519 bytes: a party's key must not be a log key as well.
  func contains(ed25519Bytes bytes: [UInt8]) -> Bool {
    records.values.contains { $0.key.ed25519Bytes == bytes }
  }

  mutating func add(_ key: PublicKey, owner: Owner, since: EntryIndex) {
    records[key.keyID] = Record(key: key, owner: owner, since: since, until: nil, invalidSince: nil)
  }

  mutating func end(_ id: KeyID, at entry: EntryIndex, invalidSince: Instant? = nil) {
    if records[id]?.until == nil { records[id]?.until = entry }
    // The last revocation that names a time decides. // Status rules §1
    if let invalidSince { records[id]?.invalidSince = invalidSince }
  }
}
