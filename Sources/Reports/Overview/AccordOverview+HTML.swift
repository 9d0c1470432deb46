internal import Compliance
internal import Languages
internal import Pledges

extension AccordOverview {
  /// The overview as one self-contained page.
  ///
  /// - Parameter linkingReports: whether names link to `ID.html` beside the page.
  public func html(linkingReports: Bool = false) -> String {
    let wording = frame.wording
    var document = HTMLDocument(frame)
    document.page(
      title: title, subtitle: subtitle(wording), sections: sections(wording), notices: notices(wording),
      extraStyle: OverviewPage.filterStyle(self),
      stamp: PageStamp(frame, .overview, signatory: nil, period: period?.id, linksReports: linkingReports)
    ) { writer in
      let page = OverviewPage(overview: self, linksReports: linkingReports)
      page.members(&writer)
      if !isRegister { page.columns(&writer) }
      page.matrix(&writer)
      if !isRegister {
        page.list("remarks", wording.remarksOnCells, remarkTable(wording), &writer, nil)
        page.list("outstanding", wording.outstanding, outstandingTable(wording), &writer, wording.nothingOutstanding)
        page.list("challenges", wording.openChallenges, challengeTable(wording), &writer, wording.noOpenChallenges)
        page.list("decisions", wording.decisions, decisionTable(wording), &writer, nil)
      }
      page.movements(&writer)
      page.list("themes", wording.themes, themeTable(wording), &writer, nil)
      page.list("newest", wording.newest, newestTable(wording), &writer, nil)
      page.keys(&writer)
      frame.write(removals, to: &writer)
      writer.section("proof", wording.proof) { frame.writeProof(to: &$0, commands: commands("html")) }
      KeyOfTerms(frame: frame).write(to: &writer)
    }
    return String(decoding: document.writer.bytes, as: UTF8.self)
  }

  private func sections(_ wording: Language) -> [(anchor: String, title: String)] {
    var sections = [("members", wording.signatories)]
    if !isRegister { sections.append(("columns", wording.byCommitment)) }
    sections.append(("matrix", wording.matrix))
    if !isRegister {
      if !remarkTable(wording).rows.isEmpty { sections.append(("remarks", wording.remarksOnCells)) }
      sections += [("outstanding", wording.outstanding), ("challenges", wording.openChallenges)]
      if !decisions.isEmpty { sections.append(("decisions", wording.decisions)) }
    }
    sections.append(("movements", wording.movements))
    if !themes.isEmpty { sections.append(("themes", wording.themes)) }
    sections.append(("newest", wording.newest))
    if !holders.isEmpty { sections.append(("keys", wording.keys)) }
    if !removals.isEmpty { sections.append(("removed", wording.wordsRemoved)) }
    return sections + [
      ("proof", wording.proof), ("terms", wording.keyOfTerms), ("object", wording.howToObject),
    ]
  }
}

/// The sections of the overview's page.
struct OverviewPage {
  let overview: AccordOverview
  let linksReports: Bool
  let frame: ReportFrame
  let wording: Language

  init(overview: AccordOverview, linksReports: Bool) {
    self.overview = overview
    self.linksReports = linksReports
    frame = overview.frame
    wording = overview.frame.wording
  }

  /// The rules that hide a row when its kind or standing is not ticked; ids are safe by their grammar.
  static func filterStyle(_ overview: AccordOverview) -> String {
    let classes = overview.kinds.map { "k-\($0.kind)" } + overview.standings.map { "s-\($0.standing.rawValue)" }
    return classes.map { "#f-\($0):not(:checked)~.scroll .\($0){display:none}" }.joined()
  }

  func members(_ writer: inout HTMLWriter) {
    writer.section("members", wording.signatories) { writer in
      figures(overview.memberFields, &writer)
      if overview.isRegister { return }
      writer.element("h3", wording.countsHeading)
      figures(overview.countLines, &writer)
    }
  }

  private func figures(_ lines: [(String, String)], _ writer: inout HTMLWriter) {
    writer.element("ul", [.style("figures")]) { writer in
      for (label, value) in lines {
        writer.element("li") { writer in
          writer.element("b", value)
          writer.write(label)
        }
      }
    }
  }

  /// Claims and assurance of each commitment as two bars apart, each with its numbers in words.
  func columns(_ writer: inout HTMLWriter) {
    writer.section("columns", wording.byCommitment) { writer in
      writer.table(
        caption: wording.byCommitment,
        head: [wording.commitment, wording.reported, wording.claimHeading, wording.assuranceHeading]
      ) { writer in
        for column in overview.columns {
          writer.row { writer in
            writer.rowHead { writer in
              writer.write("\(column.commitment.id) ")
              writer.inline(column.commitment.title, frame)
            }
            writer.cell(
              wording.reported, wording.counted(column.counts.reported, of: column.counts.required))
            writer.cell(wording.claimHeading) { writer in
              ShareBar(claims: column).write(to: &writer)
              writer.write(overview.claimWords(column, wording))
            }
            writer.cell(wording.assuranceHeading) { writer in
              ShareBar(assurance: column).write(to: &writer)
              writer.write(overview.assuranceWords(column))
            }
          }
        }
      }
    }
  }

  func matrix(_ writer: inout HTMLWriter) {
    writer.section("matrix", wording.matrix) { writer in
      let states = StateTable(frame)
      writer.element("details") { writer in
        writer.element("summary", wording.matrixKey)
        writer.element("dl", [.style("fields")]) { writer in
          for line in states.legend(overview.rows.lazy.flatMap(\.cells)) {
            writer.element("dt", line.code)
            writer.element("dd", line.words)
          }
        }
      }
      writer.element("div", [.style("filtered")]) { writer in
        for kind in overview.kinds {
          tick(
            "k-\(kind.kind)", wording.labelled(wording.show, "\(overview.label(of: kind.kind)) (\(kind.count))"),
            &writer)
        }
        for standing in overview.standings {
          tick(
            "s-\(standing.standing.rawValue)",
            wording.labelled(wording.show, "\(wording.label(standing.standing)) (\(standing.count))"), &writer)
        }
        let head = [wording.identity, wording.kind, wording.standing] + overview.columns.map(\.commitment.id.text)
        writer.table(caption: wording.matrix, head: head, cards: false) { writer in
          for row in overview.rows { write(row, states, &writer) }
        }
      }
    }
  }

  private func tick(_ name: String, _ label: String, _ writer: inout HTMLWriter) {
    writer.void(
      "input", [.named("type", "checkbox"), .id("f-\(name)"), .named("checked", "checked"), .style("filters")])
    writer.element("label", [.named("for", "f-\(name)"), .style("filters")], label)
    writer.newline()
  }

  private func write(_ row: OverviewRow, _ states: StateTable, _ writer: inout HTMLWriter) {
    writer.element("tr", [.style("k-\(row.kind) s-\(row.standing.rawValue)")]) { writer in
      writer.element("th", [.named("scope", "row")]) { writer in
        if linksReports {
          writer.element("a", [.named("href", "\(row.signatory).html")]) { $0.inline(row.name, frame) }
        } else {
          writer.inline(row.name, frame)
        }
        if overview.alike.contains(row.signatory) { writer.write(" (\(row.signatory))") }
      }
      writer.element("td", overview.label(of: row.kind))
      writer.element("td", wording.label(row.standing))
      for cell in row.cells {
        let tone = StateAppearance(CellState(cell)).tone
        writer.element(
          "td", [.style("code s-\(tone.rawValue)"), .named("aria-label", states.words(cell))], states.code(cell))
      }
    }
    writer.newline()
  }

  func movements(_ writer: inout HTMLWriter) {
    writer.section("movements", wording.movements) { writer in
      let years = overview.yearTable(wording)
      if !years.rows.isEmpty { plain(wording.year, years, &writer) }
      let moves = overview.movementTable(wording)
      if !moves.rows.isEmpty { plain(wording.movements, moves, &writer) }
    }
  }

  /// A list of rows, or a sentence when there are none; without that sentence nothing.
  func list(
    _ anchor: String, _ title: String, _ table: AccordOverview.Table, _ writer: inout HTMLWriter, _ empty: String?
  ) {
    if table.rows.isEmpty && empty == nil { return }
    writer.section(anchor, title) { writer in
      guard !table.rows.isEmpty else { return writer.element("p", empty ?? "") }
      plain(title, table, &writer)
    }
  }

  func keys(_ writer: inout HTMLWriter) {
    guard !overview.holders.isEmpty else { return }
    writer.section("keys", wording.keys) { writer in
      writer.element("p", wording.onWhoseWordNote)
      plain(wording.onWhoseWord, frame.table(overview.holders), &writer)
    }
  }

  private func plain(_ caption: String, _ table: AccordOverview.Table, _ writer: inout HTMLWriter) {
    writer.table(caption: caption, head: table.head) { writer in
      for row in table.rows {
        writer.row { writer in
          writer.rowHead { $0.element("bdi", row[0]) }
          for (label, value) in zip(table.head, row).dropFirst() {
            writer.cell(label) { $0.element("bdi", value) }
          }
        }
      }
    }
  }
}
