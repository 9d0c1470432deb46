internal import Compliance
internal import Cryptography
internal import Languages
internal import Pledges

extension LedgerDifference {
  /// The differences for a terminal.
  ///
  /// - Parameter width: the columns of the terminal; what is no terminal gets the standard width.
  public func text(width: Int = TextPage.standardWidth, isColored: Bool = false) -> String {
    let wording = after.wording
    var page = TextPage(width: width, isColored: isColored)
    for line in after.banner { page.paragraph("*** \(line)") }
    if !after.banner.isEmpty { page.line() }
    page.paragraph(wording.series([wording.changesHeading, after.text(after.accord.document.title)]))
    for (label, frame) in [(wording.before, before), (wording.after, after)] {
      page.field(label, "\(wording.at(frame.asOf)), \(frame.proof.size) \(wording.entriesSeen)")
      page.field("", "\(wording.root) \(frame.proof.root.hex)")
    }
    if signatories.isEmpty, cells.isEmpty, entries.isEmpty { page.paragraph(wording.nothingChanged) }
    addSignatories(to: &page)
    addCells(to: &page)
    if !entries.isEmpty {
      page.heading(wording.entriesBetween)
      for line in entries {
        page.paragraph(
          wording.labelled(wording.reference(line.entry), after.words(line)), indent: 2, hanging: 2)
      }
    }
    addPanels(to: &page)
    addRemovals(to: &page)
    page.line()
    for line in after.continuation { page.paragraph(line) }
    page.paragraph(wording.absence)
    page.paragraph(wording.proofLimit)
    return page.text
  }

  private func addSignatories(to page: inout TextPage) {
    guard !signatories.isEmpty else { return }
    page.heading(after.wording.signatories)
    for line in signatories {
      page.paragraph("\(after.text(line.after.name)) (\(line.signatory))", indent: 2)
      if let before = line.before { page.paragraph("− \(words(before))", indent: 4, hanging: 2) }
      page.paragraph("+ \(words(line.after))", indent: 4, hanging: 2)
    }
  }

  /// The cells of which something can be said that was not said before. Those that only rest on more entries than before
  /// are in the data: what was recorded has its own list.
  private func addCells(to page: inout TextPage) {
    let shown = cells.map { ($0, words($0)) }.filter { !$0.1.after.utf8.elementsEqual(($0.1.before ?? "").utf8) }
    guard !shown.isEmpty else { return }
    page.heading(after.wording.commitments)
    var signatory: PartyID?
    for (cell, words) in shown {
      if cell.signatory != signatory { page.paragraph("\(after.text(cell.name)) (\(cell.signatory))", indent: 2) }
      signatory = cell.signatory
      page.paragraph(
        after.wording.series([after.label(cell.period), after.title(cell.commitment)]), indent: 4, hanging: 2)
      if let before = words.before { page.paragraph("− \(before)", indent: 6, hanging: 2) }
      page.paragraph("+ \(words.after)", indent: 6, hanging: 2)
    }
  }

  private func addPanels(to page: inout TextPage) {
    guard !panels.isEmpty else { return }
    page.heading(after.wording.panel)
    for panel in panels {
      page.paragraph(after.title(panel), indent: 2, hanging: 2)
      for key in panel.keys {
        page.paragraph(after.line(of: key), indent: 4, hanging: 2)
      }
      for act in panel.acts { page.paragraph(after.line(act), indent: 4, hanging: 2) }
    }
  }

  /// What was removed between the two, and apart from it the numbers of the removals before and after: their words are
  /// not shown either. // Format §13
  private func addRemovals(to page: inout TextPage) {
    let wording = after.wording
    let between = removedBetween
    if !between.isEmpty {
      page.heading(wording.wordsRemoved)
      page.paragraph(wording.removedBetweenNote, indent: 2)
      let (head, rows) = after.table(between)
      page.table(head, rows)
    }
    let earlier = removals.filter { sees($0, before) }
    let later = removals.filter { !sees($0, after) }
    guard !earlier.isEmpty || !later.isEmpty else { return }
    page.line()
    if !earlier.isEmpty { page.paragraph(wording.removedEarlier(entries: numbers(earlier))) }
    if !later.isEmpty { page.paragraph(wording.removedLater(entries: numbers(later))) }
  }

  private func numbers(_ removals: [TextRemoval]) -> String {
    after.wording.series(removals.map { "\($0.entry.index)" })
  }

  private func words(_ profile: SignatoryDifference.Profile) -> String {
    let kind = after.accord.document.signatoryKinds.first { $0.id == profile.kind }
    return after.wording.series([
      after.text(profile.name), kind.map { after.text($0.label) } ?? profile.kind.text,
      after.wording.label(profile.standing),
    ])
  }

  /// A cell before and after, each with what the other does not say.
  private func words(_ difference: CellDifference) -> (before: String?, after: String) {
    let notes = (
      before: difference.before.map { after.notes($0) } ?? [],
      after: after.notes(difference.after, issuedAt: difference.issuedAt)
    )
    let new = words(
      difference.after, difference, notes.after.filter { !notes.before.contains($0) })
    return (
      difference.before.map { words($0, difference, notes.before.filter { !notes.after.contains($0) }) }, new
    )
  }

  /// The headline, and those members beside it that changed.
  private func words(_ cell: CellStatus, _ difference: CellDifference, _ notes: [String]) -> String {
    let wording = after.wording
    var words = [after.headline(cell)]
    for member in difference.members {
      switch member {
      // The headline and the notes have these; the entries have a list of their own.
      case .claim, .noClaim, .marks, .beside, .voidClaims, .noKey, .heldBack, .decisions, .because: continue
      case .duty:
        if difference.before?.duty.isBound == true, cell.duty.isBound { words.append(wording.label(cell.duty)) }
      case .close: words.append(wording.labelled(wording.close, cell.close.map { wording.until($0) } ?? "–"))
      case .retroactiveExtension: if cell.retroactiveExtension { words.append(wording.retroactive) }
      case .submission: if cell.submission.hasClaim { words.append(after.timeliness(cell)) }
      case .daysLate: if !difference.members.contains(.submission) { words.append(after.timeliness(cell)) }
      case .due: words.append(wording.labelled(wording.due, cell.due.map { wording.until($0) } ?? "–"))
      case .flags: words += cell.flags.map(wording.label)
      case .dispute: words.append(wording.labelled(wording.disputeHeading, wording.label(cell.dispute)))
      case .assurance: words.append(wording.labelled(wording.assuranceHeading, after.assurance(cell)))
      case .conclusion: if !difference.members.contains(.assurance) { words.append(after.assurance(cell)) }
      case .evidence: words.append(wording.labelled(wording.evidenceHeading, wording.label(cell.evidence)))
      }
    }
    return wording.joinedClauses(words + notes)
  }
}
