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

/// `challenge.resolve`: the panel's decision.
public struct ChallengeResolution: Sendable {
  public var challenge: EntryIndex
  public var outcome: ChallengeOutcome
  public var text: Detached<TextMap>

  public init(challenge: EntryIndex, outcome: ChallengeOutcome, text: Detached<TextMap>) {
    self.challenge = challenge
    self.outcome = outcome
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
  static func read(_ members: inout Members) -> ChallengeResolution? {
    let challenge = members.required("challenge", Read.entryIndex)
    let outcome: ChallengeOutcome? = members.required("outcome", Read.choice)
    let text: Detached<TextMap>? = members.required("text", Detached.read)
    guard let challenge, let outcome, let text else { return nil }
    return ChallengeResolution(challenge: challenge, outcome: outcome, text: text)
  }

  var members: [JSONMember] {
    [
      challengeMember(challenge),
      JSONMember(name: "outcome", value: .string(outcome.rawValue)),
      JSONMember(name: "text", value: text.json),
    ]
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
