internal import Compliance
internal import Languages
internal import Pledges

extension AccordOverview {
  /// With more columns a table of Markdown runs out of the page of most readers.
  private static let widestTable = 12

  /// The overview as Markdown, in the order of the page.
  public func markdown() -> String {
    let wording = frame.wording
    var page = MarkdownWriter()
    page.heading(1, title)
    frame.writeBanner(to: &page)
    page.paragraph(subtitle(wording))
    page.paragraph(answer)
    for figure in figures { page.item("\(figure.value) \(figure.label)") }
    for (label, value) in memberFields { page.field(label, value) }
    page.endList()
    for notice in notices(wording, order: wording.orderOfRows) { page.quote(notice) }
    writeMatrix(to: &page)
    writeCommitments(to: &page)
    if !byStanding.isEmpty { page.heading(2, wording.byStanding) }
    for (standing, names) in byStanding { page.field(standing, names) }
    page.endList()
    for list in lists where list.anchor != "movements" { write(list, to: &page) }
    frame.write(removals, to: &page)
    if !years.isEmpty || !movementList.isEmpty {
      page.heading(2, wording.movements)
      write(yearTable(wording), to: &page)
      if !movementList.isEmpty { writeLines(of: movementList, to: &page) }
    }
    if !themes.isEmpty {
      page.heading(2, wording.themes)
      write(themeTable(wording), to: &page)
    }
    if !partyHolders.isEmpty {
      page.heading(2, wording.keys)
      page.paragraph(wording.onWhoseWordNote)
      write(frame.table(partyHolders), to: &page)
    }
    page.heading(2, wording.howToObject)
    page.paragraph(frame.objection)
    page.paragraph(frame.text(frame.accord.document.disclaimer))
    frame.writeProof(to: &page, commands: commands("md"))
    return page.text
  }

  private func writeMatrix(to page: inout MarkdownWriter) {
    let wording = frame.wording
    let states = StateTable(frame)
    let ids = matrixColumns.map(\.commitment.id.text)
    page.heading(2, matrixTitle)
    for group in groups {
      page.heading(3, "\(label(of: group.kind)) (\(group.rows.count))")
      let rows = matrixRows(of: group, states)
      if isRegister {
        for row in rows { page.item(row.first ?? "") }
        page.endList()
      } else if ids.count <= AccordOverview.widestTable {
        page.table([wording.identity] + ids, rows)
      } else {
        for row in rows {
          page.field(row.first ?? "", frame.wording.series(zip(ids, row.dropFirst()).map { "\($0) \($1)" }))
        }
        page.endList()
      }
    }
    guard !isRegister else { return }
    page.heading(3, wording.matrixKey)
    for line in states.legend(rows.lazy.flatMap(\.cells)) { page.field(line.code, line.words) }
    page.endList()
  }

  private func writeCommitments(to page: inout MarkdownWriter) {
    let wording = frame.wording
    guard !isRegister else {
      page.heading(2, wording.commitments)
      for column in columns { page.field(column.commitment.id.text, frame.text(column.commitment.title)) }
      return page.endList()
    }
    page.heading(2, wording.byCommitment)
    page.paragraph(wording.countedTogether)
    write(columnTable(wording), to: &page)
    page.heading(3, wording.moreCounts)
    for (label, value) in countLines { page.field(label, value) }
    page.endList()
  }

  private func write(_ table: Table, to page: inout MarkdownWriter) {
    if !table.rows.isEmpty { page.table(table.head, table.rows) }
  }

  private func write(_ list: OverviewList, to page: inout MarkdownWriter) {
    guard list.isShown else { return }
    page.heading(2, list.title)
    writeLines(of: list, to: &page)
  }

  private func writeLines(of list: OverviewList, to page: inout MarkdownWriter) {
    page.paragraph(list.lead)
    for group in list.groups where !group.lines.isEmpty {
      if let head = group.head { page.heading(3, head) }
      for line in group.lines { page.field(name(line.name, of: line.signatory), line.words) }
      page.endList()
    }
  }
}
