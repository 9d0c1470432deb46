internal import Compliance
internal import Languages
internal import Pledges

extension AccordOverview {
  /// The overview as one self-contained page: the answer, the numbers, the picture, the lists, and the proof last.
  ///
  /// - Parameter linkingReports: whether names link to `ID.html` beside the page.
  public func html(linkingReports: Bool = false) -> String {
    let wording = frame.wording
    let page = OverviewPage(overview: self, linksReports: linkingReports)
    var document = HTMLDocument(frame)
    document.page(
      title: title, subtitle: subtitle(wording), sections: page.sections,
      notices: notices(wording, order: wording.orderOfRows), extraStyle: OverviewStyle(self).text,
      stamp: PageStamp(frame, .overview, signatory: nil, period: period?.id, linksReports: linkingReports),
      lead: page.lead
    ) { writer in
      page.members(&writer)
      page.matrix(&writer)
      page.commitments(&writer)
      for list in lists where list.anchor != "movements" { page.section(list, &writer) }
      frame.write(removals, to: &writer)
      page.movements(&writer)
      page.themes(&writer)
      page.keys(&writer)
      page.glossary.write(to: &writer)
      writer.section("proof", wording.proof) { frame.writeProof(to: &$0, commands: commands("html")) }
    }
    return String(decoding: document.writer.bytes, as: UTF8.self)
  }
}

/// The sections of the overview's page.
struct OverviewPage {
  private static let longestLinkedList = 200

  let overview: AccordOverview
  let linksReports: Bool
  let frame: ReportFrame
  let wording: Language
  let glossary: Glossary

  init(overview: AccordOverview, linksReports: Bool) {
    self.overview = overview
    self.linksReports = linksReports
    frame = overview.frame
    wording = overview.frame.wording
    glossary = Glossary(overview.frame, overview.rows.flatMap(\.cells))
  }

  /// Anchor and title of each section, in the order of the page.
  var sections: [(anchor: String, title: String)] {
    var sections = [
      ("matrix", overview.matrixTitle), ("columns", overview.isRegister ? wording.commitments : wording.byCommitment),
    ]
    for list in overview.lists where list.isShown && list.anchor != "movements" {
      sections.append((list.anchor, list.title))
    }
    if !overview.removals.isEmpty { sections.append(("removed", wording.wordsRemoved)) }
    sections.append(("movements", wording.movements))
    if !overview.themes.isEmpty { sections.append(("themes", wording.themes)) }
    if !overview.partyHolders.isEmpty { sections.append(("keys", wording.keys)) }
    if !glossary.isEmpty { sections.append((Glossary.anchor, wording.glossary)) }
    return sections + [("proof", wording.proof), ("object", wording.howToObject)]
  }

  /// What stands under the title.
  func lead(_ writer: inout HTMLWriter) {
    writer.element("p", [.style("answer")], overview.answer)
    figures(&writer)
  }

  /// The numbers that matter, each a link to what it counts.
  private func figures(_ writer: inout HTMLWriter) {
    writer.element("ul", [.style("big")]) { writer in
      for figure in overview.figures {
        writer.element("li") { writer in
          writer.element("a", figure.anchor.map { [.named("href", "#\($0)")] } ?? []) { writer in
            writer.element("b", figure.value)
            writer.write(" \(figure.label)")
          }
        }
      }
    }
    writer.newline()
  }

  /// How many are of which kind and standing.
  func members(_ writer: inout HTMLWriter) {
    for (label, value) in overview.memberFields {
      writer.element("p", [.style("small facts")], wording.labelled(label, value))
    }
    writer.newline()
  }

  /// What each head of the matrix stands for, with claims and assurance as two bars apart, their numbers in words.
  func commitments(_ writer: inout HTMLWriter) {
    guard !overview.isRegister else {
      return writer.section("columns", wording.commitments) { writer in
        writer.element("ul", [.style("plain")]) { writer in
          for column in overview.columns {
            writer.element("li", [.id("c-\(column.commitment.id)")]) { name(column, &$0) }
          }
        }
      }
    }
    writer.section("columns", wording.byCommitment) { writer in
      writer.element("p", [.style("small")], wording.countedTogether)
      writer.table(
        caption: wording.byCommitment,
        head: [wording.commitment, wording.reported, wording.claimHeading, wording.assuranceHeading]
      ) { writer in
        for column in overview.columns {
          writer.row([.id("c-\(column.commitment.id)")]) { writer in
            writer.rowHead { name(column, &$0) }
            writer.cell(wording.reported, frame.reported(column.counts))
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
      writer.element("details") { writer in
        writer.element("summary", wording.moreCounts)
        writer.fields(overview.countLines.map { label, value in (label, { $0.write(value) }) })
      }
    }
  }

  private func name(_ column: CommitmentColumn, _ writer: inout HTMLWriter) {
    writer.write("\(column.commitment.id) ")
    writer.inline(column.commitment.title, frame)
  }

  /// A list with its anchor, and by what it is ordered.
  func section(_ list: OverviewList, _ writer: inout HTMLWriter) {
    guard list.isShown else { return }
    writer.section(list.anchor, list.title) { self.list(list, &$0) }
  }

  private func list(_ list: OverviewList, _ writer: inout HTMLWriter) {
    writer.element("p", [.style("small")], list.lead)
    // In a list of nearly everybody links would be a tenth of the page, and the matrix has them all.
    let isLinked = list.groups.reduce(0) { $0 + $1.lines.count } <= OverviewPage.longestLinkedList
    for group in list.groups where !group.lines.isEmpty {
      if let head = group.head { writer.element("h3", head) }
      writer.element("ul", [.style("plain")]) { writer in
        for line in group.lines {
          writer.element("li") { writer in
            name(line.name, of: line.signatory, isLinked: isLinked, &writer)
            writer.write(" · ")
            writer.element("bdi", line.words)
          }
          writer.newline()
        }
      }
    }
  }

  /// A signatory's name, and its id where the name alone does not say who it is.
  func name(_ name: TextMap, of signatory: PartyID, isLinked: Bool = true, _ writer: inout HTMLWriter) {
    if linksReports && isLinked {
      writer.element("a", [.named("href", "\(signatory).html")]) { $0.inline(name, frame) }
    } else {
      writer.inline(name, frame)
    }
    if overview.alike.contains(signatory) { writer.write(" (\(signatory))") }
  }

  func movements(_ writer: inout HTMLWriter) {
    writer.section("movements", wording.movements) { writer in
      let years = overview.yearTable(wording)
      if !years.rows.isEmpty { table(wording.year, years, &writer) }
      if !overview.movementList.isEmpty { list(overview.movementList, &writer) }
    }
  }

  func themes(_ writer: inout HTMLWriter) {
    guard !overview.themes.isEmpty else { return }
    writer.section("themes", wording.themes) { table(wording.themes, overview.themeTable(wording), &$0) }
  }

  /// The keys of those who have no page of their own.
  func keys(_ writer: inout HTMLWriter) {
    let holders = overview.partyHolders
    guard !holders.isEmpty else { return }
    writer.section("keys", wording.keys) { writer in
      writer.element("p", wording.onWhoseWordNote)
      table(wording.onWhoseWord, frame.table(holders), &writer)
    }
  }

  private func table(_ caption: String, _ table: AccordOverview.Table, _ writer: inout HTMLWriter) {
    writer.table(caption: caption, head: table.head) { writer in
      for row in table.rows {
        writer.row { writer in
          writer.rowHead { $0.element("bdi", row.first ?? "") }
          for (label, value) in zip(table.head, row).dropFirst() {
            writer.cell(label) { $0.element("bdi", value) }
          }
        }
      }
    }
  }
}
