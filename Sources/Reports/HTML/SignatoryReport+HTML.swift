internal import Compliance
internal import Cryptography
internal import Languages
internal import Pledges

extension SignatoryReport {
  /// The report as one self-contained page.
  public func html() -> String {
    let wording = frame.wording
    var document = HTMLDocument(frame)
    document.page(
      title: frame.text(identity.name), subtitle: subtitle(wording), sections: sections(wording),
      notices: notices(wording), commands: commands
    ) { writer in
      let page = SignatoryPage(report: self)
      page.identity(&writer)
      page.proof(&writer)
      if !isRegister { page.counts(&writer) }
      page.commitments(&writer)
      if let timeline = Timeline(of: self) {
        writer.section("timeline", wording.timeline) { timeline.write(to: &$0, wording) }
      }
      page.details(&writer)
      page.challenges(&writer)
      page.history(&writer)
      frame.write(removals, to: &writer)
      if !isRegister { page.duties(&writer) }
      page.keys(&writer)
      KeyOfTerms(frame: frame).write(to: &writer)
    }
    return String(decoding: document.writer.bytes, as: UTF8.self)
  }

  /// What the report is and about when.
  func subtitle(_ wording: Language) -> String {
    let title = "\(wording.complianceReport), \(frame.text(frame.accord.document.title))"
    guard let period else { return "\(title), \(wording.at(frame.asOf))" }
    let label = period.label.map(frame.text) ?? "\(wording.period) \(period.id)"
    return
      "\(title), \(label) (\(wording.span(wording.day(period.start), wording.day(period.end)))), \(wording.at(frame.asOf))"
  }

  private func sections(_ wording: Language) -> [(anchor: String, title: String)] {
    var sections = [("who", wording.identity), ("proof", wording.proof)]
    if !isRegister { sections.append(("counts", wording.countsHeading)) }
    sections.append(("commitments", wording.commitments))
    if !isRegister { sections.append(("timeline", wording.timeline)) }
    sections.append(("details", wording.details))
    if !challenges.isEmpty { sections.append(("challenges", wording.challenges)) }
    sections.append(("history", wording.history))
    if !removals.isEmpty { sections.append(("removed", wording.wordsRemoved)) }
    if !isRegister { sections.append(("next", wording.nextDuties)) }
    if !holders.isEmpty { sections.append(("keys", wording.keys)) }
    return sections + [("terms", wording.keyOfTerms), ("object", wording.howToObject)]
  }
}

/// The sections of a signatory's page, one after the other.
struct SignatoryPage {
  let report: SignatoryReport
  let frame: ReportFrame
  let wording: Language
  /// The entries that the history lists, to which numbers link.
  let listed: Set<EntryIndex>

  init(report: SignatoryReport) {
    self.report = report
    frame = report.frame
    wording = report.frame.wording
    listed = Set(report.history.map(\.entry.index))
  }

  func identity(_ writer: inout HTMLWriter) {
    writer.section("who", wording.identity) { writer in
      writer.fields(
        report.identity.fields(frame).map { label, value in
          (label, { $0.element("bdi", value) })
        })
    }
  }

  func proof(_ writer: inout HTMLWriter) {
    writer.section("proof", wording.proof) { frame.writeProof(to: &$0, commands: report.commands) }
  }

  func counts(_ writer: inout HTMLWriter) {
    writer.section("counts", wording.countsHeading) { writer in
      writer.element("ul", [.style("figures")]) { writer in
        for (label, value) in frame.lines(report.counts, report.cells.map(\.status)) {
          writer.element("li") { writer in
            writer.element("b", value)
            writer.write(label)
          }
        }
      }
    }
  }

  func commitments(_ writer: inout HTMLWriter) {
    let head =
      report.isRegister
      ? [wording.commitment, wording.headline]
      : [
        wording.commitment, wording.headline, wording.submissionHeading, wording.evidenceHeading,
        wording.assuranceHeading, wording.flagsHeading, wording.entries,
      ]
    writer.section("commitments", wording.commitments) { writer in
      writer.table(caption: report.subtitle(wording), head: head) { writer in
        for cell in report.cells {
          writer.row { writer in
            writer.rowHead { writer in
              writer.element("a", [.named("href", "#c-\(cell.commitment.id)")], cell.commitment.id.text)
              writer.write(" ")
              writer.inline(cell.commitment.title, frame)
            }
            writer.cell(wording.headline) { $0.badge(frame.headline(cell.status), CellState(cell.status)) }
            if report.isRegister { return }
            writer.cell(wording.submissionHeading, frame.timeliness(cell.status))
            writer.cell(wording.evidenceHeading, wording.label(cell.status.evidence))
            writer.cell(wording.assuranceHeading, frame.assurance(cell.status))
            writer.cell(wording.flagsHeading) { writer in
              let remarks = frame.remarks(cell.status)
              if remarks.isEmpty { writer.write("–") }
              for remark in remarks { writer.note(remark) }
            }
            writer.cell(wording.entries) { numbers(cell.status.because, &$0) }
          }
        }
      }
    }
  }

  func duties(_ writer: inout HTMLWriter) {
    writer.section("next", wording.nextDuties) { writer in
      guard !report.duties.isEmpty else { return writer.element("p", wording.nothingDue) }
      writer.table(
        caption: wording.nextDuties,
        head: [wording.period, wording.opens, wording.due, wording.submissionHeading, wording.commitments]
      ) { writer in
        for duty in report.duties {
          writer.row { writer in
            writer.rowHead { $0.write(duty.period.label.map(frame.text) ?? duty.period.id.text) }
            writer.cell(wording.opens) { $0.time(duty.period.opens, wording.day(duty.period.opens)) }
            writer.cell(wording.due) { $0.time(duty.due, wording.until(duty.due)) }
            writer.cell(wording.submissionHeading) { writer in
              let state = CellState(waitingFor: duty.submission, noClaim: duty.noClaim)
              writer.badge(frame.label(state), state)
              if duty.duty == .encouraged { writer.note(wording.label(duty.duty)) }
            }
            writer.cell(wording.commitments, duty.commitments.map(\.text).joined(separator: ", "))
          }
        }
      }
    }
  }

  func keys(_ writer: inout HTMLWriter) {
    guard !report.holders.isEmpty else { return }
    writer.section("keys", wording.keys) { writer in
      writer.element("p", wording.onWhoseWordNote)
      for holder in report.holders {
        writer.element("h3") { $0.element("bdi", frame.title(holder)) }
        writer.element("ul") { writer in
          for key in holder.keys {
            writer.element("li") { writer in
              writer.element("code", key.id.description)
              writer.write(" \(key.algorithm.rawValue), \(frame.life(of: key))")
              writer.void("br")
              writer.element("bdi", frame.words(of: key))
            }
          }
          guard holder.party != report.identity.id else { return }
          for act in holder.acts { writer.element("li", frame.line(act)) }
        }
      }
    }
  }

  /// Entry numbers, linked where the history shows the entry.
  func numbers(_ entries: [EntryIndex], _ writer: inout HTMLWriter) {
    for (position, entry) in entries.enumerated() {
      if position > 0 { writer.write(" ") }
      number(entry, &writer)
    }
    if entries.isEmpty { writer.write("–") }
  }

  func number(_ entry: EntryIndex, _ writer: inout HTMLWriter) {
    guard listed.contains(entry) else { return writer.write(entry.description) }
    writer.element("a", [.named("href", "#e\(entry)")], entry.description)
  }
}

extension ReportFrame {
  /// The list of the removals, where there are any.
  func write(_ removals: [TextRemoval], to writer: inout HTMLWriter) {
    guard !removals.isEmpty else { return }
    let (head, rows) = table(removals)
    writer.section("removed", wording.wordsRemoved) { writer in
      writer.element("p", wording.wordsRemovedNote)
      writer.table(caption: wording.wordsRemoved, head: head) { writer in
        for row in rows {
          writer.row { writer in
            writer.rowHead { $0.element("bdi", row[0]) }
            for (label, value) in zip(head, row).dropFirst() { writer.cell(label) { $0.element("bdi", value) } }
          }
        }
      }
    }
  }

  /// The box that says what the page was made from and how to check it.
  func writeProof(to writer: inout HTMLWriter, commands: [String]) {
    let wording = wording
    writer.element("div", [.style("proof")]) { writer in
      let commandFields = zip([wording.verifyCommand, wording.repeatCommand], commands)
      writer.fields(
        (proofFields + commandFields).map { label, value in
          (label, { $0.element("code", value) })
        })
    }
  }
}
