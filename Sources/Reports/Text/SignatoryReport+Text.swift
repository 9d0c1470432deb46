internal import Compliance
internal import Cryptography
internal import Languages
internal import Pledges

extension SignatoryReport {
  /// The report for a terminal: what was reported first, the proof last.
  ///
  /// - Parameters:
  ///   - width: the columns of the terminal; what is no terminal gets the standard width.
  ///   - isColored: whether headings and states are tinted, which is for terminals alone.
  public func text(width: Int = TextPage.standardWidth, isColored: Bool = false) -> String {
    var page = TextPage(width: width, isColored: isColored)
    let wording = frame.language
    for line in frame.banner { page.paragraph("*** \(line)") }
    if !frame.banner.isEmpty { page.line() }
    page.paragraph(frame.text(identity.name))
    page.paragraph(subtitle(wording))
    page.line()
    if let answer { page.paragraph(answer) }
    page.paragraph(frame.holds(times))
    page.line()
    for notice in notices(wording) { page.paragraph(notice) }
    addCommitments(to: &page, wording)
    if !isRegister { addCounts(to: &page, wording) }
    addChallenges(to: &page, wording)
    addHistory(to: &page, wording)
    frame.add(removals, to: &page)
    addDuties(to: &page, wording)
    addIdentity(to: &page, wording)
    addKeys(to: &page, wording)
    page.heading(wording.howToObject)
    page.paragraph(frame.objection, indent: 2)
    page.paragraph(frame.text(frame.accord.document.disclaimer), indent: 2)
    frame.addProof(to: &page, commands: commands(nil))
    return page.text
  }

  /// What anybody types to check the report.
  func commands(_ format: String?) -> [String] {
    var again = "pledgebook report \(identity.id)"
    if let period { again += " --period \(period.id)" }
    return frame.commands(again, format: format)
  }

  private func addIdentity(to page: inout TextPage, _ wording: Language) {
    page.heading(wording.identity)
    for (label, value) in identity.fields(frame, standing: identity.membership) { page.field(label, value) }
  }

  private func addCounts(to page: inout TextPage, _ wording: Language) {
    page.heading(wording.countsHeading)
    for (label, value) in frame.lines(counts, cells.map(\.status)) { page.field(label, value, column: 32) }
  }

  private func addCommitments(to page: inout TextPage, _ wording: Language) {
    page.heading(wording.commitments)
    if isRegister {
      page.table(
        [wording.commitment, wording.headline],
        cells.map { ["\($0.commitment.id) \(frame.text($0.commitment.title))", frame.headline($0.status)] },
        tones: cells.map { TextTone(CellState($0.status)) })
      return
    }
    page.table(
      [
        wording.commitment, wording.headline, wording.submissionHeading, wording.evidenceHeading,
        wording.assuranceHeading, wording.entries,
      ],
      cells.map { cell in
        [
          "\(cell.commitment.id) \(frame.text(cell.commitment.title))", frame.headline(cell.status),
          frame.timeliness(cell.status),
          wording.label(cell.status.evidence), frame.assurance(cell.status),
          frame.entries(of: cell.status),
        ]
      }, tones: cells.map { TextTone(CellState($0.status)) })
    for cell in cells { addDetail(of: cell, to: &page, wording) }
  }

  private func addDetail(of cell: CellReport, to page: inout TextPage, _ wording: Language) {
    let remarks = frame.remarks(cell.status)
    let notes = (remarks.isEmpty ? [] : [wording.joinedClauses(remarks)]) + frame.notes(cell)
    guard cell.claim != nil || !notes.isEmpty || !cell.reviews.isEmpty else { return }
    page.line()
    page.paragraph(
      wording.labelled(
        "\(cell.commitment.id) \(frame.text(cell.commitment.title))", frame.headline(cell.status)), indent: 2)
    for (place, note) in notes.enumerated() {
      page.field(place == 0 ? wording.flagsHeading : "", note, column: 22, indent: 4)
    }
    guard let claim = cell.claim else { return }
    if let explanation = claim.claim.explanation {
      page.field(wording.explanation, frame.text(explanation), column: 22, indent: 4)
    }
    for line in claim.indicators {
      page.field(frame.label(line), frame.value(line), column: 22, indent: 4)
    }
    for detail in claim.evidence {
      page.field(wording.evidenceHeading, frame.line(detail), column: 22, indent: 4)
    }
    for review in cell.reviews { page.field(wording.reviews, frame.line(review), column: 22, indent: 4) }
  }

  private func addChallenges(to page: inout TextPage, _ wording: Language) {
    guard !challenges.isEmpty else { return }
    page.heading(wording.challenges)
    for thread in challenges {
      page.paragraph(frame.title(thread), indent: 2)
      page.paragraph(frame.text(thread.challenge.text), indent: 4)
      if thread.replies.isEmpty {
        page.paragraph(wording.noReply, indent: 4)
        if thread.dispute == .open, let due = thread.replyDue {
          page.paragraph(wording.labelled(wording.due, wording.until(due)), indent: 4)
        }
        frame.add(frame.commands(toReplyTo: thread), to: &page)
      }
      for reply in thread.replies {
        page.paragraph(wording.series([wording.reply, wording.reference(reply.entry)]), indent: 4)
        page.paragraph(frame.text(reply.response.text), indent: 6)
      }
      for decision in thread.decisions {
        page.paragraph(frame.title(decision), indent: 4)
        page.paragraph(frame.text(decision.resolution.text), indent: 6)
      }
    }
  }

  private func addDuties(to page: inout TextPage, _ wording: Language) {
    for (title, duties) in [(wording.overdueHeading, duties.overdue), (wording.nextDuties, duties.upcoming)]
    where !duties.isEmpty {
      page.heading(title)
      let (head, rows) = frame.table(duties)
      page.table(head, rows)
      frame.add(frame.commands(toFile: duties, of: identity.id), to: &page)
    }
  }

  private func addHistory(to page: inout TextPage, _ wording: Language) {
    page.heading(wording.history)
    page.table(
      [wording.entry, wording.recorded, "", ""],
      history.map { line in
        [line.entry.index.description, wording.day(line.entry.recorded), wording.label(line.kind), frame.remark(line)]
      })
  }

  private func addKeys(to page: inout TextPage, _ wording: Language) {
    guard !holders.isEmpty else { return }
    page.heading(wording.keys)
    page.paragraph(wording.onWhoseWordNote, indent: 2)
    for holder in holders {
      page.line()
      page.paragraph(frame.title(holder), indent: 2)
      for key in holder.keys {
        page.paragraph("\(key.id) \(key.algorithm.rawValue) \(frame.life(of: key))", indent: 4, hanging: 2)
        page.paragraph(frame.words(of: key), indent: 6)
      }
      if holder.party != identity.id { for act in holder.acts { page.paragraph(frame.line(act), indent: 4) } }
    }
  }
}

extension ReportFrame {
  /// Since when a page is right, and when it can change.
  func holds(_ times: PageTimes) -> String {
    wording.holdsSince(date: moment(times.since)) + " "
      + (times.next.map { wording.canChange(date: moment($0)) } ?? wording.canChangeByEntry)
  }

  /// What became of a challenge: the replies and the decisions, or until when a reply is due.
  func course(of thread: ChallengeThread) -> [String] {
    let due = thread.replyDue.map { wording.labelled(wording.due, wording.until($0)) }
    let replies =
      thread.replies.isEmpty
      ? [wording.noReply] + (thread.dispute == .open ? [due].compactMap { $0 } : [])
      : thread.replies.map { wording.series([wording.reply, wording.reference($0.entry)]) }
    return replies + thread.decisions.map(title)
  }

  /// The list of the removals, where there are any.
  func add(_ removals: [TextRemoval], to page: inout TextPage) {
    guard !removals.isEmpty else { return }
    page.heading(wording.wordsRemoved)
    page.paragraph(wording.wordsRemovedNote, indent: 2)
    let (head, rows) = table(removals)
    page.table(head, rows)
  }

  /// What the office named on the page types to act.
  func add(_ commands: [(label: String, command: String)], to page: inout TextPage) {
    for (label, command) in commands { page.command(label, command) }
  }

  /// What a reader checks the report against.
  func addProof(to page: inout TextPage, commands: [String]) {
    let wording = language
    page.heading(wording.proof)
    for (label, value) in proofFields { page.field(label, value) }
    for (label, command) in zip([wording.verifyCommand, wording.repeatCommand], commands.suffix(2)) {
      page.command(label, command)
    }
  }
}
