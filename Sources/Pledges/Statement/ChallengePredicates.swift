internal import CanonicalJSON

/// `challenge.open`: a claim, or the lack of one, is disputed by the party whose key signs.
public struct Challenge: Sendable {
  public var signatory: PartyID
  public var period: PeriodID
  public var commitments: [CommitmentID]
  /// One of the accord's grounds.
  public var ground: PlainID
  public var text: Detached<TextMap>
  public var evidence: [EvidenceItem]

  public init(
    signatory: PartyID, period: PeriodID, commitments: [CommitmentID], ground: PlainID,
    text: Detached<TextMap>, evidence: [EvidenceItem] = []
  ) {
    self.signatory = signatory
    self.period = period
    self.commitments = commitments
    self.ground = ground
    self.text = text
    self.evidence = evidence
  }
}

/// `challenge.respond`: the signatory's reply.
public struct ChallengeResponse: Sendable {
  public var challenge: EntryIndex
  public var text: Detached<TextMap>
  public var evidence: [EvidenceItem]

  public init(challenge: EntryIndex, text: Detached<TextMap>, evidence: [EvidenceItem] = []) {
    self.challenge = challenge
    self.text = text
    self.evidence = evidence
  }
}

/// `challenge.resolve`: the panel's decision about every commitment challenged.
public struct ChallengeResolution: Sendable {
  public var challenge: EntryIndex
  public var outcomes: [CommitmentOutcome]
  public var text: Detached<TextMap>

  public init(challenge: EntryIndex, outcomes: [CommitmentOutcome], text: Detached<TextMap>) {
    self.challenge = challenge
    self.outcomes = outcomes
    self.text = text
  }
}

/// `challenge.withdraw`: the challenger takes it back.
public struct ChallengeWithdrawal: Sendable {
  public var challenge: EntryIndex
  public var text: Detached<TextMap>?

  public init(challenge: EntryIndex, text: Detached<TextMap>? = nil) {
    self.challenge = challenge
    self.text = text
  }
}

extension Challenge {
  static func read(_ members: inout Members, _ log: FaultLog) -> Challenge? {
    let signatory: PartyID? = members.required("signatory", Read.id)
    let period: PeriodID? = members.required("period", Read.id)
    let commitments: [CommitmentID]? = members.required("commitments", readList(1...500, Read.id))
    let ground: PlainID? = members.required("ground", Read.id)
    let text: Detached<TextMap>? = members.required("text", Detached.read)
    let evidence = members.required("evidence", readList(0...Attestation.maximumEvidence, EvidenceItem.read))
    guard let signatory, let period, let commitments, let ground, let text, let evidence else { return nil }
    requireUnique(commitments, "commitment", log)
    requireUnique(evidence, by: { $0.id }, "evidence", log)
    return Challenge(
      signatory: signatory, period: period, commitments: commitments, ground: ground,
      text: text, evidence: evidence)
  }

  var members: [JSONMember] {
    [
      JSONMember(name: "signatory", value: .string(signatory.text)),
      JSONMember(name: "period", value: .string(period.text)),
      JSONMember(name: "commitments", value: .ids(commitments)),
      JSONMember(name: "ground", value: .string(ground.text)),
      JSONMember(name: "text", value: text.json),
      JSONMember(name: "evidence", value: .array(evidence.map(\.json))),
    ]
  }
}

extension ChallengeResponse {
  static func read(_ members: inout Members, _ log: FaultLog) -> ChallengeResponse? {
    let challenge = members.required("challenge", Read.entryIndex)
    let text: Detached<TextMap>? = members.required("text", Detached.read)
    let evidence = members.required("evidence", readList(0...Attestation.maximumEvidence, EvidenceItem.read))
    guard let challenge, let text, let evidence else { return nil }
    requireUnique(evidence, by: { $0.id }, "evidence", log)
    return ChallengeResponse(challenge: challenge, text: text, evidence: evidence)
  }

  var members: [JSONMember] {
    [
      challengeMember(challenge),
      JSONMember(name: "text", value: text.json),
      JSONMember(name: "evidence", value: .array(evidence.map(\.json))),
    ]
  }
}

extension ChallengeResolution {
  static func read(_ members: inout Members, _ log: FaultLog) -> ChallengeResolution? {
    let challenge = members.required("challenge", Read.entryIndex)
    let outcomes = members.required("outcomes", readList(1...500, CommitmentOutcome.read))
    let text: Detached<TextMap>? = members.required("text", Detached.read)
    guard let challenge, let outcomes, let text else { return nil }
    requireUnique(outcomes, by: { $0.commitment }, "commitment", log)
    return ChallengeResolution(challenge: challenge, outcomes: outcomes, text: text)
  }

  var members: [JSONMember] {
    [
      challengeMember(challenge),
      JSONMember(name: "outcomes", value: .array(outcomes.map(\.json))),
      JSONMember(name: "text", value: text.json),
    ]
  }
}

extension CommitmentOutcome {
  static func read(_ node: JSONView, _ log: FaultLog) -> Self? {
    guard var members = Members(node, log) else { return nil }
    let commitment: CommitmentID? = members.required("commitment", Read.id)
    let outcome: ChallengeOutcome? = members.required("outcome", Read.choice)
    members.finish()
    guard let commitment, let outcome else { return nil }
    return Self(commitment: commitment, outcome: outcome)
  }

  fileprivate var json: JSONValue {
    .object([
      JSONMember(name: "commitment", value: .string(commitment.text)),
      JSONMember(name: "outcome", value: .string(outcome.rawValue)),
    ])
  }
}

extension ChallengeWithdrawal {
  static func read(_ members: inout Members) -> ChallengeWithdrawal? {
    let challenge = members.required("challenge", Read.entryIndex)
    let text: Detached<TextMap>? = members.optional("text", Detached.read)
    guard let challenge else { return nil }
    return ChallengeWithdrawal(challenge: challenge, text: text)
  }

  var members: [JSONMember] {
    var members = [challengeMember(challenge)]
    members.append("text", text.map(\.json))
    return members
  }
}

private func challengeMember(_ challenge: EntryIndex) -> JSONMember {
  JSONMember(name: "challenge", value: .integer(Int64(clamping: challenge.rawValue)))
}
