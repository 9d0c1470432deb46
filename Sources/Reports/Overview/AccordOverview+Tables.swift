internal import Compliance
internal import Languages
internal import Pledges

// The lists of an overview as heads and rows of words, which text and Markdown set in their ways.

extension AccordOverview {
  typealias Table = (head: [String], rows: [[String]])

  var title: String { frame.text(frame.accord.document.title) }

  func subtitle(_ wording: Language) -> String {
    guard let period else { return "\(wording.overview), \(wording.at(frame.asOf))" }
    let label = period.label.map(frame.text) ?? "\(wording.period) \(period.id)"
    return
      "\(wording.overview), \(label) (\(wording.span(wording.day(period.start), wording.day(period.end)))), \(wording.at(frame.asOf))"
  }

  /// What anybody types to check the overview.
  func commands(_ format: String?) -> [String] {
    frame.commands("pledgebook overview" + (period.map { " --period \($0.id)" } ?? ""), format: format)
  }

  /// Members by kind and by standing.
  var memberFields: [(String, String)] {
    let wording = frame.wording
    return [(wording.signatories, String(rows.count))]
      + kinds.map { (label(of: $0.kind), String($0.count)) }
      + standings.map { (wording.label($0.standing), String($0.count)) }
  }

  /// The name of a signatory, with its id where the name alone does not say who it is.
  func name(_ name: TextMap, of signatory: PartyID) -> String {
    alike.contains(signatory) ? "\(frame.text(name)) (\(signatory))" : frame.text(name)
  }

  func label(of kind: PlainID) -> String {
    frame.accord.document.signatoryKinds.first { $0.id == kind }.map { frame.text($0.label) } ?? kind.text
  }

  func matrixTable(_ wording: Language) -> Table {
    let states = StateTable(frame)
    return (
      [wording.identity, wording.kind, wording.standing] + columns.map(\.commitment.id.text),
      rows.map { row in
        [name(row.name, of: row.signatory), label(of: row.kind), wording.label(row.standing)]
          + row.cells.map(states.code)
      }
    )
  }

  func columnTable(_ wording: Language) -> Table {
    (
      [
        wording.commitment, wording.reported, wording.claimHeading, wording.assuranceHeading,
      ],
      columns.map { column in
        [
          "\(column.commitment.id) \(frame.text(column.commitment.title))",
          wording.counted(column.counts.reported, of: column.counts.required), claimWords(column, wording),
          assuranceWords(column),
        ]
      }
    )
  }

  func claimWords(_ column: CommitmentColumn, _ wording: Language) -> String {
    var parts = column.claims.map { "\(frame.claim($0.claim)) \($0.count)" }
    if column.noClaims > 0 { parts.append("\(wording.noClaimMade) \(column.noClaims)") }
    if column.withoutClaim > 0 { parts.append("\(wording.withoutClaim) \(column.withoutClaim)") }
    return parts.isEmpty ? "–" : parts.joined(separator: ", ")
  }

  func assuranceWords(_ column: CommitmentColumn) -> String {
    column.assurance.isEmpty
      ? "–" : column.assurance.map { "\(frame.level($0.level)) \($0.count)" }.joined(separator: ", ")
  }

  func outstandingTable(_ wording: Language) -> Table {
    (
      [wording.identity, wording.due, wording.submissionHeading, wording.commitments],
      outstanding.map { line in
        [
          name(line.name, of: line.signatory), wording.until(line.due),
          frame.label(CellState(waitingFor: line.submission, noClaim: line.noClaim)),
          line.commitments.map(\.text).joined(separator: " "),
        ]
      }
    )
  }

  func challengeTable(_ wording: Language) -> Table {
    (
      [wording.entry, wording.identity, wording.challenger, wording.commitments, wording.reply],
      openChallenges.map { line in
        [
          "\(line.entry.index)", name(line.name, of: line.signatory), line.challengerName,
          wording.labelled(line.period.text, line.commitments.map(\.text).joined(separator: " ")),
          line.isAnswered
            ? wording.answered
            : wording.notAnswered
              + (line.replyDue.map { ", \(wording.labelled(wording.due, wording.until($0)))" } ?? ""),
        ]
      }
    )
  }

  /// The decisions of the period, replaced ones as well. // Status rules §8
  func decisionTable(_ wording: Language) -> Table {
    (
      [wording.entry, wording.identity, wording.decision],
      decisions.map { line in
        let outcomes = line.outcomes.map { "\($0.commitment) \(wording.label($0.outcome))" }.joined(separator: ", ")
        let panel = wording.labelled(wording.panel, frame.name(of: line.panel))
        let keys = line.signedBy.map { ", \(wording.signed(by: $0.id.short)), \(frame.origin(of: $0))" }.joined()
        let replaced = line.isReplaced ? "; \(wording.replacedDecision)" : ""
        return [
          "\(line.entry.index)", name(line.name, of: line.signatory),
          marked(
            wording.labelled(wording.reference(line.challenge), "\(outcomes); \(panel)\(keys)\(replaced)"), line.marks),
        ]
      }
    )
  }

  /// What is to be said of single cells beside the letters of the matrix.
  func remarkTable(_ wording: Language) -> Table {
    (
      [wording.identity, wording.commitment, wording.remarkHeading],
      rows.flatMap { row in
        row.cells.flatMap { cell in
          ((cell.noClaim.map { _ in [frame.headline(cell)] } ?? [])
            + frame.notes(cell, issuedAt: row.issuedAt[cell.commitment])).map {
              [name(row.name, of: row.signatory), cell.commitment.text, $0]
            }
        }
      }
    )
  }

  private func marked(_ words: String, _ marks: [Mark]) -> String {
    ([words] + marks.map(wording.words)).joined(separator: "; ")
  }

  private var wording: Language { frame.wording }

  func movementTable(_ wording: Language) -> Table {
    (
      [wording.effectiveOn, wording.identity, wording.what, wording.entry],
      movements.map { line in
        [
          wording.day(line.effective), name(line.name, of: line.signatory),
          marked(wording.label(line.change), line.marks),
          "\(line.entry.index)",
        ]
      }
    )
  }

  func yearTable(_ wording: Language) -> Table {
    (
      [wording.year, wording.joined, wording.left, wording.members],
      years.map { ["\($0.year)", "\($0.joined)", "\($0.left)", "\($0.members)"] }
    )
  }

  func themeTable(_ wording: Language) -> Table {
    (
      [wording.theme, wording.source, wording.commitments, wording.reported],
      themes.map { line in
        [
          frame.text(line.theme.label), line.theme.source,
          line.theme.mapsTo.isEmpty
            ? wording.noCommitmentForTheme + (line.theme.note.map { " \($0)" } ?? "")
            : line.theme.mapsTo.map(\.text).joined(separator: " ") + (line.theme.note.map { ". \($0)" } ?? ""),
          line.theme.mapsTo.isEmpty ? "–" : wording.counted(line.counts.reported, of: line.counts.required),
        ]
      }
    )
  }

  func newestTable(_ wording: Language) -> Table {
    (
      [wording.entry, wording.recorded, wording.identity, wording.what],
      newest.map { line in
        [
          "\(line.entry.index)", wording.day(line.entry.recorded), name(line.name, of: line.signatory),
          marked(wording.label(line.kind), line.marks),
        ]
      }
    )
  }
}
