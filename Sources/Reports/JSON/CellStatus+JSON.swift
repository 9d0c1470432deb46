internal import CanonicalJSON
internal import Compliance
internal import Cryptography
internal import Pledges

extension CellStatus {
  /// The members of the contract, and what is shown beside them: acts held back, decisions, the version that dropped the
  /// period, and when the signer of a late claim dates it. // Status rules §9
  func json(issuedAt: Instant? = nil) -> JSONValue {
    [
      "commitment": .text(commitment), "duty": .string(duty.rawValue), "submission": .string(submission.rawValue),
      "daysLate": daysLate.map { .integer($0) } ?? .null, "claim": .optional(claim), "headline": .string(headline),
      "noClaim": .optional(noClaim),
      "flags": .array(flags.map { .string($0.rawValue) }), "marks": .marks(marks), "beside": beside.json,
      "voidClaims": .array(voidClaims.map(\.json)), "noKey": noKey?.json ?? .null,
      "silenceExcused": .boolean(noKey?.excuses == true && submission == .missing),
      "dispute": .string(dispute.rawValue),
      "assurance": .text(assurance), "conclusion": .optional(conclusion?.rawValue),
      "evidence": .string(evidence.rawValue), "retroactiveExtension": .boolean(retroactiveExtension),
      "due": .optional(due), "close": .optional(close), "because": .indices(because),
      "heldBack": .array(trace.heldBack.map(\.json)), "decisions": .array(trace.challenges.compactMap(\.decisionJSON)),
      "droppedBy": .optional(trace.dropped?.entry.index), "issuedAt": .optional(issuedAt),
    ]
  }
}

extension Beside {
  /// Of the members those that apply.
  fileprivate var json: JSONValue {
    var members: [JSONMember] = []
    if let head {
      members.append(
        JSONMember(
          name: "claim",
          value: ["entry": .optional(head.stood?.entry), "claim": .optional(head.stood?.claim)]))
    }
    if !outcomes.isEmpty {
      let list: [JSONValue] = outcomes.map {
        [
          "challenge": .index($0.challenge), "entry": .optional($0.entry), "outcome": .optional($0.outcome?.rawValue),
        ]
      }
      members.append(JSONMember(name: "outcomes", value: .array(list)))
    }
    if !checks.isEmpty {
      let list: [JSONValue] = checks.map {
        [
          "sha256": .string($0.sha256.hex), "entry": .optional($0.entry), "result": .optional($0.result?.rawValue),
        ]
      }
      members.append(JSONMember(name: "checks", value: .array(list)))
    }
    return .object(members)
  }
}

extension VoidClaim {
  fileprivate var json: JSONValue {
    [
      "attestation": .index(attestation), "keyid": .text(key), "revocation": .index(revocation.index),
      "recorded": .text(revocation.recorded), "invalidSince": .text(invalidSince), "by": .string(by.rawValue),
      "recovery": .optional(recovery),
    ]
  }
}

extension NoKey {
  fileprivate var json: JSONValue {
    [
      "revocations": .indices(revocations.map(\.index)), "recoveries": .indices(recoveries.map(\.index)),
    ]
  }
}

extension HeldBack {
  fileprivate var json: JSONValue {
    [
      "entry": .index(entry.index), "recorded": .text(entry.recorded), "act": .string(act.rawValue),
      "target": .index(target),
    ]
  }
}

extension ChallengeStep {
  /// A decision, earlier ones included; the last of a challenge counts.
  fileprivate var decisionJSON: JSONValue? {
    decision.map {
      [
        "challenge": .index(challenge), "entry": .index(entry.index), "recorded": .text(entry.recorded),
        "outcome": .string($0.outcome.rawValue), "panel": .text($0.panel),
      ]
    }
  }
}
