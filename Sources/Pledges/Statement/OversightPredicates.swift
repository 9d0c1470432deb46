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
  public var reason: Detached<String>

  public init(
    period: PeriodID, signatories: [PartyID]?, commitments: [CommitmentID] = [], newDue: Instant,
    reason: Detached<String>
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
  public var words: Detached<Words>

  public init(
    of: EntryReference, commitments: [CommitmentID], conclusion: ReviewConclusion, level: PlainID,
    standard: String? = nil, words: Detached<Words>
  ) {
    self.of = of
    self.commitments = commitments
    self.conclusion = conclusion
    self.level = level
    self.standard = standard
    self.words = words
  }
}

/// `review.withdraw`: the reviewer takes a review back.
public struct ReviewWithdrawal: Sendable {
  /// The review.
  public var of: EntryReference
  public var text: Detached<TextMap>?

  public init(of: EntryReference, text: Detached<TextMap>? = nil) {
    self.of = of
    self.text = text
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
    let reason: Detached<String>? = members.required("reason", Detached.read)
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
    members.append("reason", reason.json)
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
    let words: Detached<Words>? = members.required("words", Detached.read)
    guard let of, let commitments, let conclusion, let level, let words else { return nil }
    requireUnique(commitments, "commitment", log)
    return Review(
      of: of, commitments: commitments, conclusion: conclusion, level: level, standard: standard, words: words)
  }

  var members: [JSONMember] {
    var members = [
      JSONMember(name: "of", value: of.json),
      JSONMember(name: "commitments", value: .ids(commitments)),
      JSONMember(name: "conclusion", value: .string(conclusion.rawValue)),
      JSONMember(name: "level", value: .string(level.text)),
    ]
    members.append("standard", standard.map { .string($0) })
    members.append("words", words.json)
    return members
  }
}

extension ReviewWithdrawal {
  static func read(_ members: inout Members) -> ReviewWithdrawal? {
    let of = members.required("of", EntryReference.read)
    let text: Detached<TextMap>? = members.optional("text", Detached.read)
    guard let of else { return nil }
    return ReviewWithdrawal(of: of, text: text)
  }

  var members: [JSONMember] {
    var members = [JSONMember(name: "of", value: of.json)]
    members.append("text", text.map(\.json))
    return members
  }
}
