public import Cryptography
internal import Synchronization

/// Every key the ledger ever took, whose it is and from where to where in the chain it counts.
///
/// Validity goes by position and not by anybody's clock: who still holds an old key can backdate a clock, never a
/// position. // Format §3
public struct KeyBook: Sendable {
  private var kept: [KeyID: Kept] = [:]
  private var ids: [Owner: [KeyID]] = [:]

  /// A key and its life in the chain.
  public struct Record: Sendable {
    public let key: PublicKey
    public let owner: Owner
    /// The entry that brought it in; it signs from the next one on, and that one itself as proof of possession.
    public let since: EntryIndex
    /// Until when a key that a recovery brings in waits before it counts; nil for all others. // Format §3
    public let waitsUntil: Instant?
    /// On whose word it is the owner's.
    public let provenance: Provenance
    /// The entry that ended it; nil while it is in force or waits.
    public internal(set) var until: EntryIndex?
    /// Set when a revocation says that it was compromised: what it signed at or after that time is void.
    public internal(set) var invalidSince: Instant?

    /// The recovery that it goes back to; nil for a key that is not recovered. // Format §3
    public var recovery: EntryIndex? { provenance.recovery }
  }

  /// On whose word a key is its owner's. Nothing in a ledger can prove whose it is. // Format §3
  public struct Provenance: Sendable, Equatable {
    public var voucher: Voucher
    public var identification: KeyIdentification?
    /// The recovery that brought it in, or on which the act rests that did.
    public var recovery: EntryIndex?
    /// When it was recorded.
    public var recorded: Instant

    public enum Voucher: String, Sendable, CaseIterable {
      /// The owner itself signed the entry that brought it in.
      case owner
      /// The registrar alone did: the party had no key yet, or had lost too many.
      case registrar
    }

    public init(
      voucher: Voucher, identification: KeyIdentification? = nil, recovery: EntryIndex? = nil, recorded: Instant
    ) {
      self.voucher = voucher
      self.identification = identification
      self.recovery = recovery
      self.recorded = recorded
    }
  }

  /// The most keys that a registrar or a party has in force or waiting at once. // Format §2
  static let maximumKeys = 16

  public enum Owner: Hashable, Sendable {
    case registrar
    case party(PartyID)
  }

  /// A record whose key may still be bytes.
  struct Kept: Sendable {
    let key: KeptKey
    let owner: Owner
    let since: EntryIndex
    let waitsUntil: Instant?
    let provenance: Provenance
    var until: EntryIndex?
    var invalidSince: Instant?

    var record: Record? {
      key.parsed.map {
        Record(
          key: $0, owner: owner, since: since, waitsUntil: waitsUntil, provenance: provenance, until: until,
          invalidSince: invalidSince)
      }
    }
  }

  /// The key with this id, in force or not.
  public subscript(id: KeyID) -> Record? { kept[id]?.record }

  /// The keys of a party, or of the registrar, that are in force for an entry recorded at an instant, in order of their
  /// ids: those that wait until a later one are left out.
  public func keysInForce(of owner: Owner, at instant: Instant) -> [PublicKey] {
    records(of: owner).filter { $0.until == nil && $0.hasWaited(by: instant) }.map(\.key)
      .sorted { $0.keyID < $1.keyID }
  }

  /// The keys of a party that wait at an instant, in order of their ids.
  public func keysWaiting(of owner: Owner, at instant: Instant) -> [PublicKey] {
    records(of: owner).filter { $0.until == nil && !$0.hasWaited(by: instant) }.map(\.key)
      .sorted { $0.keyID < $1.keyID }
  }

  /// The recovery that a key goes back to.
  func recovery(of id: KeyID) -> EntryIndex? { kept[id]?.provenance.recovery }

  /// All keys of an owner, in order of their first entry, then of their ids.
  public func records(of owner: Owner) -> [Record] {
    (ids[owner] ?? []).compactMap { kept[$0]?.record }.sorted { ($0.since, $0.key.keyID) < ($1.since, $1.key.keyID) }
  }

  /// A book of these keys alone, for other threads: while they hold it, this one can change without being copied.
  public func only(_ wanted: some Sequence<KeyID>) -> KeyBook {
    var book = KeyBook()
    for id in wanted { book.kept[id] = kept[id] }
    return book
  }

  mutating func add(
    _ key: PublicKey, owner: Owner, since: EntryIndex, provenance: Provenance, waitsUntil: Instant? = nil
  ) {
    add(Kept(key: KeptKey(key), owner: owner, since: since, waitsUntil: waitsUntil, provenance: provenance))
  }

  mutating func add(_ key: Kept) {
    if kept.updateValue(key, forKey: key.key.id) == nil { ids[key.owner, default: []].append(key.key.id) }
  }

  mutating func end(_ id: KeyID, at entry: EntryIndex, invalidSince: Instant? = nil) {
    if kept[id]?.until == nil { kept[id]?.until = entry }
    // The last revocation that names a time decides. // Status rules §1
    if let invalidSince { kept[id]?.invalidSince = invalidSince }
  }

  /// Every key, in the order of ids.
  var all: [Kept] { kept.values.sorted { $0.key.id < $1.key.id } }
}

extension KeyBook.Record {
  /// Whether it never had to wait, or has done so by an instant.
  public func hasWaited(by instant: Instant) -> Bool {
    waitsUntil.map { $0 <= instant } ?? true
  }
}

/// A key that passed the screen when its entry was admitted or replayed, parsed again only when somebody uses it:
/// a thousand of them would take longer to parse than all the rest of opening a ledger.
final class KeptKey: Sendable {
  let id: KeyID
  let subjectPublicKeyInfo: [UInt8]
  private let made: Mutex<PublicKey?>

  init(_ key: PublicKey) {
    id = key.keyID
    subjectPublicKeyInfo = key.subjectPublicKeyInfo
    made = Mutex(key)
  }

  init(id: KeyID, subjectPublicKeyInfo: [UInt8]) {
    self.id = id
    self.subjectPublicKeyInfo = subjectPublicKeyInfo
    made = Mutex(nil)
  }

  /// Nil for bytes that are no key, or the key of another id: such a key is as good as unknown, and signs nothing.
  var parsed: PublicKey? {
    made.withLock { made in
      if let made { return made }
      do {
        let key = try PublicKey(subjectPublicKeyInfo: subjectPublicKeyInfo)
        guard key.keyID == id else { return nil }
        made = key
        return key
      } catch {
        return nil
      }
    }
  }
}

extension KeyBook: KeyDirectory {
  public func publicKey(_ id: KeyID) -> PublicKey? { self[id]?.key }
}
