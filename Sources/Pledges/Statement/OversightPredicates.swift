internal import CanonicalJSON
public import Cryptography

/// `deadline.extend`: a later due date.
public struct Extension: Sendable {
  public var period: PeriodID
  /// Nil: all signatories.
  public var signatories: [PartyID]?
  /// Empty: all commitments.
  public var commitments: [CommitmentID]
  public var newDue: Instant
  public var reason: String

  public init(
    period: PeriodID, signatories: [PartyID]?, commitments: [CommitmentID] = [], newDue: Instant, reason: String
  ) {
    self.period = period
    self.signatories = signatories
    self.commitments = commitments
    self.newDue = newDue
    self.reason = reason
  }
}

/// `evidence.check`: whether a document still is what its digest says. The checker is whose key signs it.
public struct EvidenceCheck: Sendable {
  public var evidence: Digest
  public var uri: String
  public var result: EvidenceCheckEvent.Result
  public var checkedAt: Instant

  public init(evidence: Digest, uri: String, result: EvidenceCheckEvent.Result, checkedAt: Instant) {
    self.evidence = evidence
    self.uri = uri
    self.result = result
    self.checkedAt = checkedAt
  }
}

/// `review.publish`: what a reviewer concludes about one attestation.
public struct Review: Sendable {
  public var of: EntryReference
  public var commitments: [CommitmentID]
  public var conclusion: ReviewConclusion
  public var level: PlainID
  public var standard: String?
  public var independence: String
  public var paidBy: String
  public var text: TextMap?

  public init(
    of: EntryReference, commitments: [CommitmentID], conclusion: ReviewConclusion, level: PlainID,
    standard: String? = nil, independence: String, paidBy: String, text: TextMap? = nil
  ) {
    self.of = of
    self.commitments = commitments
    self.conclusion = conclusion
    self.level = level
    self.standard = standard
    self.independence = independence
    self.paidBy = paidBy
    self.text = text
  }
}

/// `review.withdraw`: the reviewer takes a review back.
public struct ReviewWithdrawal: Sendable {
  /// The review.
  public var of: EntryReference
  public var text: TextMap?

  public init(of: EntryReference, text: TextMap? = nil) {
    self.of = of
    self.text = text
  }
}

/// `payload.redact`: an earlier body is removed by law; its header stays. // Format §6
public struct Redaction: Sendable {
  public var entry: EntryIndex
  public var legalBasis: String
  public var summary: Summary

  /// What stays of an entry when its body is gone, so that the entries behind it can still be judged. // Format §6
  public struct Summary: Sendable, Equatable {
    /// The signatory that the entry is about.
    public var party: PartyID
    /// The keys of its author that signed it, in ascending order.
    public var signedBy: [KeyID]
    /// Of an attestation and of the opening of a challenge.
    public var period: PeriodID?
    /// In ascending order; of an attestation and of the opening of a challenge.
    public var commitments: [CommitmentID]?
    /// The challenge that an answer or a decision is about.
    public var challenge: EntryIndex?
    /// Of a decision.
    public var outcome: ChallengeOutcome?

    public init(
      party: PartyID, signedBy: [KeyID], period: PeriodID? = nil, commitments: [CommitmentID]? = nil,
      challenge: EntryIndex? = nil, outcome: ChallengeOutcome? = nil
    ) {
      self.party = party
      self.signedBy = signedBy
      self.period = period
      self.commitments = commitments
      self.challenge = challenge
      self.outcome = outcome
    }
  }

  public init(entry: EntryIndex, legalBasis: String, summary: Summary) {
    self.entry = entry
    self.legalBasis = legalBasis
    self.summary = summary
  }
}

extension Extension {
  static func read(_ members: inout Members, _ log: FaultLog) -> Extension? {
    let period: PeriodID? = members.required("period", Read.id)
    let signatories = members.required("signatories") { node, log -> [PartyID]?? in
      if node.isString("all") { return .some(nil) }
      let ids: [PartyID]? = readList(1...10_000, Read.id)(node, log)
      return ids.map { .some($0) }
    }
    let commitments: [CommitmentID]? = members.optional("commitments", readList(0...500, Read.id))
    let newDue = members.required("newDue", Read.instant)
    let reason = members.required("reason", Read.text(2_000))
    guard let period, let signatories, let newDue, let reason else { return nil }
    requireUnique(signatories ?? [], "signatory", log)
    requireUnique(commitments ?? [], "commitment", log)
    return Extension(
      period: period, signatories: signatories, commitments: commitments ?? [], newDue: newDue, reason: reason)
  }

  var members: [JSONMember] {
    var members = [
      JSONMember(name: "period", value: .string(period.text)),
      JSONMember(name: "signatories", value: signatories.map { .ids($0) } ?? "all"),
    ]
    if !commitments.isEmpty { members.append("commitments", .ids(commitments)) }
    members.append("newDue", .string(newDue.description))
    members.append("reason", .string(reason))
    return members
  }
}

extension EvidenceCheck {
  static func read(_ members: inout Members) -> EvidenceCheck? {
    let evidence = members.required("evidence", Read.digest)
    let uri = members.required("uri", Read.uri)
    let result: EvidenceCheckEvent.Result? = members.required("result", Read.choice)
    let checkedAt = members.required("checkedAt", Read.instant)
    guard let evidence, let uri, let result, let checkedAt else { return nil }
    return EvidenceCheck(evidence: evidence, uri: uri, result: result, checkedAt: checkedAt)
  }

  var members: [JSONMember] {
    [
      JSONMember(name: "evidence", value: .string(evidence.hex)),
      JSONMember(name: "uri", value: .string(uri)),
      JSONMember(name: "result", value: .string(result.rawValue)),
      JSONMember(name: "checkedAt", value: .string(checkedAt.description)),
    ]
  }
}

extension Review {
  static func read(_ members: inout Members, _ log: FaultLog) -> Review? {
    let of = members.required("of", EntryReference.read)
    let commitments: [CommitmentID]? = members.required("commitments", readList(1...500, Read.id))
    let conclusion: ReviewConclusion? = members.required("conclusion", Read.choice)
    let level: PlainID? = members.required("level", Read.id)
    let standard = members.optional("standard", Read.text(500))
    let independence = members.required("independence", Read.text(2_000))
    let paidBy = members.required("paidBy", Read.text(500))
    let text = members.optional("text", Read.textOrMap())
    guard let of, let commitments, let conclusion, let level, let independence, let paidBy else { return nil }
    requireUnique(commitments, "commitment", log)
    return Review(
      of: of, commitments: commitments, conclusion: conclusion, level: level, standard: standard,
      independence: independence, paidBy: paidBy, text: text)
  }

  var members: [JSONMember] {
    var members = [
      JSONMember(name: "of", value: of.json),
      JSONMember(name: "commitments", value: .ids(commitments)),
      JSONMember(name: "conclusion", value: .string(conclusion.rawValue)),
      JSONMember(name: "level", value: .string(level.text)),
    ]
    members.append("standard", standard.map { .string($0) })
    members.append("independence", .string(independence))
    members.append("paidBy", .string(paidBy))
    members.append("text", text.map(\.textOrMapJSON))
    return members
  }
}

extension ReviewWithdrawal {
  static func read(_ members: inout Members) -> ReviewWithdrawal? {
    let of = members.required("of", EntryReference.read)
    let text = members.optional("text", Read.textOrMap(2_000))
    guard let of else { return nil }
    return ReviewWithdrawal(of: of, text: text)
  }

  var members: [JSONMember] {
    var members = [JSONMember(name: "of", value: of.json)]
    members.append("text", text.map(\.textOrMapJSON))
    return members
  }
}

extension Redaction {
  static func read(_ members: inout Members) -> Redaction? {
    let entry = members.required("entry", Read.entryIndex)
    let legalBasis = members.required("legalBasis", Read.text(2_000))
    let summary = members.required("summary", Summary.read)
    guard let entry, let legalBasis, let summary else { return nil }
    return Redaction(entry: entry, legalBasis: legalBasis, summary: summary)
  }

  var members: [JSONMember] {
    var described = [
      JSONMember(name: "party", value: .string(summary.party.text)),
      JSONMember(name: "signedBy", value: .array(summary.signedBy.map { .string($0.hex) })),
    ]
    described.append("period", summary.period.map { .string($0.text) })
    described.append("commitments", summary.commitments.map { .ids($0) })
    described.append("challenge", summary.challenge.map { .integer(Int64(clamping: $0.rawValue)) })
    described.append("outcome", summary.outcome.map { .string($0.rawValue) })
    return [
      JSONMember(name: "entry", value: .integer(Int64(clamping: entry.rawValue))),
      JSONMember(name: "legalBasis", value: .string(legalBasis)),
      JSONMember(name: "summary", value: .object(described)),
    ]
  }
}

extension Redaction.Summary {
  static func read(_ node: JSONView, _ log: FaultLog) -> Self? {
    guard var members = Members(node, log) else { return nil }
    let party: PartyID? = members.required("party", Read.id)
    let signedBy = members.required("signedBy", readList(1...Envelope.maximumSignatures, Read.keyID))
    let period: PeriodID? = members.optional("period", Read.id)
    let commitments: [CommitmentID]? = members.optional("commitments", readList(1...500, Read.id))
    let challenge = members.optional("challenge", Read.entryIndex)
    let outcome: ChallengeOutcome? = members.optional("outcome", Read.choice)
    members.finish()
    guard let party, let signedBy else { return nil }
    requireUnique(signedBy, "key", log)
    requireUnique(commitments ?? [], "commitment", log)
    return Self(
      party: party, signedBy: signedBy, period: period, commitments: commitments, challenge: challenge,
      outcome: outcome)
  }
}
