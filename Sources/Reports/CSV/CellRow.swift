internal import Compliance
internal import Cryptography
internal import Pledges

/// A cell as a row: the columns that every CSV of cells has, with all that places it in a ledger and a time.
enum CellRow {
  /// The names of the columns; the first says in which environment the rows are, demo or production.
  static func head(_ frame: ReportFrame) -> [String] {
    [
      "environment=\(frame.proof.environment.rawValue)", "origin", "size", "root", "as_of", "rules", "accord",
      "accord_version", "definition_status", "signatory", "name", "kind", "country", "standing", "period", "commitment",
      "title", "duty", "submission", "days_late", "claim", "headline", "flags", "dispute", "assurance", "conclusion",
      "evidence", "retroactive_extension", "due", "close", "because",
      "no_claim", "marks", "beside", "held_back", "void_claims", "no_key", "decisions",
      "dropped_by",
      "issued_at", "remarks", "continues", "words_removed_by",
    ]
  }

  /// - Parameters:
  ///   - removals: of words, by the entry that they name; a row names those of the entries that it rests on.
  ///   - issuedAt: when the signer of a late claim dates it, where that is not after the due date.
  static func fields(
    _ cell: CellStatus, title: TextMap, frame: ReportFrame, signatory: SignatoryColumns, period: PeriodID?,
    removals: [EntryIndex: [TextRemoval]], issuedAt: Instant?
  ) -> [String] {
    let document = frame.accord.document
    return [
      frame.proof.environment.rawValue, frame.proof.origin, String(frame.proof.size), frame.proof.root.hex,
      frame.asOf.description, StatusRules.id, document.id.text, document.version.description,
      document.definitionStatus.rawValue, signatory.id.text, frame.text(signatory.name), signatory.kind.text,
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
  public func csv() -> String {
    var writer = CSVWriter()
    writer.row(CellRow.head(frame))
    let columns = SignatoryColumns(
      id: identity.id, name: identity.name, kind: identity.kind, country: identity.country,
      standing: identity.membership)
    let removals = Dictionary(grouping: removals, by: \.target)
    for cell in cells {
      writer.row(
        CellRow.fields(
          cell.status, title: cell.commitment.title, frame: frame, signatory: columns, period: period?.id,
          removals: removals, issuedAt: cell.issuedAt))
    }
    return writer.text
  }
}
