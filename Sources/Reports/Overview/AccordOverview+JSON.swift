public import CanonicalJSON
internal import Compliance
internal import DataFormats
internal import Languages
internal import Pledges

extension AccordOverview {
  /// The overview as data; cells name their states by number.
  public func json() -> JSONValue {
    var shared = SharedStates()
    let signatories = rows.map { $0.json(frame, cells: shared.groups($0)) }
    return DocumentFormat.overview.document(
      frame.headMembers + [
        JSONMember(name: "period", value: .optional(period?.id)),
        JSONMember(name: "counts", value: counts.json),
        JSONMember(
          name: "kinds", value: .object(kinds.map { JSONMember(name: $0.kind.text, value: .integer(Int64($0.count))) })),
        JSONMember(
          name: "standings",
          value: .object(standings.map { JSONMember(name: $0.standing.rawValue, value: .integer(Int64($0.count))) })),
        JSONMember(name: "states", value: .array(shared.states)),
        JSONMember(name: "signatories", value: .array(signatories)),
        JSONMember(name: "commitments", value: .array(columns.map { $0.json(frame) })),
        JSONMember(name: "outstanding", value: .array(outstanding.map { $0.json(frame) })),
        JSONMember(name: "silent", value: .array(silent.map { $0.json(frame) })),
        JSONMember(name: "openChallenges", value: .array(openChallenges.map { $0.json(frame) })),
        JSONMember(name: "decisions", value: .array(decisions.map { $0.json(frame) })),
        JSONMember(name: "movements", value: .array(movements.map { $0.json(frame) })),
        JSONMember(name: "years", value: .array(years.map(\.json))),
        JSONMember(name: "themes", value: .array(themes.map { $0.json(frame) })),
        JSONMember(name: "newest", value: .array(newest.map { $0.json(frame) })),
        JSONMember(name: "keyHolders", value: .array(holders.map { $0.json(frame) })),
        frame.member(removals),
        JSONMember(name: "banner", value: .list(frame.banner)),
        JSONMember(name: "notices", value: .list(notices(frame.wording))),
      ])
  }

  /// The sentences that keep a reader from concluding too much.
  ///
  /// - Parameter order: in which order the rows stand, and that it is no ranking; nil for that of the ledger.
  func notices(_ wording: Language, order: String? = nil) -> [String] {
    (isRegister ? [wording.noAttestation, wording.registerOnly] : [])
      + frame.continuation + [wording.absence, wording.proofLimit, order ?? wording.noRanking]
  }
}

extension OverviewRow {
  fileprivate func json(_ frame: ReportFrame, cells: JSONValue) -> JSONValue {
    [
      "id": .text(signatory), "name": .string(frame.text(name)), "kind": .text(kind), "country": .optional(country),
      "standing": .string(standing.rawValue), "counts": counts.json, "cells": cells,
    ]
  }
}

extension CommitmentColumn {
  fileprivate func json(_ frame: ReportFrame) -> JSONValue {
    [
      "id": .text(commitment.id), "title": .string(frame.text(commitment.title)), "counts": counts.json,
      "claims": .object(claims.map { JSONMember(name: $0.claim.text, value: .integer(Int64($0.count))) }),
      "withoutClaim": .integer(Int64(withoutClaim)), "noClaims": .integer(Int64(noClaims)),
      "assurance": .object(assurance.map { JSONMember(name: $0.level.text, value: .integer(Int64($0.count))) }),
    ]
  }
}

extension OutstandingLine {
  fileprivate func json(_ frame: ReportFrame) -> JSONValue {
    [
      "signatory": .text(signatory), "name": .string(frame.text(name)), "submission": .string(submission.rawValue),
      "due": .text(due), "noClaim": .optional(noClaim), "commitments": .list(commitments),
    ]
  }
}

extension SilentSignatory {
  fileprivate func json(_ frame: ReportFrame) -> JSONValue {
    ["signatory": .text(signatory), "name": .string(frame.text(name)), "commitments": .list(commitments)]
  }
}

extension OpenChallenge {
  fileprivate func json(_ frame: ReportFrame) -> JSONValue {
    [
      "entry": .index(entry.index), "recorded": .text(entry.recorded), "signatory": .text(signatory),
      "name": .string(frame.text(name)), "challenger": .text(challenger), "challengerName": .string(challengerName),
      "period": .text(period), "commitments": .list(commitments), "answered": .boolean(isAnswered),
      "replyDue": .optional(replyDue),
    ]
  }
}

extension DecisionLine {
  fileprivate func json(_ frame: ReportFrame) -> JSONValue {
    [
      "entry": .index(entry.index), "recorded": .text(entry.recorded), "challenge": .index(challenge),
      "signatory": .text(signatory), "name": .string(frame.text(name)), "panel": .text(panel),
      "outcomes": .array(outcomes.map(\.json)), "signedBy": .list(signedBy.map(\.id)), "marks": .marks(marks),
      "replaced": .boolean(isReplaced),
    ]
  }
}

extension Movement {
  fileprivate func json(_ frame: ReportFrame) -> JSONValue {
    [
      "signatory": .text(signatory), "name": .string(frame.text(name)), "change": .string(change.rawValue),
      "effective": .text(effective), "entry": .index(entry.index), "recorded": .text(entry.recorded),
      "marks": .marks(marks),
    ]
  }
}

extension MovementYear {
  fileprivate var json: JSONValue {
    [
      "year": .integer(Int64(year)), "joined": .integer(Int64(joined)), "left": .integer(Int64(left)),
      "members": .integer(Int64(members)),
    ]
  }
}

extension ThemeLine {
  fileprivate func json(_ frame: ReportFrame) -> JSONValue {
    [
      "label": .string(frame.text(theme.label)), "source": .string(theme.source), "mapsTo": .list(theme.mapsTo),
      "note": .optional(theme.note), "counts": theme.mapsTo.isEmpty ? .null : counts.json,
    ]
  }
}

extension NewestEntry {
  fileprivate func json(_ frame: ReportFrame) -> JSONValue {
    [
      "index": .index(entry.index), "recorded": .text(entry.recorded), "kind": .text(kind), "marks": .marks(marks),
      "signatory": .text(signatory), "name": .string(frame.text(name)), "void": .boolean(isVoid),
      "struckBy": struckBy.map { .index($0) } ?? .null,
    ]
  }
}
