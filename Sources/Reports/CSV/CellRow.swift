internal import Compliance
internal import Cryptography
internal import Languages
internal import Pledges

/// A cell as a row: the columns that every CSV of cells has, with all that places it in a ledger and a time.
enum CellRow {
  static let columns =
    CSVColumn.origin + [
      CSVColumn("signatory", "id of the signatory", key: true), CSVColumn("name", "its name"),
      CSVColumn("kind", "its kind, out of the accord's"), CSVColumn("country", "ISO 3166-1, two letters"),
      CSVColumn("standing", "where the signatory stands"), CSVColumn("period", "id of the reporting period"),
      CSVColumn("commitment", "id of the commitment", key: true), CSVColumn("title", "its title"),
      CSVColumn("duty", "whether a claim is owed"), CSVColumn("submission", "whether and when something was claimed"),
      CSVColumn("days_late", "how late the claim is, in whole days", .number),
      CSVColumn("claim", "the value claimed, out of the accord's"),
      CSVColumn("headline", "the one word for the cell: a claim value, a submission or a duty"),
      CSVColumn("flags", "what else is to be said of it, in words of the rules", list: true),
      CSVColumn("dispute", "none, open, upheld, partly-upheld or rejected"),
      CSVColumn("assurance", "how closely somebody looked, out of the accord's levels"),
      CSVColumn("conclusion", "of the reviews that count"),
      CSVColumn("evidence", "none, mismatch, broken, checked or listed"),
      CSVColumn("retroactive_extension", "whether the due date was moved once it was over", .yesNo),
      CSVColumn("due", "the last instant that is in time, UTC", .instant),
      CSVColumn("close", "the last instant of the grace, UTC", .instant),
      CSVColumn("because", "the entries that the row rests on", .number, list: true),
      CSVColumn("no_claim", "the entry that was filed in the place of a claim", .number),
      CSVColumn("marks", "WORD:ENTRY, what is to be said of the keys", list: true),
      CSVColumn("beside", "WHAT=VALUE:ENTRY, what the row would say without acts of recovered keys", list: true),
      CSVColumn("held_back", "ACT:ENTRY, acts of recovered keys that change nothing", list: true),
      CSVColumn("void_claims", "ATTESTATION:REVOCATION:WHO, claims that a revocation voids", list: true),
      CSVColumn("no_key", "KIND:ENTRY, why it has no key to file with", list: true),
      CSVColumn("decisions", "CHALLENGE:ENTRY:OUTCOME:PANEL; the last of a challenge counts", list: true),
      CSVColumn("dropped_by", "the entry with the accord's version that dropped the period", .number),
      CSVColumn("issued_at", "when the signer of a late claim dates it, UTC", .instant),
      CSVColumn("remarks", "remarks in the language of the table, with semicolons between"),
      CSVColumn("continues", "that the ledger says to continue another one"),
      CSVColumn("words_removed_by", "entries that removed words of those in because", .number, list: true),
    ]

  /// - Parameters:
  ///   - removals: of words, by the entry that they name; a row names those of the entries that it rests on.
  ///   - issuedAt: when the signer of a late claim dates it, where that is not after the due date.
  static func fields(
    _ cell: CellStatus, title: TextMap, frame: ReportFrame, signatory: SignatoryColumns, period: PeriodID?,
    removals: [EntryIndex: [TextRemoval]], issuedAt: Instant?
  ) -> [String] {
    CSVColumn.origin(frame) + [
      signatory.id.text, frame.text(signatory.name), signatory.kind.text,
      signatory.country ?? "", signatory.standing?.rawValue ?? "", period?.text ?? "", cell.commitment.text,
      frame.text(title), cell.duty.rawValue, cell.submission.rawValue, cell.daysLate.map { String($0) } ?? "",
      cell.claim?.text ?? "", cell.headline, cell.flags.map(\.rawValue).joined(separator: " "), cell.dispute.rawValue,
      cell.assurance.text, cell.conclusion?.rawValue ?? "", cell.evidence.rawValue,
      cell.retroactiveExtension ? "yes" : "no", cell.due?.description ?? "", cell.close?.description ?? "",
      cell.because.map(\.description).joined(separator: " "),
      cell.noClaim?.description ?? "", cell.marks.map { "\($0.word.rawValue):\($0.entry)" }.joined(separator: " "),
      codes(cell.beside), cell.trace.heldBack.map { "\($0.act.rawValue):\($0.entry.index)" }.joined(separator: " "),
      cell.voidClaims.map(code).joined(separator: " "),
      cell.noKey.map(code) ?? "",
      cell.trace.challenges.compactMap(code).joined(separator: " "), cell.trace.dropped?.entry.index.description ?? "",
      issuedAt?.description ?? "", frame.notes(cell, issuedAt: issuedAt).joined(separator: "; "), frame.continues ?? "",
      cell.because.flatMap { removals[$0] ?? [] }.map(\.entry.index).sorted().map(\.description)
        .joined(separator: " "),
    ]
  }

  /// What stands beside, as codes with the entry that each rests on, or none.
  private static func codes(_ beside: Beside) -> String {
    func code(_ kind: String, _ value: String?, _ entry: EntryIndex?) -> String {
      "\(kind)=\(value ?? "none")" + (entry.map { ":\($0)" } ?? "")
    }
    let head = beside.head.map { code("claim", $0.stood?.claim.text, $0.stood?.entry) }
    return
      ((head.map { [$0] } ?? [])
      + beside.outcomes.map { code("outcome-of-\($0.challenge)", $0.outcome?.rawValue, $0.entry) }
      + beside.checks.map { code("check-of-\($0.sha256.hex)", $0.result?.rawValue, $0.entry) })
      .joined(separator: " ")
  }

  /// The attestation, the revocation, and who declares it: the owner, the key, or recovered keys, whose word voids nothing.
  private static func code(_ claim: VoidClaim) -> String {
    "\(claim.attestation):\(claim.revocation.index):\(claim.by.rawValue)"
      + (claim.recovery.map { ":recovered-key-\($0)" } ?? "")
  }

  private static func code(_ noKey: NoKey) -> String {
    (noKey.revocations.map { "revocation:\($0.index)" } + noKey.recoveries.map { "recovery:\($0.index)" })
      .joined(separator: " ")
  }

  /// The challenge, the decision, its outcome and the panel; the last of a challenge counts.
  private static func code(_ step: ChallengeStep) -> String? {
    step.decision.map { "\(step.challenge):\(step.entry.index):\($0.outcome.rawValue):\($0.panel)" }
  }
}

/// What a row says about the signatory.
struct SignatoryColumns {
  var id: PartyID
  var name: TextMap
  var kind: PlainID
  var country: String?
  /// Nil where the output does not rest on other periods, and membership alone says nothing.
  var standing: Standing?
}

extension SignatoryReport {
  /// The cells as comma-separated values, one row a cell.
  public func csv() -> String { table(.cells)?.text() ?? "" }

  /// A table about the signatory; nil for a subject that it has none of.
  public func table(_ subject: CSVTable.Subject) -> CSVTable? {
    switch subject {
    case .cells: CSVTable(subject: subject, columns: CellRow.columns, rows: cellRows, language: frame.language.rawValue)
    case .history:
      CSVTable(subject: subject, columns: HistoryRow.columns, rows: historyRows, language: frame.language.rawValue)
    case .signatories, .commitments: nil
    }
  }

  private var cellRows: [[String]] {
    let columns = SignatoryColumns(
      id: identity.id, name: identity.name, kind: identity.kind, country: identity.country,
      standing: identity.membership)
    let removals = Dictionary(grouping: removals, by: \.target)
    return cells.map { cell in
      CellRow.fields(
        cell.status, title: cell.commitment.title, frame: frame, signatory: columns, period: period?.id,
        removals: removals, issuedAt: cell.issuedAt)
    }
  }

  private var historyRows: [[String]] {
    history.map { line in
      CSVColumn.origin(frame) + [
        identity.id.text, "\(line.entry.index)", "\(line.entry.recorded)", "\(line.kind)", line.leaf?.hex ?? "",
        line.period?.text ?? "", line.commitments.map(\.text).joined(separator: " "), line.state?.rawValue ?? "",
        line.reason?.code ?? "", line.marks.map { "\($0.word.rawValue):\($0.entry)" }.joined(separator: " "),
        line.removedBy.map(\.description).joined(separator: " "),
      ]
    }
  }
}

/// An entry of a signatory's history as a row.
enum HistoryRow {
  static let columns =
    CSVColumn.origin + [
      CSVColumn("signatory", "id of the signatory", key: true),
      CSVColumn("entry", "number of the entry", .number, key: true),
      CSVColumn("recorded", "when the ledger took it, UTC", .instant), CSVColumn("entry_kind", "kind of the entry"),
      CSVColumn("leaf", "leaf hash of the entry, hexadecimal"), CSVColumn("period", "the period it speaks of"),
      CSVColumn("commitments", "the commitments it speaks of", list: true),
      CSVColumn("state", "what became of an attestation"),
      CSVColumn("reason", "why it was made, in the statement's word"),
      CSVColumn("marks", "WORD:ENTRY, what is to be said of the keys", list: true),
      CSVColumn("words_removed_by", "entries that removed words of it", .number, list: true),
    ]
}
