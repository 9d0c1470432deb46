internal import Compliance
internal import Languages
internal import Pledges

/// What the words on a page mean, folded away: the letters and states that occur on it, and the remarks.
struct Glossary {
  let frame: ReportFrame

  func write(_ cells: [CellStatus], to writer: inout HTMLWriter) {
    let wording = frame.wording
    let states = StateTable(frame)
    let used = Set(cells.map { CellState($0) })
    let flags = Flag.allCases.filter { flag in cells.contains { $0.flags.contains(flag) } }
    let evidence = EvidenceStatus.allCases.filter { status in
      status != .none && cells.contains { $0.evidence == status }
    }
    let terms =
      states.legend(cells).filter { line in !states.states.contains { states.letter($0) == line.code } }
      .map { ($0.code, $0.words) }
      + states.states.filter(used.contains).map { ("\(states.letter($0)) \(states.label($0))", states.sentence($0)) }
      + flags.map { (wording.label($0), wording.meaning($0)) }
      + evidence.map { (wording.label($0), wording.meaning($0)) }
    guard !terms.isEmpty else { return }
    writer.element("details", [.style("glossary")]) { writer in
      writer.element("summary", wording.glossary)
      writer.element("p", wording.rulesNote)
      writer.element("dl", [.style("fields")]) { writer in
        for (term, meaning) in terms {
          writer.element("dt", term)
          writer.element("dd", meaning)
        }
      }
    }
    writer.newline()
  }
}
