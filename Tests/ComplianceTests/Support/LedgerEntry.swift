import Cryptography
import LedgerFixtures
import Pledges

/// An entry as the rules page speaks of it: one flat list holds all kinds, as a ledger does.
struct LedgerEntry {
  var index: EntryIndex
  var recorded: Instant
  var effective: Instant
  /// Whom it is about, or who reviews.
  var party: PartyID
  var act: Act
  /// The recovery that it rests on.
  var recovery: EntryIndex?
  /// How many keys had to sign it.
  var threshold = 1

  var stamp: EntryStamp { EntryStamp(index: index, recorded: recorded) }

  enum Act {
    case publish(AccordDocument)
    case join(
      kind: PlainID = "company", traits: [PlainID] = [], subscribed: [CommitmentID]? = nil, basis: Join.Basis = .signed)
    case leave
    case delist
    /// A delisting as entered in error.
    case strike
    case subscribe([CommitmentID])
    case unsubscribe([CommitmentID])
    case suspend
    case reinstate
    case update(kind: PlainID? = nil, traits: [PlainID]? = nil, succeeded: Bool = false)
    case extend(in: PeriodID = "2034", signatories: [PartyID]? = nil, commitments: [CommitmentID] = [], to: Instant)
    case submit(in: PeriodID = "2034", [AttestationEvent.Claim], keys: [KeyID] = [])
    case supersede(EntryIndex, in: PeriodID = "2034", [AttestationEvent.Claim], keys: [KeyID] = [])
    case withdraw(EntryIndex, in: PeriodID = "2034", keys: [KeyID] = [])
    case revoke(KeyID, invalidSince: Instant?)
    case review(of: EntryIndex, [CommitmentID], PlainID, ReviewConclusion = .supports)
    case withdrawReview(EntryIndex)
    case challenge(in: PeriodID = "2034", [CommitmentID])
    case respond(EntryIndex)
    /// The same outcome for every commitment challenged.
    case resolve(EntryIndex, ChallengeOutcome)
    case resolveEach(EntryIndex, [CommitmentOutcome])
    case withdrawChallenge(EntryIndex)
    case check(Digest, EvidenceCheckEvent.Result)
  }
}

extension LedgerEntry {
  static func at(
    _ recorded: Instant, _ index: EntryIndex, _ act: Act, effective: Instant? = nil, party: PartyID = "quince"
  ) -> LedgerEntry {
    LedgerEntry(index: index, recorded: recorded, effective: effective ?? recorded, party: party, act: act)
  }

  /// The same entry, resting on a recovery.
  func resting(on recovery: EntryIndex) -> LedgerEntry {
    var entry = self
    entry.recovery = recovery
    return entry
  }

  /// The same entry, which so many keys had to sign.
  func signed(by threshold: Int) -> LedgerEntry {
    var entry = self
    entry.threshold = threshold
    return entry
  }
}

extension AttestationEvent.Claim {
  static func claim(
    _ commitment: CommitmentID, _ value: PlainID, evidence: [AttestationEvent.Evidence] = []
  ) -> AttestationEvent.Claim {
    AttestationEvent.Claim(commitment: commitment, value: value, evidence: evidence)
  }
}
