public import CanonicalJSON
internal import Compliance
internal import Cryptography
internal import DataFormats
internal import Languages
internal import Pledges

extension SignatoryReport {
  /// The report as data: the members that others rely on, and everything else that the report shows.
  ///
  /// What a party wrote is a string or an object from language to string, where its words are here. Where not, an object
  /// with `removedBy` or with `notHere` stands in the place of the text; `removals` lists them.
  public func json() -> JSONValue {
    let wording = frame.language
    return DocumentFormat.report.document(
      frame.headMembers + [
        JSONMember(name: "nextChange", value: .optional(times.next)),
        JSONMember(name: "signatory", value: identity.json(frame, standing: identity.membership)),
        JSONMember(name: "period", value: .optional(period?.id)),
        JSONMember(name: "counts", value: counts.json),
        JSONMember(name: "cells", value: .array(cells.map { $0.status.json(issuedAt: $0.issuedAt) })),
        JSONMember(name: "details", value: .array(cells.compactMap { $0.json(frame) })),
        JSONMember(name: "challenges", value: .array(challenges.map { $0.json(frame) })),
        JSONMember(name: "history", value: .array(history.map { $0.json(frame) })),
        JSONMember(name: "next", value: .array(duties.map(\.json))),
        JSONMember(name: "keys", value: .array(keys.map { $0.json(frame) })),
        holder?.thresholdMember ?? JSONMember(name: "threshold", value: .null),
        JSONMember(name: "otherParties", value: .array(otherHolders.map { $0.json(frame) })),
        frame.member(removals),
        JSONMember(name: "banner", value: .list(frame.banner)),
        JSONMember(name: "notices", value: .list(notices(wording))),
      ])
  }

  /// The sentences that keep a reader from concluding too much.
  func notices(_ wording: Language) -> [String] {
    var notices: [String] = []
    // Who cannot file is not silent.
    if identity.membership == .listed { notices.append(wording.listedSentence) }
    if attestationCount == 0, isRegister || identity.membership != .listed { notices.append(wording.noAttestation) }
    if isRegister { notices.append(wording.registerOnly) }
    return notices + frame.continuation + [wording.absence, wording.proofLimit]
  }
}

extension ReportFrame {
  /// What has to stand first in every output of a ledger or accord that is not what it could be taken for.
  var banner: [String] {
    let wording = language
    var lines: [String] = []
    if proof.environment == .demo { lines.append(wording.demoLedger) }
    switch accord.document.definitionStatus {
    case .demo: lines.append(wording.demoAccord)
    case .unofficial: lines.append(wording.unofficialAccord)
    case .official: break
    }
    if let draft = wording.draft { lines.append(draft) }
    return lines
  }

  /// The sentence of a ledger that says of itself to continue another one.
  var continuation: [String] { continues.map { [$0] } ?? [] }
}

extension SignatoryIdentity {
  /// - Parameter standing: over all periods, or what membership alone makes of it.
  func json(_ frame: ReportFrame, standing: Standing?) -> JSONValue {
    [
      "id": .text(id), "name": .string(frame.text(name)), "kind": .text(kind), "country": .optional(country),
      "traits": .list(traits), "standing": .optional(standing?.rawValue),
      "reservation": .optional(reservation.map(frame.text)), "joined": .text(joined.effective),
      "joinedEntry": .index(joined.entry.index), "joinedRecorded": .text(joined.entry.recorded),
      "joinedVia": .optional(joinedVia), "basis": .string(basis.rawValue),
      "source": source.map {
        [
          "uri": .string($0.uri), "sha256": .optional($0.sha256?.hex), "asOf": .text($0.asOf),
        ]
      } ?? .null,
      "subscribed": subscription.map { .list($0) } ?? "all",
      "subscriptionHistory": .array(subscriptionHistory.map(\.json)),
      "successor": .optional(successor?.party),
      "successorHadKey": successor.map { .boolean($0.hadKey) } ?? .null,
      "names": .array(
        names.map {
          [
            "name": .map($0.name), "effective": .text($0.effective), "entry": .index($0.entry.index),
            "recorded": .text($0.entry.recorded),
          ]
        }),
    ]
  }
}

extension SignatoryIdentity.SubscriptionLine {
  fileprivate var json: JSONValue {
    let (code, listed): (String, JSONValue) =
      switch change {
      case .joinedForAll: ("joined", "all")
      case .joined(let listed): ("joined", .list(listed))
      case .added(let listed): ("added", .list(listed))
      case .removed(let listed): ("removed", .list(listed))
      }
    return [
      "entry": .index(entry.index), "recorded": .text(entry.recorded), "effective": .text(effective),
      "change": .string(code), "commitments": listed,
    ]
  }
}

extension HistoryLine {
  func json(_ frame: ReportFrame) -> JSONValue {
    var members: [JSONMember] = [
      JSONMember(name: "index", value: .index(entry.index)),
      JSONMember(name: "recorded", value: .text(entry.recorded)),
      JSONMember(name: "kind", value: .text(kind)),
    ]
    if let leaf { members.append(JSONMember(name: "leaf", value: .string(leaf.hex))) }
    if let by { members.append(JSONMember(name: "by", value: .text(by))) }
    if let period { members.append(JSONMember(name: "period", value: .text(period))) }
    if !commitments.isEmpty { members.append(JSONMember(name: "commitments", value: .list(commitments))) }
    members.append(JSONMember(name: "marks", value: .marks(marks)))
    if let keyAct { members.append(JSONMember(name: "keyAct", value: keyAct.json)) }
    if let struckBy { members.append(JSONMember(name: "struckBy", value: .index(struckBy))) }
    if let successor { members.append(JSONMember(name: "successor", value: .text(successor.party))) }
    if let state { members.append(JSONMember(name: "state", value: .string(state.rawValue))) }
    if !removedBy.isEmpty { members.append(JSONMember(name: "wordsRemovedBy", value: .indices(removedBy))) }
    if let removal { members.append(JSONMember(name: "removal", value: frame.json(removal))) }
    if let reason { members.append(JSONMember(name: "reason", value: .string(reason.code))) }
    if let note { members.append(JSONMember(name: "note", value: frame.json(note))) }
    if let decision { members.append(JSONMember(name: "decision", value: frame.json(decision) { .string($0) })) }
    if !changes.isEmpty {
      let changed: [JSONValue] = changes.map {
        [
          "commitment": .text($0.commitment), "before": $0.before.changeJSON(frame),
          "after": $0.after.changeJSON(frame),
        ]
      }
      members.append(JSONMember(name: "changes", value: .array(changed)))
    }
    return .object(members)
  }
}

extension Claim {
  fileprivate func changeJSON(_ frame: ReportFrame) -> JSONValue {
    ["claim": .text(value), "explanation": explanation.map(frame.json) ?? .null]
  }
}

extension NextDuty {
  var json: JSONValue {
    [
      "period": .text(period.id), "opens": .text(period.opens), "due": .text(due), "close": .text(close),
      "duty": .string(duty.rawValue), "submission": .string(submission.rawValue), "noClaim": .optional(noClaim),
      "commitments": .list(commitments),
    ]
  }
}
