public import Cryptography
public import Pledges

/// Something that waits for somebody, as the rules see it at an instant. It decides nothing and changes no cell.
public struct OpenTask: Sendable, Hashable {
  public var kind: Kind
  /// Whom it is about; nil for the ledger itself.
  public var party: PartyID?
  public var period: PeriodID?
  /// In the order of the accord.
  public var commitments: [CommitmentID] = []
  /// The entry that it comes of: a challenge, a review, a recovery, a check, a filing that no claim is made.
  public var entry: EntryIndex?
  /// The evidence that was checked.
  public var evidence: Digest?
  /// By when, or since when, where there is such an instant.
  public var due: Instant?

  public init(
    _ kind: Kind, party: PartyID? = nil, period: PeriodID? = nil, commitments: [CommitmentID] = [],
    entry: EntryIndex? = nil, evidence: Digest? = nil, due: Instant? = nil
  ) {
    self.kind = kind
    self.party = party
    self.period = period
    self.commitments = commitments
    self.entry = entry
    self.evidence = evidence
    self.due = due
  }

  public enum Kind: String, Sendable, CaseIterable {
    /// A report is due soon.
    case reportDue = "report-due"
    /// The due date is over, and the grace is not.
    case reportOverdue = "report-overdue"
    /// The grace is over as well.
    case reportMissing = "report-missing"
    /// A challenge that the signatory has not answered; the due date may be over.
    case challengeReply = "challenge-reply"
    /// A challenge that was answered, or whose answer is overdue, and that no panel has decided on.
    case challengeDecision = "challenge-decision"
    /// A claim that was reviewed, was restated, and was not reviewed again.
    case reviewLapsed = "review-lapsed"
    /// Recovered keys that wait: until then earlier keys may object.
    case keyRecovery = "key-recovery"
    /// A party with too few keys in force to sign, and none on the way.
    case tooFewKeys = "too-few-keys"
    /// The last check of a piece of evidence is older than the accord allows, or will be soon.
    case evidenceOld = "evidence-old"
    /// The newest checkpoint lacks the cosignature of witnesses. The rules do not know of them; the keeper does.
    case witnessMissing = "witness-missing"
  }
}
