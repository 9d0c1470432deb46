internal import Compliance
internal import Languages
internal import Pledges

extension AccordOverview {
  /// The cells as comma-separated values, one row a cell, in the order of rows and columns.
  public func csv() -> String { table(.cells)?.text() ?? "" }

  /// A table of the overview; nil for a subject that it has none of.
  public func table(_ subject: CSVTable.Subject) -> CSVTable? {
    let language = frame.language.rawValue
    return switch subject {
    case .cells: CSVTable(subject: subject, columns: CellRow.columns, rows: cellRows, language: language)
    case .signatories:
      CSVTable(subject: subject, columns: Self.signatoryColumns, rows: signatoryRows, language: language)
    case .commitments:
      CSVTable(subject: subject, columns: Self.commitmentColumns, rows: commitmentRows, language: language)
    case .history: nil
    }
  }

  private var cellRows: [[String]] {
    let removals = Dictionary(grouping: removals, by: \.target)
    return rows.flatMap { row in
      let signatory = SignatoryColumns(
        id: row.signatory, name: row.name, kind: row.kind, country: row.country, standing: row.standing)
      return zip(columns, row.cells).map { column, cell in
        CellRow.fields(
          cell, title: column.commitment.title, frame: frame, signatory: signatory, period: period?.id,
          removals: removals, issuedAt: row.issuedAt[cell.commitment])
      }
    }
  }

  static let signatoryColumns =
    CSVColumn.origin + [
      CSVColumn("signatory", "id of the signatory", key: true), CSVColumn("name", "its name"),
      CSVColumn("kind", "its kind, out of the accord's"), CSVColumn("country", "ISO 3166-1, two letters"),
      CSVColumn("standing", "where the signatory stands"), CSVColumn("period", "id of the reporting period"),
    ] + CSVColumn.counts

  private var signatoryRows: [[String]] {
    rows.map { row in
      CSVColumn.origin(frame) + [
        row.signatory.text, frame.text(row.name), row.kind.text, row.country ?? "", row.standing.rawValue,
        period?.id.text ?? "",
      ] + CSVColumn.counts(row.counts)
    }
  }

  static let commitmentColumns =
    CSVColumn.origin + [
      CSVColumn("period", "id of the reporting period"), CSVColumn("commitment", "id of the commitment", key: true),
      CSVColumn("title", "its title"),
    ] + CSVColumn.counts + [
      CSVColumn("claims", "VALUE:COUNT, how often each value is claimed", list: true),
      CSVColumn("no_claims", "filings that no claim is made", .number),
      CSVColumn("without_claim", "owed, with nothing recorded", .number),
    ]

  private var commitmentRows: [[String]] {
    columns.map { column in
      CSVColumn.origin(frame) + [period?.id.text ?? "", column.commitment.id.text, frame.text(column.commitment.title)]
        + CSVColumn.counts(column.counts) + [
          column.claims.map { "\($0.claim):\($0.count)" }.joined(separator: " "), "\(column.noClaims)",
          "\(column.withoutClaim)",
        ]
    }
  }
}
