internal import Compliance
internal import Languages
internal import Pledges

extension AccordOverview {
  /// The overview for a terminal.
  public func text() -> String {
    let wording = frame.wording
    var page = TextPage()
    for line in frame.banner { page.paragraph("*** \(line)") }
    if !frame.banner.isEmpty { page.line() }
    page.paragraph(title)
    page.paragraph(subtitle(wording))
    page.line()
    for notice in notices(wording) { page.paragraph(notice) }
    page.heading(wording.signatories)
    for (label, value) in memberFields { page.field(label, value, column: 50) }
    if !isRegister {
      page.heading(wording.countsHeading)
      for (label, value) in countLines { page.field(label, value, column: 26) }
      page.heading(wording.byCommitment)
      add(columnTable(wording), to: &page)
    }
    page.heading(wording.matrix)
    add(matrixTable(wording), to: &page)
    if !isRegister {
      page.line()
      page.paragraph(
        StateTable(frame).legend(rows.lazy.flatMap(\.cells)).map { "\($0.code) \($0.words)" }.joined(separator: " · "),
        indent: 2)
      let remarks = remarkTable(wording)
      if !remarks.rows.isEmpty { page.heading(wording.remarksOnCells) }
      add(remarks, to: &page)
      page.heading(wording.outstanding)
      if outstanding.isEmpty { page.paragraph(wording.nothingOutstanding, indent: 2) }
      add(outstandingTable(wording), to: &page)
      page.heading(wording.openChallenges)
      if openChallenges.isEmpty { page.paragraph(wording.noOpenChallenges, indent: 2) }
      add(challengeTable(wording), to: &page)
      if !decisions.isEmpty { page.heading(wording.decisions) }
      add(decisionTable(wording), to: &page)
    }
    page.heading(wording.movements)
    add(yearTable(wording), to: &page)
    if !movements.isEmpty { page.line() }
    add(movementTable(wording), to: &page)
    if !themes.isEmpty {
      page.heading(wording.themes)
      add(themeTable(wording), to: &page)
    }
    page.heading(wording.newest)
    add(newestTable(wording), to: &page)
    if !holders.isEmpty {
      page.heading(wording.keys)
      page.paragraph(wording.onWhoseWordNote, indent: 2)
      add(frame.table(holders), to: &page)
    }
    frame.add(removals, to: &page)
    frame.addProof(to: &page, commands: commands(nil))
    page.heading(wording.howToObject)
    page.paragraph(frame.objection, indent: 2)
    page.paragraph(frame.text(frame.accord.document.disclaimer), indent: 2)
    return page.text
  }

  var countLines: [(String, String)] { frame.lines(counts, rows.flatMap(\.cells)) }

  private func add(_ table: Table, to page: inout TextPage) {
    if !table.rows.isEmpty { page.table(table.head, table.rows) }
  }

  /// The overview as Markdown.
  public func markdown() -> String {
    let wording = frame.wording
    var page = MarkdownWriter()
    page.heading(1, title)
    frame.writeBanner(to: &page)
    page.paragraph(subtitle(wording))
    for notice in notices(wording) { page.quote(notice) }
    frame.writeProof(to: &page, commands: commands("md"))
    page.heading(2, wording.signatories)
    for (label, value) in memberFields { page.field(label, value) }
    page.endList()
    if !isRegister {
      page.heading(2, wording.countsHeading)
      for (label, value) in countLines { page.field(label, value) }
      page.endList()
      add(wording.byCommitment, columnTable(wording), to: &page)
    }
    add(wording.matrix, matrixTable(wording), to: &page)
    if !isRegister {
      page.paragraph(
        StateTable(frame).legend(rows.lazy.flatMap(\.cells)).map { "\($0.code) \($0.words)" }.joined(separator: " · "))
      add(wording.remarksOnCells, remarkTable(wording), to: &page)
      add(wording.outstanding, outstandingTable(wording), to: &page, empty: wording.nothingOutstanding)
      add(wording.openChallenges, challengeTable(wording), to: &page, empty: wording.noOpenChallenges)
      add(wording.decisions, decisionTable(wording), to: &page)
    }
    add(wording.movements, yearTable(wording), to: &page)
    if !movements.isEmpty {
      let table = movementTable(wording)
      page.table(table.head, table.rows)
    }
    add(wording.themes, themeTable(wording), to: &page)
    add(wording.newest, newestTable(wording), to: &page)
    if !holders.isEmpty {
      page.heading(2, wording.keys)
      page.paragraph(wording.onWhoseWordNote)
      let (head, rows) = frame.table(holders)
      page.table(head, rows)
    }
    frame.write(removals, to: &page)
    page.heading(2, wording.howToObject)
    page.paragraph(frame.objection)
    page.paragraph(frame.text(frame.accord.document.disclaimer))
    return page.text
  }

  private func add(_ title: String, _ table: Table, to page: inout MarkdownWriter, empty: String? = nil) {
    if table.rows.isEmpty && empty == nil { return }
    page.heading(2, title)
    if table.rows.isEmpty {
      page.paragraph(empty ?? "")
    } else {
      page.table(table.head, table.rows)
    }
  }
}
