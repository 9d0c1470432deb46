internal import Compliance
internal import Languages
internal import Pledges

extension AccordOverview {
  /// The overview for a terminal, in the order of the page: the answer first, the proof last.
  ///
  /// - Parameters:
  ///   - width: the columns of the terminal; what is no terminal gets the standard width.
  ///   - isColored: whether headings and states are tinted, which is for terminals alone.
  public func text(width: Int = TextPage.standardWidth, isColored: Bool = false) -> String {
    let wording = frame.wording
    var page = TextPage(width: width, isColored: isColored)
    for line in frame.banner { page.paragraph("*** \(line)") }
    if !frame.banner.isEmpty { page.line() }
    page.paragraph(title)
    page.paragraph(subtitle(wording))
    page.line()
    page.paragraph(answer)
    page.line()
    for figure in figures { page.field(figure.value, figure.label, column: 12) }
    for (label, value) in memberFields { page.field(label, value) }
    page.line()
    for notice in notices(wording, order: wording.orderOfRows) { page.paragraph(notice) }
    addMatrix(to: &page)
    if isRegister {
      page.heading(wording.commitments)
      for column in columns { page.field(column.commitment.id.text, frame.text(column.commitment.title)) }
    } else {
      page.heading(wording.byCommitment)
      page.paragraph(wording.countedTogether, indent: 2)
      add(columnTable(wording), to: &page)
      page.heading(wording.moreCounts)
      for (label, value) in countLines { page.field(label, value, column: 32) }
    }
    if !byStanding.isEmpty { page.heading(wording.byStanding) }
    for (standing, names) in byStanding {
      page.paragraph(standing, indent: 2)
      page.paragraph(names, indent: 4)
    }
    for list in lists where list.anchor != "movements" { add(list, to: &page) }
    frame.add(removals, to: &page)
    page.heading(wording.movements)
    add(yearTable(wording), to: &page)
    if !movementList.isEmpty { addLines(of: movementList, to: &page) }
    if !themes.isEmpty {
      page.heading(wording.themes)
      add(themeTable(wording), to: &page)
    }
    if !partyHolders.isEmpty {
      page.heading(wording.keys)
      page.paragraph(wording.onWhoseWordNote, indent: 2)
      add(frame.table(partyHolders), to: &page)
    }
    page.heading(wording.howToObject)
    page.paragraph(frame.objection, indent: 2)
    page.paragraph(frame.text(frame.accord.document.disclaimer), indent: 2)
    frame.addProof(to: &page, commands: commands(nil))
    return page.text
  }

  var countLines: [(String, String)] { frame.lines(counts, rows.flatMap(\.cells)) }

  /// The matrix under one head, each kind as rows behind its name, and what the letters mean.
  private func addMatrix(to page: inout TextPage) {
    let wording = frame.wording
    let states = StateTable(frame)
    page.heading(matrixTitle)
    page.matrix(
      [wording.identity] + matrixColumns.map(\.commitment.id.text),
      groups.map { group in
        (
          title: "\(label(of: group.kind)) (\(group.rows.count))", rows: matrixRows(of: group, states),
          tones: group.rows.map { $0.cells.map { TextTone(CellState($0)) } }
        )
      })
    guard !isRegister else { return }
    page.line()
    let tones = states.tones
    for line in states.legend(rows.lazy.flatMap(\.cells)) {
      page.field(line.code, line.words, column: 8, tone: tones[line.code])
    }
  }

  private func add(_ table: Table, to page: inout TextPage) {
    if !table.rows.isEmpty { page.table(table.head, table.rows) }
  }

  private func add(_ list: OverviewList, to page: inout TextPage) {
    guard list.isShown else { return }
    page.heading(list.title)
    addLines(of: list, to: &page)
  }

  private func addLines(of list: OverviewList, to page: inout TextPage) {
    page.paragraph(list.lead, indent: 2)
    for group in list.groups where !group.lines.isEmpty {
      if let head = group.head { page.paragraph(head, indent: 2, hanging: 2) }
      for line in group.lines {
        page.paragraph("\(name(line.name, of: line.signatory)) · \(line.words)", indent: 4, hanging: 2)
      }
    }
  }
}
