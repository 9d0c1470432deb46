public import Cryptography

/// `attestation.submit` and `.supersede`: what a signatory says about its commitments in a period. // Format §4
public struct Attestation: Sendable {
  public var signatory: PartyID
  public var period: PeriodID
  public var accord: AccordReference
  public var claims: [Claim]
  public var evidence: [EvidenceItem]
  public var affirmation: Detached<Affirmation>
  /// What it replaces and why; nil for a first filing.
  public var supersession: Supersession?

  /// The accord version that governs the period.
  public struct AccordReference: Sendable, Equatable {
    public var id: PlainID
    public var version: AccordVersion
    public var sha256: Digest

    public init(id: PlainID, version: AccordVersion, sha256: Digest) {
      self.id = id
      self.version = version
      self.sha256 = sha256
    }
  }

  /// Who says it, by office and never by a private person's name.
  public struct Affirmation: Sendable {
    public var text: TextMap
    public var office: String
    public var authority: String?

    public init(text: TextMap, office: String, authority: String? = nil) {
      self.text = text
      self.office = office
      self.authority = authority
    }
  }

  public struct Supersession: Sendable {
    /// The entry that is the head of every commitment listed.
    public var supersedes: EntryReference
    public var reason: ChangeReason
    public var changeNote: Detached<String>

    public init(supersedes: EntryReference, reason: ChangeReason, changeNote: Detached<String>) {
      self.supersedes = supersedes
      self.reason = reason
      self.changeNote = changeNote
    }
  }

  public init(
    signatory: PartyID, period: PeriodID, accord: AccordReference, claims: [Claim], evidence: [EvidenceItem],
    affirmation: Detached<Affirmation>, supersession: Supersession? = nil
  ) {
    self.signatory = signatory
    self.period = period
    self.accord = accord
    self.claims = claims
    self.evidence = evidence
    self.affirmation = affirmation
    self.supersession = supersession
  }
}

/// Why an attestation is restated or withdrawn.
public enum ChangeReason: String, Sendable, CaseIterable {
  case errorCorrection = "error-correction"
  case newEvidence = "new-evidence"
  case reassessment
  case responseToChallenge = "response-to-challenge"
  case other
}

/// `attestation.withdraw`: the named entry no longer stands.
public struct AttestationWithdrawal: Sendable {
  public var signatory: PartyID
  public var period: PeriodID
  public var withdraws: EntryReference
  public var reason: ChangeReason
  public var changeNote: Detached<String>

  public init(
    signatory: PartyID, period: PeriodID, withdraws: EntryReference, reason: ChangeReason,
    changeNote: Detached<String>
  ) {
    self.signatory = signatory
    self.period = period
    self.withdraws = withdraws
    self.reason = reason
    self.changeNote = changeNote
  }
}

/// What is said about one commitment.
public struct Claim: Sendable {
  public var commitment: CommitmentID
  public var value: PlainID
  public var explanation: Detached<TextMap>?
  public var measures: [Measure]
  public var indicators: [IndicatorValue]
  /// Ids out of the attestation's evidence.
  public var evidence: [PlainID]
  public var planned: [Plan]

  public struct Measure: Sendable {
    public var id: PlainID
    public var done: Done
    public var text: Detached<TextMap>?

    public enum Done: String, Sendable, CaseIterable {
      case yes, no, planned
    }

    public init(id: PlainID, done: Done, text: Detached<TextMap>? = nil) {
      self.id = id
      self.done = done
      self.text = text
    }
  }

  public struct IndicatorValue: Sendable {
    public var id: PlainID
    public var value: Value
    public var breakdown: [(key: String, value: Value)]
    public var method: Detached<String>?
    public var measuredOn: CalendarDate?

    /// What the statement carries; the accord says which of the three an indicator takes.
    public enum Value: Sendable {
      case integer(Int64)
      case text(String)
      /// Of a narrative or a link.
      case detached(Detached<String>)
    }

    public init(
      id: PlainID, value: Value, breakdown: [(key: String, value: Value)] = [], method: Detached<String>? = nil,
      measuredOn: CalendarDate? = nil
    ) {
      self.id = id
      self.value = value
      self.breakdown = breakdown
      self.method = method
      self.measuredOn = measuredOn
    }
  }

  public struct Plan: Sendable {
    public var text: Detached<TextMap>
    public var targetDate: CalendarDate?

    public init(text: Detached<TextMap>, targetDate: CalendarDate? = nil) {
      self.text = text
      self.targetDate = targetDate
    }
  }

  public init(
    commitment: CommitmentID, value: PlainID, explanation: Detached<TextMap>? = nil, measures: [Measure] = [],
    indicators: [IndicatorValue] = [], evidence: [PlainID] = [], planned: [Plan] = []
  ) {
    self.commitment = commitment
    self.value = value
    self.explanation = explanation
    self.measures = measures
    self.indicators = indicators
    self.evidence = evidence
    self.planned = planned
  }
}

/// A document that a claim rests on, fixed by its digest.
public struct EvidenceItem: Sendable {
  public var id: PlainID
  public var kind: Kind
  public var mediaType: String
  public var bytes: Int64
  public var sha256: Digest
  public var capturedAt: Instant?
  public var language: String?
  public var visibility: Visibility
  public var words: Detached<Words>

  public enum Kind: String, Sendable, CaseIterable {
    case document
    case webPage = "web-page"
    case dataset
    case auditReport = "audit-report"
    case law, certificate, other
  }

  public enum Visibility: String, Sendable, CaseIterable {
    case `public`
    case onRequest = "on-request"
    case sealed
  }

  public init(
    id: PlainID, kind: Kind, mediaType: String, bytes: Int64, sha256: Digest, capturedAt: Instant? = nil,
    language: String? = nil, visibility: Visibility, words: Detached<Words>
  ) {
    self.id = id
    self.kind = kind
    self.mediaType = mediaType
    self.bytes = bytes
    self.sha256 = sha256
    self.capturedAt = capturedAt
    self.language = language
    self.visibility = visibility
    self.words = words
  }

  /// How the item stands among the subjects of the statement. // Format §3
  public var subject: Statement.Subject {
    Statement.Subject(name: "evidence:\(id)", sha256: sha256)
  }
}
