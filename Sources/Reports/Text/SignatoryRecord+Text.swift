internal import Compliance
internal import Cryptography
internal import Languages
internal import Pledges

extension SignatoryRecord {
  /// The page for a terminal: the answer first, the proof last.
  ///
  /// - Parameters:
  ///   - width: the columns of the terminal; what is no terminal gets the standard width.
  ///   - isColored: whether headings and states are tinted, which is for terminals alone.
  public func text(width: Int = TextPage.standardWidth, isColored: Bool = false) -> String {
    let wording = frame.language
    var page = TextPage(width: width, isColored: isColored)
    for line in frame.banner { page.paragraph("*** \(line)") }
    if !frame.banner.isEmpty { page.line() }
    page.paragraph(frame.text(identity.name))
    page.paragraph(subtitle)
    page.line()
    page.paragraph(answer)
    page.paragraph(frame.holds(times))
    page.line()
    for notice in notices { page.paragraph(notice) }
    addPeriods(to: &page)
    if !challenges.isEmpty {
      page.heading(wording.challenges)
      for thread in challenges {
        page.paragraph(title(thread), indent: 2)
        for line in frame.course(of: thread) { page.paragraph(line, indent: 4) }
        frame.add(frame.commands(toReplyTo: thread), to: &page)
      }
    }
    page.heading(wording.history)
    page.table(
      [wording.entry, wording.recorded, "", ""],
      history.map { line in
        [line.entry.index.description, wording.day(line.entry.recorded), wording.label(line.kind), frame.remark(line)]
      })
    frame.add(removals, to: &page)
    addDuties(wording.overdueHeading, overdue, to: &page)
    addDuties(wording.nextDuties, upcoming, to: &page)
    page.heading(wording.identity)
    for (label, value) in identity.fields(frame, standing: identity.standing) { page.field(label, value) }
    if !holders.isEmpty {
      page.heading(wording.keys)
      page.paragraph(wording.onWhoseWordNote, indent: 2)
      for holder in holders {
        page.line()
        page.paragraph(frame.title(holder), indent: 2)
        for key in holder.keys {
          page.paragraph(frame.line(of: key), indent: 4)
        }
      }
    }
    page.heading(wording.howToObject)
    page.paragraph(frame.objection, indent: 2)
    frame.addProof(to: &page, commands: frame.commands("pledgebook report \(identity.id)", format: nil))
    return page.text
  }

  private func addPeriods(to page: inout TextPage) {
    let wording = frame.language
    guard !isRegister else { return }
    page.heading(wording.allPeriods)
    for glance in periods {
      let states = StateTable(frame(of: glance))
      let tones = glance.cells.map { (states.code($0), TextTone(CellState($0))) }
      page.field(
        frame.label(glance.period), words(glance), tones: Dictionary(tones, uniquingKeysWith: { first, _ in first }))
    }
  }

  private func addDuties(_ title: String, _ duties: [NextDuty], to page: inout TextPage) {
    guard !duties.isEmpty else { return }
    page.heading(title)
    let (head, rows) = frame.table(duties)
    page.table(head, rows)
    frame.add(frame.commands(toFile: duties, of: identity.id), to: &page)
  }
}

// What the forms of the page say alike.

extension SignatoryRecord {
  var subtitle: String {
    frame.language.labelled(frame.language.identity, frame.text(frame.accord.document.title))
  }

  /// What came of the period that opened last, which replies are due, and how the signatory stands.
  var answer: String {
    let wording = frame.language
    let opened = periods.first { $0.period.opens <= frame.asOf && $0.counts.required > 0 }
    var sentences: [String] = []
    if let opened {
      let answer = Answer(
        language: wording, period: frame.label(opened.period), opens: opened.period.opens,
        due: opened.cells.compactMap(\.due).max() ?? opened.period.due, asOf: frame.asOf, tally: Tally(opened.cells),
        challenges: [])
      sentences += answer.sentences(of: frame.text(identity.name))
    }
    let unanswered = challenges.filter { $0.withdrawn == nil && $0.dispute == .open && $0.replies.isEmpty }
    sentences += unanswered.compactMap(\.replyDue).filter { $0 >= frame.asOf }.sorted().map {
      wording.replyIsDue(date: wording.until($0))
    }
    let open = challenges.count { $0.withdrawn == nil && $0.dispute == .open }
    if open > 0 { sentences.append(wording.answerOpenChallenges(count: open)) }
    return (sentences + standingSentences).joined(separator: " ")
  }

  var standingSentences: [String] {
    let wording = frame.language
    let name = frame.text(identity.name)
    return [wording.standsAs(name: name, standing: wording.label(identity.standing))]
      + silence.map { period in
        wording.recordedForPeriod(count: period.due, period: period.period.text, part: "\(period.recorded)")
      }
  }

  /// A period in a line: what came of what was due, then the letters of its cells.
  func words(_ glance: PeriodGlance) -> String {
    let wording = frame.language
    let states = StateTable(frame(of: glance))
    let letters = frame.wording.series(glance.cells.map { "\($0.commitment) \(states.code($0))" })
    return wording.twoClauses(
      first: wording.labelled(wording.reported, wording.counted(glance.counts.reported, of: glance.counts.required)),
      second: letters)
  }

  /// The frame with the version of the accord that governs a period, whose words its cells have.
  func frame(of glance: PeriodGlance) -> ReportFrame {
    var frame = frame
    frame.accord = glance.accord
    return frame
  }

  func title(_ thread: ChallengeThread) -> String {
    frame.language.labelled(thread.period.text, frame.title(thread))
  }
}

extension ReportFrame {
  func label(_ period: AccordDocument.Period) -> String { period.label.map(text) ?? period.id.text }
}
