internal import CanonicalJSON

extension Attestation {
  /// The most claims in one attestation. // Format §2
  static let maximumClaims = 500
  /// The most evidence items that one claim may refer to. // Format §2
  static let maximumEvidence = 64

  // Nearly every entry is one of these, so members are asked for in the order of canonical text, which is their
  // alphabet: each is then found at once.

  static func read(_ members: inout Members, supersedes: Bool, _ log: FaultLog) -> Attestation? {
    let accord = members.required("accord", AccordReference.read)
    let affirmation: Detached<Affirmation>? = members.required("affirmation", readWords)
    let note: Detached<String>? = supersedes ? members.required("changeNote", Detached.read) : nil
    let claims = members.required("claims", readList(1...maximumClaims, Claim.read))
    // A document may carry several claims, so the list as a whole is bounded by what all claims may refer to.
    let evidence = members.required("evidence", readList(0...(maximumClaims * maximumEvidence), EvidenceItem.read))
    let period: PeriodID? = members.required("period", Read.id)
    let reason: ChangeReason? = supersedes ? members.required("reason", Read.choice) : nil
    let signatory: PartyID? = members.required("signatory", Read.id)
    var supersession: Supersession?
    if supersedes {
      let reference = members.required("supersedes", EntryReference.read)
      guard let reference, let reason, let note else { return nil }
      supersession = Supersession(supersedes: reference, reason: reason, changeNote: note)
    }
    guard let signatory, let period, let accord, let claims, let evidence, let affirmation else { return nil }
    log.at(.member("claims")) { requireUnique(claims, by: { $0.commitment }, "commitment", log) }
    log.at(.member("evidence")) {
      requireUnique(evidence, by: { $0.id }, "evidence", log)
      requireUnique(evidence, by: { $0.sha256 }, "digest", log)
    }
    checkEvidenceUse(claims, evidence, log)
    return Attestation(
      signatory: signatory, period: period, accord: accord, claims: claims, evidence: evidence,
      affirmation: affirmation, supersession: supersession)
  }

  /// Every reference resolves, and every item is used by some claim. // Format §10
  private static func checkEvidenceUse(_ claims: [Claim], _ evidence: [EvidenceItem], _ log: FaultLog) {
    let places = EvidencePlaces(evidence)
    var isUsed = [Bool](repeating: false, count: evidence.count)
    for position in claims.indices {
      for id in claims[position].evidence {
        guard let place = places[id] else {
          log.fault(at: .member("claims"), .element(position), .member("evidence"), reason: "\(id) is not in evidence")
          continue
        }
        isUsed[place] = true
      }
    }
    for position in evidence.indices where !isUsed[position] {
      // The second of two with one id has its own fault.
      guard places[evidence[position].id] == position else { continue }
      log.fault(
        at: .member("evidence"), .element(position), reason: "\(evidence[position].id) is used by no claim")
    }
  }
}

extension Attestation.AccordReference {
  static func read(_ node: JSONView, _ log: FaultLog) -> Self? {
    guard var members = Members(node, log) else { return nil }
    let id: PlainID? = members.required("id", Read.id)
    let sha256 = members.required("sha256", Read.digest)
    let version = members.required("version") { node, log -> AccordVersion? in
      guard let text = node.string, let version = AccordVersion(text) else {
        log.fault("must be a version such as 1.0.0")
        return nil
      }
      return version
    }
    members.finish()
    guard let id, let version, let sha256 else { return nil }
    return Self(id: id, version: version, sha256: sha256)
  }
}

/// An object of nothing but detached words.
private func readWords<Words>(_ node: JSONView, _ log: FaultLog) -> Detached<Words>? {
  guard var members = Members(node, log) else { return nil }
  let words: Detached<Words>? = members.required("words", Detached.read)
  members.finish()
  return words
}

extension AttestationWithdrawal {
  static func read(_ members: inout Members) -> AttestationWithdrawal? {
    let signatory: PartyID? = members.required("signatory", Read.id)
    let period: PeriodID? = members.required("period", Read.id)
    let withdraws = members.required("withdraws", EntryReference.read)
    let reason: ChangeReason? = members.required("reason", Read.choice)
    let note: Detached<String>? = members.required("changeNote", Detached.read)
    guard let signatory, let period, let withdraws, let reason, let note else { return nil }
    return AttestationWithdrawal(
      signatory: signatory, period: period, withdraws: withdraws, reason: reason, changeNote: note)
  }
}

extension EntryReference {
  static func read(_ node: JSONView, _ log: FaultLog) -> EntryReference? {
    guard var members = Members(node, log) else { return nil }
    let header = members.required("header", Read.digest)
    let index = members.required("index", Read.entryIndex)
    members.finish()
    guard let index, let header else { return nil }
    return EntryReference(index: index, header: header)
  }
}

extension Claim {
  static func read(_ node: JSONView, _ log: FaultLog) -> Claim? {
    guard var members = Members(node, log) else { return nil }
    let value: PlainID? = members.required("claim", Read.id)
    let commitment: CommitmentID? = members.required("commitment", Read.id)
    let evidence: [PlainID]? = members.optional("evidence", readList(0...Attestation.maximumEvidence, Read.id))
    let explanation: Detached<TextMap>? = members.optional("explanation", Detached.read)
    let indicators = members.optional("indicators", readList(0...400, IndicatorValue.read))
    let measures = members.optional("measures", readList(0...200, Measure.read))
    let planned = members.optional("planned", readList(0...200, Plan.read))
    members.finish()
    guard let commitment, let value else { return nil }
    requireUnique(measures ?? [], by: { $0.id }, "measure", log)
    requireUnique(indicators ?? [], by: { $0.id }, "indicator", log)
    requireUnique(evidence ?? [], "evidence", log)
    return Claim(
      commitment: commitment, value: value, explanation: explanation, measures: measures ?? [],
      indicators: indicators ?? [], evidence: evidence ?? [], planned: planned ?? [])
  }
}

extension Claim.Measure {
  static func read(_ node: JSONView, _ log: FaultLog) -> Self? {
    guard var members = Members(node, log) else { return nil }
    let done: Done? = members.required("done", Read.choice)
    let id: PlainID? = members.required("id", Read.id)
    let text: Detached<TextMap>? = members.optional("text", Detached.read)
    members.finish()
    guard let id, let done else { return nil }
    return Self(id: id, done: done, text: text)
  }
}

extension Claim.IndicatorValue {
  static func read(_ node: JSONView, _ log: FaultLog) -> Self? {
    guard var members = Members(node, log) else { return nil }
    let breakdown = members.optional("breakdown", readList(1...400, readPart))
    let id: PlainID? = members.required("id", Read.id)
    let measuredOn = members.optional("measuredOn", Read.date)
    let method: Detached<String>? = members.optional("method", Detached.read)
    let value = members.required("value", readValue)
    members.finish()
    guard let id, let value else { return nil }
    requireUnique(breakdown ?? [], by: { ExactText($0.key) }, "key", log)
    return Self(id: id, value: value, breakdown: breakdown ?? [], method: method, measuredOn: measuredOn)
  }

  private static func readValue(_ node: JSONView, _ log: FaultLog) -> Value? {
    if let integer = node.integer { return .integer(integer) }
    switch node.kind {
    case .string: return Read.text()(node, log).map(Value.text)
    case .object: return Detached.read(node, log).map(Value.detached)
    default:
      log.fault("must be an integer, a text or a detached text")
      return nil
    }
  }

  private static func readPart(_ node: JSONView, _ log: FaultLog) -> (key: String, value: Value)? {
    guard var members = Members(node, log) else { return nil }
    let key = members.required("key", Read.text(64))
    let value = members.required("value", readValue)
    members.finish()
    guard let key, let value else { return nil }
    return (key, value)
  }
}

extension Claim.Plan {
  static func read(_ node: JSONView, _ log: FaultLog) -> Self? {
    guard var members = Members(node, log) else { return nil }
    let targetDate = members.optional("targetDate", Read.date)
    let text: Detached<TextMap>? = members.required("text", Detached.read)
    members.finish()
    guard let text else { return nil }
    return Self(text: text, targetDate: targetDate)
  }
}

extension EvidenceItem {
  static func read(_ node: JSONView, _ log: FaultLog) -> EvidenceItem? {
    guard var members = Members(node, log) else { return nil }
    let bytes = members.required("bytes", Read.integer(0...Read.largestInteger))
    let capturedAt = members.optional("capturedAt", Read.instant)
    let id: PlainID? = members.required("id", Read.id)
    let kind: Kind? = members.required("kind", Read.choice)
    let language = members.optional("language", Read.languageTag)
    let mediaType = members.required("mediaType", Read.mediaType)
    let sha256 = members.required("sha256", Read.digest)
    let visibility: Visibility? = members.required("visibility", Read.choice)
    let words: Detached<Words>? = members.required("words", Detached.read)
    members.finish()
    guard let id, let kind, let mediaType, let bytes, let sha256, let visibility, let words else { return nil }
    if kind == .webPage, capturedAt == nil {
      log.fault(at: .member("capturedAt"), reason: "is required for a web page, which is evidence as captured")
    }
    return EvidenceItem(
      id: id, kind: kind, mediaType: mediaType, bytes: bytes, sha256: sha256, capturedAt: capturedAt,
      language: language, visibility: visibility, words: words)
  }
}
