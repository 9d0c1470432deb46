internal import CanonicalJSON
internal import Cryptography

extension Attestation {
  var members: [JSONMember] {
    var members = [
      JSONMember(name: "signatory", value: .string(signatory.text)),
      JSONMember(name: "period", value: .string(period.text)),
      JSONMember(
        name: "accord",
        value: [
          "id": .string(accord.id.text), "version": .string(accord.version.description),
          "sha256": .string(accord.sha256.hex),
        ]),
      JSONMember(name: "claims", value: .array(claims.map(\.json))),
      JSONMember(name: "evidence", value: .array(evidence.map(\.json))),
    ]
    members.append("affirmation", ["words": affirmation.json])
    if let supersession {
      members.append("supersedes", supersession.supersedes.json)
      members.append("reason", .string(supersession.reason.rawValue))
      members.append("changeNote", supersession.changeNote.json)
    }
    return members
  }
}

extension AttestationWithdrawal {
  var members: [JSONMember] {
    [
      JSONMember(name: "signatory", value: .string(signatory.text)),
      JSONMember(name: "period", value: .string(period.text)),
      JSONMember(name: "withdraws", value: withdraws.json),
      JSONMember(name: "reason", value: .string(reason.rawValue)),
      JSONMember(name: "changeNote", value: changeNote.json),
    ]
  }
}

extension EntryReference {
  var json: JSONValue {
    ["index": .integer(Int64(clamping: index.rawValue)), "header": .string(header.hex)]
  }
}

extension Claim {
  var json: JSONValue {
    var members = [
      JSONMember(name: "commitment", value: .string(commitment.text)),
      JSONMember(name: "claim", value: .string(value.text)),
    ]
    members.append("explanation", explanation.map(\.json))
    if !measures.isEmpty { members.append("measures", .array(measures.map(\.json))) }
    if !indicators.isEmpty { members.append("indicators", .array(indicators.map(\.json))) }
    if !evidence.isEmpty { members.append("evidence", .ids(evidence)) }
    if !planned.isEmpty { members.append("planned", .array(planned.map(\.json))) }
    return .object(members)
  }
}

extension Claim.Measure {
  var json: JSONValue {
    var members = [
      JSONMember(name: "id", value: .string(id.text)), JSONMember(name: "done", value: .string(done.rawValue)),
    ]
    members.append("text", text.map(\.json))
    return .object(members)
  }
}

extension Claim.IndicatorValue {
  var json: JSONValue {
    var members = [JSONMember(name: "id", value: .string(id.text)), JSONMember(name: "value", value: value.json)]
    if !breakdown.isEmpty {
      members.append("breakdown", .array(breakdown.map { ["key": .string($0.key), "value": $0.value.json] }))
    }
    members.append("method", method.map(\.json))
    members.append("measuredOn", measuredOn.map { .string($0.description) })
    return .object(members)
  }
}

extension Claim.IndicatorValue.Value {
  var json: JSONValue {
    switch self {
    case .integer(let value): .integer(value)
    case .text(let text): .string(text)
    case .detached(let text): text.json
    }
  }
}

extension Claim.Plan {
  var json: JSONValue {
    var members = [JSONMember(name: "text", value: text.json)]
    members.append("targetDate", targetDate.map { .string($0.description) })
    return .object(members)
  }
}

extension EvidenceItem {
  var json: JSONValue {
    var members = [
      JSONMember(name: "id", value: .string(id.text)),
      JSONMember(name: "kind", value: .string(kind.rawValue)),
    ]
    members.append("mediaType", .string(mediaType))
    members.append("bytes", .integer(bytes))
    members.append("sha256", .string(sha256.hex))
    members.append("capturedAt", capturedAt.map { .string($0.description) })
    members.append("language", language.map { .string($0) })
    members.append("visibility", .string(visibility.rawValue))
    members.append("words", words.json)
    return .object(members)
  }
}
