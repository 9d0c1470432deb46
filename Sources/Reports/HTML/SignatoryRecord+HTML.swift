internal import Compliance
internal import Languages
internal import Pledges

extension SignatoryRecord {
  /// The signatory's page, self-contained.
  ///
  /// - Parameter linkingReports: whether periods link to `ID-PERIOD.html` beside the page.
  public func html(linkingReports: Bool = false) -> String {
    var document = HTMLDocument(frame)
    let page = RecordPage(record: self, linksReports: linkingReports)
    document.page(
      title: frame.text(identity.name), subtitle: subtitle, sections: page.sections, notices: notices,
      stamp: PageStamp(frame, .signatory, signatory: identity.id, period: nil, linksReports: linkingReports),
      lead: page.lead, main: page.main)
    return String(decoding: document.writer.bytes, as: UTF8.self)
  }
}

/// The signatory's page, section by section.
struct RecordPage {
  let record: SignatoryRecord
  let linksReports: Bool
  let frame: ReportFrame
  let links: EntryLinks

  private var wording: Language { frame.wording }

  init(record: SignatoryRecord, linksReports: Bool) {
    self.record = record
    self.linksReports = linksReports
    frame = record.frame
    links = EntryLinks(record.history, record.frame.language)
  }

  var sections: [(anchor: String, title: String)] {
    var sections: [(anchor: String, title: String)] = []
    if !record.isRegister { sections.append(("periods", wording.allPeriods)) }
    if !record.challenges.isEmpty { sections.append(("challenges", wording.challenges)) }
    sections.append(("history", wording.history))
    if !record.removals.isEmpty { sections.append(("removed", wording.wordsRemoved)) }
    if !record.overdue.isEmpty { sections.append(("overdue", wording.overdueHeading)) }
    if !record.upcoming.isEmpty { sections.append(("next", wording.nextDuties)) }
    return sections + [("keys", wording.keysAndIdentity), ("proof", wording.proof), ("object", wording.howToObject)]
  }

  /// Who it is in a line, how it stands and why, and since when that holds.
  func lead(_ writer: inout HTMLWriter) {
    let identity = record.identity
    let kind = frame.accord.document.signatoryKinds.first { $0.id == identity.kind }.map { frame.text($0.label) }
    writer.element("p", [.style("facts")]) { writer in
      writer.write("\(kind ?? identity.kind.text) · ")
      writer.element("code", identity.id.text)
    }
    writer.element("p", [.style("answer")]) { writer in
      writer.element("bdi") { links.write(record.answer, at: record.answerInstants, to: &$0) }
    }
    writer.holds(record.times, frame)
  }

  func main(_ writer: inout HTMLWriter) {
    let history = HistoryParts(frame: frame, links: links)
    periods(&writer)
    history.challenges(record.challenges, namingPeriods: true, &writer)
    history.history(record.history, of: record.identity.id, named: record.identity.name, &writer)
    frame.write(record.removals, to: &writer)
    duties("overdue", wording.overdueHeading, record.overdue, &writer)
    duties("next", wording.nextDuties, record.upcoming, &writer)
    writer.section("keys", wording.keysAndIdentity) { writer in
      writer.identity(record.identity, standing: record.identity.standing, frame, links)
      writer.keys(record.holders, of: record.identity.id, frame, links)
    }
    Glossary(frame, record.periods.flatMap(\.cells)).write(to: &writer)
    writer.proof(frame, commands: frame.commands("pledgebook report \(record.identity.id)", format: "html"))
  }

  /// A strip of cells for each period, the newest first.
  private func periods(_ writer: inout HTMLWriter) {
    guard !record.isRegister else { return }
    writer.section("periods", wording.allPeriods) { writer in
      writer.legend(legend)
      for glance in record.periods {
        writer.element("div", [.style("glance")]) { writer in
          writer.element("h3") { writer in
            let label = frame.label(glance.period)
            if linksReports {
              writer.element("a", [.named("href", "\(record.identity.id)-\(glance.period.id).html")], label)
            } else {
              writer.write(label)
            }
            writer.write(" ")
            writer.element("code", glance.period.id.text)
          }
          writer.element(
            "p", [.style("small")],
            wording.labelled(
              wording.reported, wording.counted(glance.counts.reported, of: glance.counts.required)))
          writer.strip(
            glance.cells.map { ($0, nil) }, record.frame(of: glance), linking: false, small: true)
        }
      }
    }
  }

  /// The letters of all cells: of versions of the accord that differ, each once.
  private var legend: [(code: String, words: String)] {
    var lines: [(code: String, words: String)] = []
    for glance in record.periods {
      for line in StateTable(record.frame(of: glance)).legend(glance.cells)
      where !lines.contains(where: { $0.code == line.code && $0.words == line.words }) {
        lines.append(line)
      }
    }
    return lines
  }

  private func duties(_ anchor: String, _ title: String, _ duties: [NextDuty], _ writer: inout HTMLWriter) {
    guard !duties.isEmpty else { return }
    writer.section(anchor, title) { $0.duties(duties, title, of: record.identity.id, frame) }
  }
}
