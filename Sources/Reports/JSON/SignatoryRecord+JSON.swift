public import CanonicalJSON
internal import Compliance
internal import DataFormats
internal import Languages
internal import Pledges

extension SignatoryRecord {
  /// The page as data: `signatory/1`.
  public func json() -> JSONValue {
    DocumentFormat.signatory.document(
      frame.headMembers + [
        JSONMember(name: "nextChange", value: .optional(times.next)),
        JSONMember(name: "signatory", value: identity.json(frame, standing: identity.standing)),
        JSONMember(name: "silence", value: .array(silence.map(\.json))),
        JSONMember(name: "periods", value: .array(periods.map(\.json))),
        JSONMember(name: "next", value: .array(upcoming.map(\.json))),
        JSONMember(name: "overdue", value: .array(overdue.map(\.json))),
        JSONMember(name: "challenges", value: .array(challenges.map { $0.json(frame) })),
        JSONMember(name: "history", value: .array(history.map { $0.json(frame) })),
        JSONMember(name: "keys", value: .array((holder?.keys ?? []).map { $0.json(frame) })),
        holder?.thresholdMember ?? JSONMember(name: "threshold", value: .null),
        JSONMember(name: "otherParties", value: .array(otherHolders.map { $0.json(frame) })),
        frame.member(removals),
        JSONMember(name: "banner", value: .list(frame.banner)),
        JSONMember(name: "notices", value: .list(notices)),
      ])
  }

  /// The sentences that keep a reader from concluding too much.
  var notices: [String] {
    let wording = frame.language
    var notices: [String] = []
    if identity.standing == .listed { notices.append(wording.listedSentence) }
    if attestationCount == 0, isRegister || identity.standing != .listed { notices.append(wording.noAttestation) }
    if isRegister { notices.append(wording.registerOnly) }
    return notices + frame.continuation + [wording.absence, wording.proofLimit]
  }
}

extension SilentPeriod {
  var json: JSONValue {
    ["period": .text(period), "recorded": .integer(Int64(recorded)), "due": .integer(Int64(due))]
  }
}

extension PeriodGlance {
  var json: JSONValue {
    [
      "id": .text(period.id), "opens": .text(period.opens), "due": .text(period.due),
      "accordVersion": .text(accord.document.version), "counts": counts.json,
      "cells": .array(
        cells.map { cell in
          [
            "commitment": .text(cell.commitment), "headline": .string(cell.headline),
            "duty": .string(cell.duty.rawValue),
            "submission": .string(cell.submission.rawValue), "claim": .optional(cell.claim),
            "dispute": .string(cell.dispute.rawValue),
          ]
        }),
    ]
  }
}
