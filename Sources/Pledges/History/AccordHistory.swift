public import Cryptography

/// What admitted entries say about the accord itself and about everybody at once, each list in ledger order.
public struct AccordHistory: Sendable {
  public var versions: [PublishedAccord]
  public var extensions: [ExtensionEvent]
  public var revocations: [RevocationEvent]
  public var evidenceChecks: [EvidenceCheckEvent]

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
  public var invalidSince: Instant?

  public init(entry: EntryStamp, key: KeyID, invalidSince: Instant?) {
    self.entry = entry
    self.key = key
    self.invalidSince = invalidSince
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
