public import Cryptography

/// What admitted entries say about the accord itself and about everybody at once, each list in ledger order.
public struct AccordHistory: Sendable {
  public var versions: [PublishedAccord]
  public var extensions: [ExtensionEvent]
  public var revocations: [RevocationEvent]
  public var evidenceChecks: [EvidenceCheckEvent]
  /// What was done to get keys back, whoever's they are.
  public var recoveries: [RecoveryEvent] = []
  public var objections: [ObjectionEvent] = []
  /// The acts that rest on a recovery, each with the recovery. // Format §3
  public var recoveredActs: [EntryIndex: EntryIndex] = [:]

  public init(
    versions: [PublishedAccord], extensions: [ExtensionEvent] = [], revocations: [RevocationEvent] = [],
    evidenceChecks: [EvidenceCheckEvent] = []
  ) {
    self.versions = versions
    self.extensions = extensions
    self.revocations = revocations
    self.evidenceChecks = evidenceChecks
  }
}

/// A later due date for some or all.
public struct ExtensionEvent: Sendable {
  public var entry: EntryStamp
  public var period: PeriodID
  /// Nil: all signatories.
  public var signatories: [PartyID]?
  /// Empty: all commitments.
  public var commitments: [CommitmentID]
  public var newDue: Instant

  public init(
    entry: EntryStamp, period: PeriodID, signatories: [PartyID]?, commitments: [CommitmentID], newDue: Instant
  ) {
    self.entry = entry
    self.period = period
    self.signatories = signatories
    self.commitments = commitments
    self.newDue = newDue
  }
}

/// A revocation of a key; only one with `invalidSince` voids entries. // Status rules §1
public struct RevocationEvent: Sendable {
  public var entry: EntryStamp
  public var key: KeyID
  /// Of a revocation that rests on a recovery its word, which voids nothing.
  public var invalidSince: Instant?
  /// Whose key it is; nil where a test does not ask.
  public var party: PartyID?
  public var reason: KeyRevocation.Reason
  /// Who declares it.
  public var by: OwnerEvent.Ender
  /// The recovery that it rests on.
  public var recovery: EntryIndex?

  public init(
    entry: EntryStamp, key: KeyID, invalidSince: Instant?, party: PartyID? = nil,
    reason: KeyRevocation.Reason = .compromised, by: OwnerEvent.Ender = .owner, recovery: EntryIndex? = nil
  ) {
    self.entry = entry
    self.key = key
    self.invalidSince = invalidSince
    self.party = party
    self.reason = reason
    self.by = by
    self.recovery = recovery
  }
}

/// A checker's finding about an evidence item.
public struct EvidenceCheckEvent: Sendable {
  public var entry: EntryStamp
  public var sha256: Digest
  public var result: Result

  public enum Result: String, Sendable, CaseIterable {
    case match, mismatch, unreachable, sealed
  }

  public init(entry: EntryStamp, sha256: Digest, result: Result) {
    self.entry = entry
    self.sha256 = sha256
    self.result = result
  }
}
