internal import Compliance
internal import Languages
internal import Pledges

// The tables of an overview as heads and rows of words, and what the names of it are.

extension AccordOverview {
  typealias Table = (head: [String], rows: [[String]])

  var title: String { frame.text(frame.accord.document.title) }

  func subtitle(_ wording: Language) -> String {
    guard let period else { return wording.series([wording.overview, wording.at(frame.asOf)]) }
    let label = period.label.map(frame.text) ?? "\(wording.period) \(period.id)"
    return
      wording.series([
        wording.overview, "\(label) (\(wording.span(wording.day(period.start), wording.day(period.end))))",
        wording.at(frame.asOf),
      ])
  }

  /// What anybody types to check the overview.
  func commands(_ format: String?) -> [String] {
    frame.commands("pledgebook overview" + (period.map { " --period \($0.id)" } ?? ""), format: format)
  }

  /// The name of a signatory, with its id where the name alone does not say who it is.
  func name(_ name: TextMap, of signatory: PartyID) -> String {
    alike.contains(signatory) ? "\(frame.text(name)) (\(signatory))" : frame.text(name)
  }

  func label(of kind: PlainID) -> String {
    frame.accord.document.signatoryKinds.first { $0.id == kind }.map { frame.text($0.label) } ?? kind.text
  }

  func columnTable(_ wording: Language) -> Table {
    (
      [
        wording.commitment, wording.reported, wording.claimHeading, wording.assuranceHeading,
      ],
      columns.map { column in
        [
          "\(column.commitment.id) \(frame.text(column.commitment.title))",
          frame.reported(column.counts), claimWords(column, wording),
          assuranceWords(column),
        ]
      }
    )
  }

  func claimWords(_ column: CommitmentColumn, _ wording: Language) -> String {
    var parts = column.claims.map { "\(frame.claim($0.claim)) \($0.count)" }
    if column.noClaims > 0 { parts.append("\(wording.noClaimMade) \(column.noClaims)") }
    if column.withoutClaim > 0 { parts.append("\(wording.withoutClaim) \(column.withoutClaim)") }
    return parts.isEmpty ? "–" : frame.wording.series(parts)
  }

  func assuranceWords(_ column: CommitmentColumn) -> String {
    column.assurance.isEmpty
      ? "–" : frame.wording.series(column.assurance.map { "\(frame.level($0.level)) \($0.count)" })
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
          line.theme.mapsTo.isEmpty ? "–" : frame.reported(line.counts),
        ]
      }
    )
  }

  /// Names under their kinds, and the letters of each cell: the picture of the whole as rows of words.
  func matrixRows(of group: SignatoryGroup, _ states: StateTable) -> [[String]] {
    group.rows.map { row in [title(of: row)] + (isRegister ? [] : row.cells.map(states.code)) }
  }

  /// A name with the standing beside it where that is more than being a member.
  func title(of row: OverviewRow) -> String {
    let name = name(row.name, of: row.signatory)
    return isRemarkable(row.standing) ? "\(name) (\(frame.wording.label(row.standing)))" : name
  }

  /// Who stands how, each standing with its names; of one standing alone the numbers at the head say all.
  var byStanding: [(standing: String, names: String)] {
    guard standings.count > 1 else { return [] }
    let byStanding = Dictionary(grouping: sorted(rows) { ($0.name, $0.signatory) }, by: \.standing)
    return standings.map { standing, count in
      let names = (byStanding[standing] ?? []).map { name($0.name, of: $0.signatory) }
      return ("\(frame.wording.label(standing)) (\(count))", frame.wording.series(names))
    }
  }

  /// Whether a standing is told beside the name: how it reported, the cells tell, and what all are is told once.
  func isRemarkable(_ standing: Standing) -> Bool {
    standings.count > 1
      && [.notMember, .succeeded, .delisted, .withdrawn, .listed, .suspended].contains(standing)
  }

  /// The keys of those who have no page of their own: panels, reviewers, checkers. Those of a signatory stand on its own.
  var partyHolders: [KeyHolder] {
    let signatories = Set(rows.map(\.signatory))
    return holders.filter { !signatories.contains($0.party) }
  }

  /// Kinds, and then standings, each with its number, as one line each.
  var memberFields: [(String, String)] {
    let wording = frame.wording
    func line(_ parts: [(label: String, count: Int)]) -> String {
      wording.joinedClauses(parts.map { wording.labelled($0.label, "\($0.count)") })
    }
    return [
      (wording.byKind, line(kinds.map { (label(of: $0.kind), $0.count) })),
      (wording.byStanding, line(standings.map { (wording.label($0.standing), $0.count) })),
    ]
  }
}
