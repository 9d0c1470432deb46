internal import Compliance
internal import Languages
internal import Pledges

/// What the words on a page mean, folded away: the signs, states, duties and remarks that occur on it, and no others.
struct Glossary {
  /// Where a page links to it.
  static let anchor = "terms"

  let frame: ReportFrame
  private let terms: [(term: String, meaning: String)]

  init(_ frame: ReportFrame, _ cells: [CellStatus]) {
    self.frame = frame
    let wording = frame.wording
    let states = StateTable(frame)
    let used = Set(cells.lazy.map { CellState($0) })
    let duties = Set(cells.lazy.map(\.duty))
    let submissions = Set(cells.lazy.map(\.submission))
    let evidence = Set(cells.lazy.map(\.evidence))
    let flags = Flag.allCases.filter { flag in cells.contains { $0.flags.contains(flag) } }
    var terms = states.signs(cells).map { ($0.code, $0.words) }
    terms += states.states.filter(used.contains).map {
      ("\(states.letter($0)) \(states.label($0))", states.sentence($0))
    }
    // What binds nobody and what is not filed are states.
    terms += Duty.allCases.filter { $0.isBound && duties.contains($0) }.map { (wording.label($0), wording.meaning($0)) }
    terms += Submission.allCases.filter { $0.hasClaim && submissions.contains($0) }.map {
      (wording.label($0), wording.meaning($0))
    }
    terms += flags.map { (wording.label($0), wording.meaning($0)) }
    terms += EvidenceStatus.allCases.filter { $0 != .none && evidence.contains($0) }.map {
      (wording.label($0), wording.meaning($0))
    }
    self.terms = terms
  }

  var isEmpty: Bool { terms.isEmpty }

  func write(to writer: inout HTMLWriter) {
    guard !isEmpty else { return }
    let wording = frame.wording
    writer.element("details", [.id(Glossary.anchor), .style("glossary")]) { writer in
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
