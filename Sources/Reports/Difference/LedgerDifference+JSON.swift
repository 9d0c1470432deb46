public import CanonicalJSON
internal import Compliance
internal import DataFormats
internal import Languages
internal import Pledges

extension LedgerDifference {
  /// The differences as data.
  public func json() -> JSONValue {
    DocumentFormat.difference.document([
      JSONMember(name: "rules", value: .string(StatusRules.id)),
      JSONMember(name: "language", value: .string(after.language.rawValue)),
      JSONMember(name: "program", value: .string(after.proof.program)),
      JSONMember(name: "before", value: ["asOf": .text(before.asOf), "ledger": before.ledgerJSON]),
      JSONMember(name: "after", value: ["asOf": .text(after.asOf), "ledger": after.ledgerJSON]),
      JSONMember(name: "accord", value: after.accordJSON),
      JSONMember(
        name: "signatories",
        value: .array(
          signatories.map {
            [
              "id": .text($0.signatory), "before": $0.before.map { $0.json(after) } ?? .null,
              "after": $0.after.json(after),
            ]
          })),
      JSONMember(
        name: "cells",
        value: .array(
          cells.map { cell in
            [
              "signatory": .text(cell.signatory), "period": .text(cell.period), "commitment": .text(cell.commitment),
              "changed": .array(cell.members.map { .string($0.rawValue) }),
              "before": cell.before.map { $0.json() } ?? .null,
              "after": cell.after.json(issuedAt: cell.issuedAt),
            ]
          })),
      JSONMember(
        name: "entries",
        value: .array(
          entries.map { line in
            [
              "index": .integer(Int64(clamping: line.entry.index.rawValue)), "recorded": .text(line.entry.recorded),
              "party": .optional(line.party), "words": .string(after.words(line)),
            ]
          })),
      JSONMember(name: "panels", value: .array(panels.map { $0.json(after) })),
      after.member(removals),
      JSONMember(name: "removedBetween", value: .array(removedBetween.map { .index($0.entry.index) })),
      JSONMember(name: "banner", value: .list(after.banner)),
      JSONMember(
        name: "notices", value: .list(after.continuation + [after.wording.absence, after.wording.proofLimit])),
    ])
  }
}

extension LedgerDifference.SignatoryDifference.Profile {
  fileprivate func json(_ frame: ReportFrame) -> JSONValue {
    ["name": .string(frame.text(name)), "kind": .text(kind), "standing": .string(standing.rawValue)]
  }
}
