internal import Compliance
internal import Cryptography
internal import Languages
internal import Pledges

extension SignatoryReport {
  /// The report as Markdown: what was reported first, the proof last.
  public func markdown() -> String {
    let wording = frame.wording
    var page = MarkdownWriter()
    page.heading(1, frame.text(identity.name))
    frame.writeBanner(to: &page)
    page.paragraph(subtitle(wording))
    if let answer { page.paragraph(answer) }
    page.paragraph(frame.holds(times))
    for notice in notices(wording) { page.quote(notice) }
    writeCommitments(to: &page, wording)
    for cell in cells { write(cell, to: &page, wording) }
    if !isRegister {
      page.heading(2, wording.countsHeading)
      for (label, value) in frame.lines(counts, cells.map(\.status)) { page.field(label, value) }
      page.endList()
    }
    writeChallenges(to: &page, wording)
    page.heading(2, wording.history)
    page.table(
      [wording.entry, wording.recorded, wording.what, wording.remarkHeading],
      history.map { line in
        [
          line.entry.index.description, wording.day(line.entry.recorded), wording.label(line.kind), frame.remark(line),
        ]
      })
    frame.write(removals, to: &page)
    writeDuties(to: &page, wording)
    page.heading(2, wording.identity)
    for (label, value) in identity.fields(frame, standing: identity.membership) { page.field(label, value) }
    page.endList()
    writeKeys(to: &page, wording)
    page.heading(2, wording.howToObject)
    page.paragraph(frame.objection)
    page.paragraph(frame.text(frame.accord.document.disclaimer))
    frame.writeProof(to: &page, commands: commands("md"))
    return page.text
  }

  private func writeCommitments(to page: inout MarkdownWriter, _ wording: Language) {
    page.heading(2, wording.commitments)
    if isRegister {
      page.table(
        [wording.commitment, wording.headline],
        cells.map { ["\($0.commitment.id) \(frame.text($0.commitment.title))", frame.headline($0.status)] })
      return
    }
    page.table(
      [
        wording.commitment, wording.headline, wording.submissionHeading, wording.evidenceHeading,
        wording.assuranceHeading, wording.flagsHeading, wording.entries,
      ],
      cells.map { cell in
        [
          "\(cell.commitment.id) \(frame.text(cell.commitment.title))", frame.headline(cell.status),
          frame.timeliness(cell.status), wording.label(cell.status.evidence), frame.assurance(cell.status),
          wording.joinedClauses(frame.remarks(cell.status)),
          frame.entries(of: cell.status),
        ]
      })
  }

  private func write(_ cell: CellReport, to page: inout MarkdownWriter, _ wording: Language) {
    let notes = frame.notes(cell)
    guard cell.claim != nil || !notes.isEmpty || !cell.reviews.isEmpty else { return }
    page.heading(3, "\(cell.commitment.id) \(frame.text(cell.commitment.title))")
    if let claim = cell.claim {
      if let explanation = claim.claim.explanation { frame.quote(explanation, in: &page) }
      for line in claim.indicators { page.field(frame.label(line), frame.value(line)) }
      for detail in claim.evidence { page.field(wording.evidenceHeading, frame.line(detail)) }
    }
    for note in notes { page.field(wording.flagsHeading, note) }
    for review in cell.reviews {
      page.field(wording.reviews, frame.line(review))
    }
    page.endList()
    for review in cell.reviews {
      if let text = frame.texts[review.review.words].words?.text { page.quote(frame.text(text)) }
    }
  }

  private func writeChallenges(to page: inout MarkdownWriter, _ wording: Language) {
    guard !challenges.isEmpty else { return }
    page.heading(2, wording.challenges)
    for thread in challenges {
      page.paragraph(frame.title(thread))
      frame.quote(thread.challenge.text, in: &page)
      if thread.replies.isEmpty { page.paragraph(wording.noReply) }
      frame.write(frame.commands(toReplyTo: thread), to: &page)
      for reply in thread.replies {
        page.paragraph(wording.series([wording.reply, wording.reference(reply.entry)]))
        frame.quote(reply.response.text, in: &page)
      }
      for decision in thread.decisions {
        page.paragraph(frame.title(decision))
        frame.quote(decision.resolution.text, in: &page)
      }
    }
  }

  private func writeKeys(to page: inout MarkdownWriter, _ wording: Language) {
    guard !holders.isEmpty else { return }
    page.heading(2, wording.keys)
    page.paragraph(wording.onWhoseWordNote)
    for holder in holders {
      page.paragraph(frame.title(holder))
      for key in holder.keys {
        page.code(wording.joinedClauses([frame.life(of: key), frame.words(of: key)]), key.id.description)
      }
      if holder.party != identity.id { for act in holder.acts { page.item(frame.line(act)) } }
      page.endList()
    }
  }

  private func writeDuties(to page: inout MarkdownWriter, _ wording: Language) {
    for (title, duties) in [(wording.overdueHeading, duties.overdue), (wording.nextDuties, duties.upcoming)]
    where !duties.isEmpty {
      page.heading(2, title)
      let (head, rows) = frame.table(duties)
      page.table(head, rows)
      frame.write(frame.commands(toFile: duties, of: identity.id), to: &page)
    }
  }
}

extension ReportFrame {
  /// Words of somebody, set apart; what stands for words that cannot be shown is not.
  fileprivate func quote(_ text: Detached<TextMap>, in page: inout MarkdownWriter) {
    if let sentence = standIn(for: text) {
      page.paragraph(sentence)
    } else {
      page.quote(self.text(text))
    }
  }

  /// The list of the removals, where there are any.
  func write(_ removals: [TextRemoval], to page: inout MarkdownWriter) {
    guard !removals.isEmpty else { return }
    page.heading(2, wording.wordsRemoved)
    page.paragraph(wording.wordsRemovedNote)
    let (head, rows) = table(removals)
    page.table(head, rows)
  }

  /// What the office named on the page types to act.
  func write(_ commands: [(label: String, command: String)], to page: inout MarkdownWriter) {
    for (label, command) in commands { page.code(label, command) }
    if !commands.isEmpty { page.endList() }
  }

  func writeBanner(to page: inout MarkdownWriter) {
    for line in banner { page.paragraph(line) }
  }

  func writeProof(to page: inout MarkdownWriter, commands: [String]) {
    let wording = wording
    page.heading(2, wording.proof)
    for (label, value) in proofFields { page.code(label, value) }
    for (label, command) in zip([wording.verifyCommand, wording.repeatCommand], commands.suffix(2)) {
      page.code(label, command)
    }
    page.endList()
  }
}
