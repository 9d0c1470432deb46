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
      JSONMember(name: "explanation", value: frame.json(claim.explanation) { .map($0) }),
      JSONMember(
        name: "measures",
        value: .array(
          claim.measures.map {
            ["id": .text($0.id), "done": .string($0.done.rawValue), "text": frame.json($0.text) { .map($0) }]
          })),
      JSONMember(name: "indicators", value: .array(indicators.map { $0.json(frame) })),
      JSONMember(
        name: "planned",
        value: .array(
          claim.planned.map {
            ["text": frame.json($0.text) { .map($0) }, "targetDate": .optional($0.targetDate)]
          })),
      JSONMember(name: "evidence", value: .array(evidence.map { $0.json(frame) })),
      JSONMember(
        name: "affirmation",
        value: [
          "text": frame.json(affirmation) { .map($0.text) },
          "office": frame.json(affirmation) { .string($0.office) },
          "authority": frame.json(affirmation) { .optional($0.authority) },
        ]),
    ]
  }
}

extension IndicatorLine {
  fileprivate func json(_ frame: ReportFrame) -> JSONValue {
    [
      "id": .text(value.id), "value": value.value.json(frame), "unit": .optional(indicator?.unit),
      "breakdown": .array(value.breakdown.map { ["key": .string($0.key), "value": $0.value.json(frame)] }),
      "method": frame.json(value.method) { .string($0) }, "measuredOn": .optional(value.measuredOn),
      "earlier": .array(earlier.map { ["period": .text($0.period), "value": $0.value.value.json(frame)] }),
    ]
  }
}

extension Claim.IndicatorValue.Value {
  fileprivate func json(_ frame: ReportFrame) -> JSONValue {
    switch self {
    case .integer(let number): .integer(number)
    case .text(let text): .string(text)
    case .detached(let text): frame.json(text) { .string($0) }
    }
  }
}

extension EvidenceDetail {
  fileprivate func json(_ frame: ReportFrame) -> JSONValue {
    [
      "id": .text(item.id), "title": frame.json(item.words) { .string($0.title) }, "kind": .string(item.kind.rawValue),
      "uri": frame.json(item.words) { .optional($0.uri) },
      "archiveUri": frame.json(item.words) { .optional($0.archiveURI) }, "mediaType": .string(item.mediaType),
      "bytes": .integer(item.bytes), "sha256": .string(item.sha256.hex), "capturedAt": .optional(item.capturedAt),
      "visibility": .string(item.visibility.rawValue),
      "check": check.map {
        [
          "entry": .index($0.entry.index), "recorded": .text($0.entry.recorded), "result": .string($0.result.rawValue),
          "stale": .boolean($0.isStale), "checker": .optional(checker), "marks": .marks(marks),
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
      "entry": .index(step.entry.index), "recorded": .text(step.entry.recorded), "target": .index(step.of),
      "reviewer": .text(reviewer), "reviewerName": .string(reviewerName), "level": .text(step.level),
      "conclusion": .string(step.conclusion.rawValue), "effect": .string(counts),
      "marks": .marks(marks),
      "standard": .optional(review.standard), "independence": frame.json(review.words) { .string($0.independence) },
      "paidBy": frame.json(review.words) { .string($0.paidBy) },
      "text": frame.json(review.words) { .optional($0.text.map(frame.text)) },
    ]
  }
}

extension ChallengeThread {
  func json(_ frame: ReportFrame) -> JSONValue {
    [
      "entry": .index(entry.index), "recorded": .text(entry.recorded), "period": .text(period),
      "challenger": .text(challenger),
      "challengerName": .string(challengerName), "commitments": .list(commitments),
      "ground": .text(challenge.ground), "text": frame.json(challenge.text),
      "replyDue": .optional(replyDue),
      "replies": .array(
        replies.map {
          [
            "entry": .index($0.entry.index), "recorded": .text($0.entry.recorded),
            "text": frame.json($0.response.text),
          ]
        }),
      "decisions": .array(
        decisions.map {
          [
            "entry": .index($0.entry.index), "recorded": .text($0.entry.recorded),
            "outcomes": .array($0.outcomes.map(\.json)), "panel": .text($0.panel),
            "panelName": .string($0.panelName), "signedBy": .list($0.signedBy.map(\.id)), "marks": .marks($0.marks),
            "replaced": .boolean($0.isReplaced), "text": frame.json($0.resolution.text),
          ]
        }),
      "withdrawn": .optional(withdrawn?.index), "heldBack": .indices(heldBack.map(\.index)),
      "marks": .marks(marks),
    ]
  }
}

extension CommitmentOutcome {
  var json: JSONValue { ["commitment": .text(commitment), "outcome": .string(outcome.rawValue)] }
}
