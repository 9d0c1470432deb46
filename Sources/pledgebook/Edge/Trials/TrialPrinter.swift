import CanonicalJSON
import CommandLineTools
import DataFormats
import Pledges
import Reports
import StatementWords

/// Says what would be recorded, and what would change in the reports.
enum TrialPrinter {
  /// - Parameter missing: the signatures that are still to come, in words; of several statements, a line for each.
  static func show(
    _ words: [StatementWords], missing: [String], _ difference: LedgerDifference, _ session: inout Session
  ) throws(CommandError) -> ExitStatus {
    guard !session.output.isJSON else {
      try session.output.writeDocument(
        .trial,
        [
          "statements": .array(words.map(\.json)),
          "missing": missing.isEmpty ? .null : .string(missing.joined(separator: "; ")),
          "changes": difference.changes,
        ])
      return .done
    }
    try session.output.print("the rules take this; nothing was recorded:")
    for line in words.flatMap(\.lines) { try session.output.print("  \(line)") }
    if missing.count > 1 {
      try session.output.print("once they are signed: they still need")
      for line in missing { try session.output.print("  \(line)") }
    } else if let line = missing.first {
      try session.output.print("once it is signed: it still needs \(line)")
    }
    try session.output.print()
    try session.output.write(difference.text(width: ReportSession.width(session, isText: true)))
    return .done
  }
}

extension StatementWords {
  /// For programs that show it to people.
  var json: JSONValue {
    ["headline": .string(headline), "details": .array(details.map { .string($0) })]
  }
}

extension LedgerDifference {
  /// Whom and what it is about; `diff` says the rest once it is recorded.
  fileprivate var changes: JSONValue {
    [
      "signatories": .array(signatories.map { .string($0.signatory.text) }),
      "cells": .array(
        cells.map { cell in
          [
            "signatory": .string(cell.signatory.text), "period": .string(cell.period.text),
            "commitment": .string(cell.commitment.text),
            "changed": .array(cell.members.map { .string($0.rawValue) }),
          ]
        }),
    ]
  }
}
