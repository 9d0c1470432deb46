public import CanonicalJSON
public import Compliance
internal import ForeignText
internal import Languages
public import Pledges

/// All signatories of a ledger, each in a line: who it is, how it stands, since when.
public struct SignatoryList: Sendable {
  public var frame: ReportFrame
  /// In the order of their ids.
  public var rows: [Row]

  public struct Row: Sendable {
    public var signatory: PartyID
    public var name: TextMap
    public var kind: PlainID
    public var country: String?
    public var standing: Standing
    /// The join that counts: from when, and the entry that says so.
    public var joined: (effective: Instant, entry: EntryStamp)
  }

  /// - Parameters:
  ///   - kind: only those of this kind; nil for all.
  ///   - standing: only those that stand so; nil for all.
  public init(kind: PlainID? = nil, standing: Standing? = nil, in view: LedgerView) throws(ReportError) {
    frame = ReportFrame(view, accord: try view.accordInForce(), language: .english)
    rows = []
    let statements = StatementCache(view)
    for id in view.state.memberOrder.sorted() {
      guard let member = view.state.members[id], let first = member.entries.first, view.shows(first.entry) else {
        continue
      }
      let identity = try SignatoryReportMaker(id, period: nil, view: view, statements: statements).identity()
      guard kind == nil || identity.kind == kind, standing == nil || identity.standing == standing else { continue }
      rows.append(
        Row(
          signatory: id, name: identity.name, kind: identity.kind, country: identity.country,
          standing: identity.standing, joined: identity.joined))
    }
  }
}

extension SignatoryList {
  /// A line each, in columns by what a terminal shows; no line is broken, so that lines can be searched. Below stands what
  /// reports call a standing whose word is another.
  public func text() -> String {
    let head = ["id", "name", "kind", "country", "standing", "joined"]
    let grid = [head] + rows.map { row in fields(row).map { $0.visible() } }
    let widths = head.indices.map { column in grid.map { $0[column].displayWidth }.max() ?? 0 }
    return grid.map { row in
      var line = ""
      for (cell, width) in zip(row, widths) {
        line += cell + String(repeating: " ", count: max(0, width - cell.displayWidth) + TextColumns.gap)
      }
      while line.last == " " { line.removeLast() }
      return line + "\n"
    }.joined() + legend
  }

  private var legend: String {
    let lines = Standing.allCases.filter { standing in rows.contains { $0.standing == standing } }.compactMap {
      standing -> String? in
      let words = frame.wording.label(standing)
      return words.utf8.elementsEqual(standing.rawValue.utf8) ? nil : "\(standing.rawValue): \(words)\n"
    }
    return lines.isEmpty ? "" : "\n" + lines.joined()
  }

  public func json() -> JSONValue {
    let list: [JSONValue] = rows.map { row in
      [
        "id": .string(row.signatory.text), "name": .string(frame.text(row.name)), "kind": .string(row.kind.text),
        "country": row.country.map { .string($0) } ?? .null, "standing": .string(row.standing.rawValue),
        "joined": .text(row.joined.effective), "joinedEntry": .index(row.joined.entry.index),
      ]
    }
    return .object(frame.headMembers + [JSONMember(name: "signatories", value: .array(list))])
  }

  /// What its columns are.
  public static let columns =
    CSVColumn.origin + [
      CSVColumn("signatory", "id of the signatory", key: true), CSVColumn("name", "its name"),
      CSVColumn("kind", "its kind, out of the accord's"), CSVColumn("country", "ISO 3166-1, two letters"),
      CSVColumn("standing", "where the signatory stands"),
      CSVColumn("joined", "from when its membership counts, UTC", .instant),
      CSVColumn("joined_entry", "the entry that says so", .number),
    ]

  public func table() -> CSVTable {
    CSVTable(
      subject: .signatories, columns: Self.columns,
      rows: rows.map { row in CSVColumn.origin(frame) + fields(row) + ["\(row.joined.entry.index)"] },
      language: frame.language.rawValue)
  }

  private func fields(_ row: Row) -> [String] {
    [
      row.signatory.text, frame.text(row.name), row.kind.text, row.country ?? "", row.standing.rawValue,
      row.joined.effective.description,
    ]
  }
}
