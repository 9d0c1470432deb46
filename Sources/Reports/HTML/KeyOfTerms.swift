internal import Compliance
internal import Languages
internal import Pledges

/// What the words of a page mean: those that the rules define, and the claims of the accord.
struct KeyOfTerms {
  let frame: ReportFrame

  func write(to writer: inout HTMLWriter) {
    let wording = frame.wording
    writer.section("terms", wording.keyOfTerms) { writer in
      writer.element("p", wording.rulesNote)
      list(wording.claimHeading, frame.accord.document.claimValues.map { (frame.text($0.label), $0.id.text) }, &writer)
      list(
        wording.submissionHeading,
        Submission.allCases.filter { $0 != .none }.map { (wording.label($0), wording.meaning($0)) }, &writer)
      list(wording.dutyHeading, Duty.allCases.map { (wording.label($0), wording.meaning($0)) }, &writer)
      list(wording.flagsHeading, Flag.allCases.map { (wording.label($0), wording.meaning($0)) }, &writer)
      list(
        wording.evidenceHeading,
        EvidenceStatus.allCases.filter { $0 != .none }.map { (wording.label($0), wording.meaning($0)) }, &writer)
      list(
        wording.assuranceHeading,
        frame.accord.document.assuranceLevels.map { (frame.text($0.label), $0.id.text) }, &writer)
    }
  }

  private func list(_ title: String, _ terms: [(String, String)], _ writer: inout HTMLWriter) {
    writer.element("h3", title)
    writer.element("dl", [.style("fields")]) { writer in
      for (term, meaning) in terms {
        writer.element("dt", term)
        writer.element("dd", meaning)
      }
    }
  }
}
