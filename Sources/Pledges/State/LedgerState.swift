public import Cryptography
public import TransparencyLog

/// Everything the entries of a ledger say so far, and the one function that decides what the next may say.
///
/// Admission and replay both call `apply`; there is no second implementation of a rule anywhere. A pure value: it
/// touches no database, no file and no clock.
public struct LedgerState: Sendable {
  /// How many entries were applied or passed over.
  public internal(set) var size: UInt64 = 0
  /// Nil before the genesis.
  public internal(set) var identity: Identity?
  /// Who keeps the ledger.
  public internal(set) var registrar: Registrar?
  /// What it called itself, and the entry from which that holds: of the genesis and of every update.
  public internal(set) var registrarNames: [(since: EntryStamp, name: String)] = []
  /// The log keys in force.
  public internal(set) var logKeys: [VerifierKey] = []
  /// Every list of log keys and the entry from which it holds.
  public internal(set) var logKeyHistory: [(since: EntryStamp, keys: [VerifierKey])] = []
  public internal(set) var keys = KeyBook()
  /// Every party that ever had a key.
  public internal(set) var owners: [PartyID: Owner] = [:]
  public internal(set) var parties: [PartyID: Party] = [:]
  public internal(set) var accord = AccordHistory(versions: [])
  /// Every signatory, members and those that have left.
  public internal(set) var members = MemberBook()
  /// The signatories in the order of their first entry.
  public var memberOrder: [PartyID] { members.order }
  /// Whom an entry is about.
  var subjects = SubjectIndex()
  /// The number of attestation entries, of whatever action.
  public internal(set) var attestationCount = 0
  /// How many entries there are of each kind.
  public internal(set) var kindCounts: [EntryKind: UInt64] = [:]
  /// The words that were removed.
  public internal(set) var removals = TextRemovals()
  /// The entries of kinds that this program does not know, in ledger order.
  public internal(set) var notUnderstood: [UnknownEntry] = []
  var statements = StatementSet()

  public init() {}

  /// What a ledger is, from its genesis.
  public struct Identity: Sendable {
    public let origin: Origin
    /// Leaf hash of entry 0.
    public let genesis: Digest
    public let environment: Genesis.Environment
    public let rules: String
    /// The ledger that this one says of itself to continue.
    public var continues: Genesis.Continuation?
  }

  /// An entry of a kind that this program does not know: it stands in the ledger, signed by keys that the ledger knows,
  /// and what it says counts for nothing here. // Format §3
  public struct UnknownEntry: Sendable, Hashable {
    public let index: EntryIndex
    /// Leaf hash of its header, so that whoever accepts it accepts this one.
    public let leaf: Digest
    public let kind: EntryKind
  }

  /// A party that was admitted to a role.
  public struct Party: Sendable {
    public let id: PartyID
    public var name: String
    public var roles: [PartyAdmission.Role]
    public let entry: EntryStamp
  }

  /// The version of the accord in force at an instant. // Format §3
  public func accordInForce(at instant: Instant) -> PublishedAccord? {
    accord.inForce(at: instant)
  }

  /// The entry whose claim stands for a commitment, as a later statement would name it. // Status rules §5
  public func head(signatory: PartyID, period: PeriodID, commitment: CommitmentID) -> EntryReference? {
    members[signatory]?.attestations.head(period: period, commitment: commitment)
  }

  /// What the status rules read about a signatory.
  public func history(of signatory: PartyID) -> SignatoryHistory? {
    guard let member = members[signatory] else { return nil }
    return SignatoryHistory(
      signatory: signatory, membership: member.membership, attestations: member.attestations.events,
      reviews: member.reviews, challenges: member.challenges, keys: owners[signatory]?.events ?? [])
  }

  /// Whom an entry is about, where it is one signatory.
  public func signatory(of index: EntryIndex) -> PartyID? {
    guard let slot = subjects.slot(of: index), slot < memberOrder.count else { return nil }
    return memberOrder[Int(slot)]
  }

  /// The signatory that an entry is about.
  func subject(of index: EntryIndex) -> Member? {
    subjects.slot(of: index).flatMap { members[slot: $0] }
  }
}

extension LedgerState: KeyDirectory {
  public func publicKey(_ id: KeyID) -> PublicKey? { keys[id]?.key }
}

/// A verified envelope at its place in the chain: what the transition function takes.
public struct Entry: Sendable {
  public var stamp: EntryStamp
  /// Leaf hash of the header.
  public var leaf: Digest
  public var body: VerifiedEnvelope
  /// The digests in the earlier entry from which this one removes words, read again from its envelope; empty where it
  /// removes none, or where that is no statement. // Format §11
  public var earlierTexts: [Digest]

  public init(stamp: EntryStamp, leaf: Digest, body: VerifiedEnvelope, earlierTexts: [Digest] = []) {
    self.stamp = stamp
    self.leaf = leaf
    self.body = body
    self.earlierTexts = earlierTexts
  }

  var kind: EntryKind { body.kind }
}
