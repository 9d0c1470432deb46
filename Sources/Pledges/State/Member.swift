public import Cryptography

/// A signatory as the entries about it made it.
public struct Member: Sendable {
  public let id: PartyID
  /// Its names, each from the entry that brought it; the last is the present one.
  public internal(set) var names: [DatedName]
  /// What the last join and the updates since say of it, effective or not.
  public internal(set) var profile: SignatoryProfile
  /// In ledger order.
  public internal(set) var membership: [MembershipEvent]
  public internal(set) var reviews: [ReviewEvent] = []
  public private(set) var challenges: [ChallengeEvent] = []
  /// Every entry about this signatory, in ledger order.
  public internal(set) var entries: [HistoryEntry] = []
  var attestations = AttestationBook()
  /// The reviews of its attestations.
  var reviewRecords: [EntryIndex: ReviewRecord] = [:]
  /// The challenges against it.
  private(set) var challengeCourses: [EntryIndex: ChallengeCourse] = [:]

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

  /// The present name.
  public var name: TextMap { names[names.count - 1].name }

  /// Takes in what happens to a challenge against it.
  mutating func append(_ event: ChallengeEvent) {
    challenges.append(event)
    if let course = ChallengeCourse(event) {
      challengeCourses[event.entry.index] = course
    } else {
      challengeCourses[event.challenge]?.apply(event)
    }
  }

  /// Whether it is a member at this instant, as the entries so far say. // Status rules §3
  public func isMember(at instant: Instant) -> Bool {
    membership.standing(at: instant).isMember
  }
}
