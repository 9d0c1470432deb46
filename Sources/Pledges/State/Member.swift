public import Cryptography

/// A signatory as the entries about it made it.
public struct Member: Sendable {
  public let id: PartyID
  /// Its names, each from the entry that brought it; the last is the present one.
  public internal(set) var names: [DatedName]
  public internal(set) var kind: PlainID
  public internal(set) var country: String?
  public internal(set) var traits: [PlainID]
  public internal(set) var basis: Join.Basis
  public internal(set) var source: Join.Source?
  public internal(set) var joinedVia: String?
  public internal(set) var reservation: TextMap?
  public internal(set) var successor: PartyID?
  /// In ledger order.
  public internal(set) var membership: [MembershipEvent]
  public internal(set) var reviews: [ReviewEvent] = []
  public internal(set) var challenges: [ChallengeEvent] = []
  /// Every entry about this signatory, in ledger order.
  public internal(set) var entries: [HistoryEntry] = []
  var attestations = AttestationBook()
  /// The reviews of its attestations.
  var reviewRecords: [EntryIndex: ReviewRecord] = [:]
  /// The challenges against it.
  var challengeRecords: [EntryIndex: ChallengeRecord] = [:]

  /// A name and when it was recorded.
  public struct DatedName: Sendable {
    public var name: TextMap
    public var entry: EntryStamp
    public var effective: Instant
  }

  /// One line of a signatory's history.
  public struct HistoryEntry: Sendable {
    public var entry: EntryStamp
    public var kind: EntryKind
    public var leaf: Digest
  }

  struct ReviewRecord: Sendable {
    var reviewer: PartyID
    var leaf: Digest
    var isWithdrawn = false
  }

  struct ChallengeRecord: Sendable {
    var challenger: PartyID
    /// In ascending order.
    var commitments: [CommitmentID]
    var isWithdrawn = false
  }

  /// The present name.
  public var name: TextMap { names[names.count - 1].name }

  /// Whether it is a member at this instant, as the entries so far say. // Status rules §3
  public func isMember(at instant: Instant) -> Bool {
    membership.standing(at: instant).isMember
  }
}
