public import CanonicalJSON
internal import Cryptography
internal import TransparencyLog

extension Statement {
  /// The statement as canonical JSON, ready to be signed, or nil for a kind that this program does not know.
  public var payload: [UInt8]? {
    json?.canonicalBytes()
  }

  /// The statement as JSON, members in reading order, or nil for a kind that this program does not know.
  public var json: JSONValue? {
    guard let members = predicate.members else { return nil }
    var reference = [JSONMember(name: "origin", value: .string(ledger.origin.text))]
    reference.append("genesis", ledger.genesis.map { .string($0.hex) })
    return .object([
      JSONMember(name: "_type", value: .string(Statement.type)),
      JSONMember(
        name: "subject",
        value: .array(
          subjects.map { ["name": .string($0.name.text), "digest": ["sha256": .string($0.sha256.hex)]] })),
      JSONMember(name: "predicateType", value: .string(Statement.predicateTypePrefix + kind.text)),
      JSONMember(
        name: "predicate",
        value: .object(
          [
            JSONMember(name: "ledger", value: .object(reference)),
            JSONMember(name: "issuedAt", value: .string(issuedAt.description)),
          ] + members)),
    ])
  }
}

extension Predicate {
  /// The members beside `ledger` and `issuedAt`, or nil for a kind that this program does not know.
  var members: [JSONMember]? {
    switch self {
    case .genesis(let genesis): genesis.members
    case .registrarUpdate(let registrar): [JSONMember(name: "registrar", value: registrar.json)]
    case .logRotate(let rotation): rotation.members
    case .accordPublish(let publication): publication.members
    case .partyAdmit(let admission): admission.members
    case .keyRegister(let registration): registration.members
    case .keyRotate(let rotation): rotation.members
    case .keyRevoke(let revocation): revocation.members
    case .keyThreshold(let change): change.members
    case .keyRecover(let recovery): recovery.members
    case .keyObject(let objection): objection.members
    case .join(let join): join.members
    case .update(let update): update.members
    case .subscribe(let change), .unsubscribe(let change): change.members
    case .suspend(let change), .reinstate(let change), .delist(let change): change.members
    case .withdraw(let withdrawal): withdrawal.members
    case .extend(let extended): extended.members
    case .attest(let attestation): attestation.members
    case .withdrawAttestation(let withdrawal): withdrawal.members
    case .checkEvidence(let check): check.members
    case .review(let review): review.members
    case .withdrawReview(let withdrawal): withdrawal.members
    case .challenge(let challenge): challenge.members
    case .respond(let response): response.members
    case .resolve(let resolution): resolution.members
    case .withdrawChallenge(let withdrawal): withdrawal.members
    case .redact(let redaction): redaction.members
    case .unknown: nil
    }
  }
}

extension AccordPublication {
  var members: [JSONMember] {
    var members = [JSONMember(name: "accord", value: json)]
    members.append("changes", changes.map { .string($0) })
    return members
  }
}
