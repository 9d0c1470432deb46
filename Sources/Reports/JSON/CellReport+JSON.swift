internal import CanonicalJSON
internal import Compliance
internal import Cryptography
internal import Pledges

extension CellReport {
  /// The words behind a cell; nil where nobody said anything.
  func json(_ frame: ReportFrame) -> JSONValue? {
    guard claim != nil || !reviews.isEmpty else { return nil }
    return .object(
      [JSONMember(name: "commitment", value: .text(commitment.id))] + (claim?.members(frame) ?? [])
        + [JSONMember(name: "reviews", value: .array(reviews.map { $0.json(frame) }))])
  }
}

extension ClaimDetail {
  fileprivate func members(_ frame: ReportFrame) -> [JSONMember] {
    [
      JSONMember(name: "entry", value: .index(entry.index)),
      JSONMember(name: "recorded", value: .text(entry.recorded)),
      JSONMember(name: "signedBy", value: .list(signingKeys)),
      JSONMember(name: "explanation", value: .optional(claim.explanation)),
      JSONMember(
        name: "measures",
        value: .array(
          claim.measures.map {
            ["id": .text($0.id), "done": .string($0.done.rawValue), "text": .optional($0.text)]
          })),
      JSONMember(name: "indicators", value: .array(indicators.map(\.json))),
      JSONMember(
        name: "planned",
        value: .array(
          claim.planned.map { ["text": .map($0.text), "targetDate": .optional($0.targetDate)] })),
      JSONMember(name: "evidence", value: .array(evidence.map(\.json))),
      JSONMember(
        name: "affirmation",
        value: [
          "text": .map(affirmation.text), "office": .string(affirmation.office),
          "authority": .optional(affirmation.authority),
        ]),
    ]
  }
}

extension IndicatorLine {
  fileprivate var json: JSONValue {
    [
      "id": .text(value.id), "value": value.value.json, "unit": .optional(indicator?.unit),
      "breakdown": .array(value.breakdown.map { ["key": .string($0.key), "value": $0.value.json] }),
      "method": .optional(value.method), "measuredOn": .optional(value.measuredOn),
      "earlier": .array(earlier.map { ["period": .text($0.period), "value": $0.value.value.json] }),
    ]
  }
}

extension Claim.IndicatorValue.Value {
  var json: JSONValue {
    switch self {
    case .integer(let number): .integer(number)
    case .text(let text): .string(text)
    }
  }
}

extension EvidenceDetail {
  fileprivate var json: JSONValue {
    [
      "id": .text(item.id), "title": .string(item.title), "kind": .string(item.kind.rawValue),
      "uri": .optional(item.uri), "archiveUri": .optional(item.archiveURI), "mediaType": .string(item.mediaType),
      "bytes": .integer(item.bytes), "sha256": .string(item.sha256.hex), "capturedAt": .optional(item.capturedAt),
      "visibility": .string(item.visibility.rawValue),
      "check": check.map {
        [
          "entry": .index($0.entry.index), "recorded": .text($0.entry.recorded), "result": .string($0.result.rawValue),
          "stale": .boolean($0.isStale),
        ]
      } ?? .null,
    ]
  }
}

extension ReviewDetail {
  fileprivate func json(_ frame: ReportFrame) -> JSONValue {
    let counts =
      switch step.effect {
      case .counted: "counted"
      case .ofOlderVersion: "of-older-version"
      case .withdrawn: "withdrawn"
      }
    return [
      "entry": .index(step.entry.index), "recorded": .text(step.entry.recorded), "of": .index(step.of),
      "reviewer": .text(reviewer), "reviewerName": .string(reviewerName), "level": .text(step.level),
      "conclusion": .string(step.conclusion.rawValue), "effect": .string(counts),
      "standard": .optional(review?.standard), "independence": .optional(review?.independence),
      "paidBy": .optional(review?.paidBy), "text": .optional(review?.text.map(frame.text)),
    ]
  }
}

extension ChallengeThread {
  func json(_ frame: ReportFrame) -> JSONValue {
    [
      "entry": .index(entry.index), "recorded": .text(entry.recorded), "challenger": .text(challenger),
      "challengerName": .string(challengerName), "commitments": .list(commitments),
      "ground": .optional(challenge?.ground), "text": .optional(challenge.map { frame.text($0.text) }),
      "replyDue": .optional(replyDue),
      "replies": .array(
        replies.map {
          [
            "entry": .index($0.entry.index), "recorded": .text($0.entry.recorded),
            "text": .optional($0.response.map { frame.text($0.text) }),
          ]
        }),
      "decisions": .array(
        decisions.map {
          [
            "entry": .index($0.entry.index), "recorded": .text($0.entry.recorded),
            "outcome": .string($0.outcome.rawValue), "panel": .optional($0.panel),
            "panelName": .optional($0.panelName), "text": .optional($0.resolution.map { frame.text($0.text) }),
          ]
        }),
      "withdrawn": .optional(withdrawn?.index),
    ]
  }
}
