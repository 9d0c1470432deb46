internal import Compliance
internal import Cryptography
internal import Languages
internal import Pledges

extension SignatoryReport {
  /// The report as one self-contained page: the answer first, then what it rests on, and the proof last.
  public func html() -> String {
    var document = HTMLDocument(frame)
    let page = PeriodPage(report: self)
    document.page(
      title: frame.text(identity.name), subtitle: subtitle(frame.wording), sections: page.sections,
      notices: notices(frame.wording),
      dates: [period?.start, period?.end].compactMap { $0 },
      stamp: PageStamp(frame, .period, signatory: identity.id, period: period?.id), lead: page.lead, main: page.main)
    return String(decoding: document.writer.bytes, as: UTF8.self)
  }

  /// What the report is and about when.
  func subtitle(_ wording: Language) -> String {
    let title = wording.series([wording.complianceReport, frame.text(frame.accord.document.title)])
    guard let period else { return title }
    let label = period.label.map(frame.text) ?? "\(wording.period) \(period.id)"
    return wording.series([
      title, "\(label) (\(wording.span(wording.day(period.start), wording.day(period.end))))",
    ])
  }
}

/// The page of a period, section by section.
struct PeriodPage {
  let report: SignatoryReport
  let frame: ReportFrame
  let wording: Language
  let links: EntryLinks

  init(report: SignatoryReport) {
    self.report = report
    frame = report.frame
    wording = report.frame.wording
    links = EntryLinks(report.history, report.frame.language)
  }

  var sections: [(anchor: String, title: String)] {
    var sections: [(anchor: String, title: String)] = []
    if !report.isRegister { sections.append(("glance", wording.atAGlance)) }
    sections.append(("commitments", wording.commitments))
    if !report.challenges.isEmpty { sections.append(("challenges", wording.challenges)) }
    sections.append(("history", wording.history))
    if !report.removals.isEmpty { sections.append(("removed", wording.wordsRemoved)) }
    if !report.duties.overdue.isEmpty { sections.append(("overdue", wording.overdueHeading)) }
    if !report.duties.upcoming.isEmpty { sections.append(("next", wording.nextDuties)) }
    return sections + [("keys", wording.keysAndIdentity), ("proof", wording.proof), ("object", wording.howToObject)]
  }

  /// What stands under the name: who it is in a line, the answer, and since when that holds.
  func lead(_ writer: inout HTMLWriter) {
    let identity = report.identity
    let kind = frame.accord.document.signatoryKinds.first { $0.id == identity.kind }.map { frame.text($0.label) }
    writer.element("p", [.style("facts")]) { writer in
      writer.write("\(kind ?? identity.kind.text) · ")
      writer.element("code", identity.id.text)
      if let membership = identity.membership { writer.write(" · \(wording.label(membership))") }
    }
    if let answer = report.answer {
      writer.element("p", [.style("answer")]) { writer in
        writer.element("bdi") { links.write(answer, at: report.answerInstants, to: &$0) }
      }
    }
    writer.holds(report.times, frame)
  }

  func main(_ writer: inout HTMLWriter) {
    let history = HistoryParts(frame: frame, links: links)
    if !report.isRegister { glance(&writer) }
    commitments(&writer)
    history.challenges(report.challenges, &writer)
    history.history(report.history, of: report.identity.id, named: report.identity.name, &writer)
    frame.write(report.removals, to: &writer)
    duties(&writer)
    writer.section("keys", wording.keysAndIdentity) { writer in
      writer.identity(report.identity, standing: report.identity.membership, frame, links)
      writer.keys(report.holders, of: report.identity.id, frame, links)
    }
    Glossary(frame, report.cells.map(\.status)).write(to: &writer)
    writer.proof(frame, commands: report.commands("html"))
  }

  /// The picture: what happened when, and a cell for each commitment; under it the counts.
  private func glance(_ writer: inout HTMLWriter) {
    writer.section("glance", wording.atAGlance) { writer in
      Timeline(of: report)?.write(to: &writer, frame, links)
      writer.strip(report.cells.map { ($0.status, $0.commitment.title) }, frame, linking: true)
      writer.element("dl", [.style("fields counts")]) { writer in
        for (label, value) in frame.lines(report.counts, report.cells.map(\.status)) {
          writer.element("dt", label)
          writer.element("dd", value)
        }
      }
    }
  }

  private func duties(_ writer: inout HTMLWriter) {
    for (anchor, title, duties) in [
      ("overdue", wording.overdueHeading, report.duties.overdue), ("next", wording.nextDuties, report.duties.upcoming),
    ] where !duties.isEmpty {
      writer.section(anchor, title) { $0.duties(duties, title, of: report.identity.id, frame) }
    }
  }
}

extension HTMLWriter {
  /// What is still to be filed, or was not.
  mutating func duties(_ duties: [NextDuty], _ title: String, of signatory: PartyID, _ frame: ReportFrame) {
    let wording = frame.wording
    table(
      caption: title,
      head: [wording.period, wording.opens, wording.due, wording.close, wording.submissionHeading, wording.commitments]
    ) { writer in
      for duty in duties {
        writer.row { writer in
          writer.rowHead { $0.write(frame.label(duty.period)) }
          writer.cell(wording.opens) { $0.day(duty.period.opens, frame) }
          writer.cell(wording.due) { $0.end(duty.due, frame) }
          writer.cell(wording.close) { $0.end(duty.close, frame) }
          writer.cell(wording.submissionHeading) { writer in
            let state = CellState(waitingFor: duty.submission, noClaim: duty.noClaim)
            writer.badge(frame.label(state), state)
            if duty.duty == .encouraged { writer.note(wording.label(duty.duty)) }
          }
          writer.cell(wording.commitments, wording.series(duty.commitments.map(\.text)))
        }
      }
    }
    commands(frame.commands(toFile: duties, of: signatory), frame)
  }
}

extension ReportFrame {
  /// The list of the removals, where there are any.
  func write(_ removals: [TextRemoval], to writer: inout HTMLWriter) {
    guard !removals.isEmpty else { return }
    let (head, rows) = table(removals)
    let recorded = removals.map(\.entry.recorded)
    writer.section("removed", wording.wordsRemoved) { writer in
      writer.element("p", wording.wordsRemovedNote)
      writer.table(caption: wording.wordsRemoved, head: head) { writer in
        for row in rows {
          writer.row { writer in
            writer.rowHead { $0.element("bdi", row[0]) }
            for (label, value) in zip(head, row).dropFirst() {
              writer.cell(label) { writer in
                writer.element("bdi") { EntryLinks([], language).write(value, at: recorded, to: &$0) }
              }
            }
          }
        }
      }
    }
  }

  /// The box that says what the page was made from and how to check it.
  func writeProof(to writer: inout HTMLWriter, commands: [String]) {
    let wording = wording
    writer.element("div", [.style("proof")]) { writer in
      let commandFields = zip([wording.checkCommand, wording.verifyCommand, wording.repeatCommand], commands)
      writer.fields(
        (proofFields + commandFields).map { label, value in
          (label, { $0.element("code", value) })
        })
    }
  }
}
