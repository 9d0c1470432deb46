internal import Compliance
internal import Cryptography
internal import Languages
internal import Pledges

extension PeriodPage {
  /// A card for each commitment that binds the signatory or has something recorded, and one list of the others.
  func commitments(_ writer: inout HTMLWriter) {
    writer.section("commitments", wording.commitments) { writer in
      for cell in report.cells where !isBare(cell) { card(cell, &writer) }
      let bare = report.cells.filter(isBare)
      guard !bare.isEmpty else { return }
      writer.element("h3", wording.notApplying)
      writer.element("ul", [.style("plain")]) { writer in
        for cell in bare {
          writer.element("li", [.id("c-\(cell.commitment.id)")]) { writer in
            writer.element("code", cell.commitment.id.text)
            writer.write(" ")
            writer.inline(cell.commitment.title, frame)
            writer.write(" ")
            writer.badge(frame.headline(cell.status), CellState(cell.status))
          }
        }
      }
    }
  }

  /// Whether nothing is to be told of a cell but why nobody owes it.
  private func isBare(_ cell: CellReport) -> Bool {
    guard case .unbound = CellState(cell.status) else { return false }
    return cell.claim == nil && cell.reviews.isEmpty && frame.notes(cell).isEmpty && frame.remarks(cell.status).isEmpty
      && !report.challenges.contains { $0.commitments.contains(cell.commitment.id) }
  }

  private func card(_ cell: CellReport, _ writer: inout HTMLWriter) {
    let anchor = "c-\(cell.commitment.id)"
    let state = CellState(cell.status)
    writer.element(
      "article",
      [.id(anchor), .style("card t-\(StateAppearance(state).tone.rawValue)"), .named("aria-labelledby", "\(anchor)-h")]
    ) { writer in
      writer.element("div", [.style("top")]) { writer in
        writer.element("h3", [.id("\(anchor)-h")]) { writer in
          writer.inline(cell.commitment.title, frame)
          writer.write(" ")
          writer.element("code", cell.commitment.id.text)
        }
        writer.element("span") { writer in
          writer.badge(frame.headline(cell.status), state)
          if cell.status.submission.hasClaim || cell.status.noClaim != nil {
            writer.element("span", [.style("badge note")]) { links.write(frame.timeliness(cell.status), to: &$0) }
          }
          for remark in frame.remarks(cell.status) { writer.note(remark) }
        }
      }
      writer.said(cell.commitment.text, frame, style: "text")
      writer.element(
        "p", [.style("small")],
        cell.commitment.sourceRef + (cell.commitment.textIsVerbatim ? "" : " (\(wording.paraphrase))"))
      notes(on: cell, &writer)
      if let claim = cell.claim { write(claim, &writer) }
      if let sentence = frame.absence(of: cell.status) { writer.element("p") { links.write(sentence, to: &$0) } }
      if !cell.reviews.isEmpty { write(cell.reviews, &writer) }
      why(cell, &writer)
    }
    writer.newline()
  }

  /// The sentences beside a claim, and the challenges that speak of the commitment.
  private func notes(on cell: CellReport, _ writer: inout HTMLWriter) {
    let notes = frame.notes(cell)
    let threads = report.challenges.filter { $0.commitments.contains(cell.commitment.id) }
    guard !notes.isEmpty || !threads.isEmpty else { return }
    writer.element("ul", [.style("small")]) { writer in
      for note in notes {
        writer.element("li") { writer in
          writer.element("bdi") { links.write(note, at: cell.noteInstants, to: &$0) }
        }
      }
      for thread in threads {
        writer.element("li") { writer in
          writer.element("a", [.named("href", "#ch-\(thread.entry.index)")]) { writer in
            writer.element("bdi", wording.labelled(wording.challenger, thread.challengerName))
          }
          writer.write(wording.comma)
          links.write(thread.entry.index, to: &writer)
        }
      }
    }
  }

  private func write(_ claim: ClaimDetail, _ writer: inout HTMLWriter) {
    if let explanation = claim.claim.explanation {
      writer.element("h4") { $0.element("bdi", wording.whatItSays(name: frame.text(report.identity.name))) }
      writer.said(explanation, frame)
    }
    if !claim.claim.measures.isEmpty { write(claim.claim.measures, &writer) }
    if !claim.indicators.isEmpty { write(claim.indicators, &writer) }
    if !claim.evidence.isEmpty { write(claim.evidence, &writer) }
    if !claim.claim.planned.isEmpty {
      writer.element("h4", wording.planned)
      writer.element("ul") { writer in
        for plan in claim.claim.planned {
          writer.element("li") { writer in
            if let date = plan.targetDate {
              links.write(wording.labelled(wording.day(date), ""), dates: [date], to: &writer)
            }
            writer.inline(plan.text, frame)
          }
        }
      }
    }
    signature(of: claim, &writer)
  }

  /// Who signed: party and office, then the words affirmed, the entry and the keys.
  private func signature(of claim: ClaimDetail, _ writer: inout HTMLWriter) {
    let name = frame.text(report.identity.name)
    let day = frame.day(claim.entry.recorded)
    writer.element("p", [.style("small")]) { writer in
      if let affirmation = frame.texts[claim.affirmation].words {
        let office = wording.series([affirmation.office, affirmation.authority].compactMap { $0 })
        // Both are shown as they were filed, in whatever language that was.
        let language = frame.pick(affirmation.text).language
        if language == frame.language.rawValue {
          writer.element("bdi") { writer in
            links.write(
              wording.signedFor(date: day, name: name, office: office), at: [claim.entry.recorded], to: &writer)
          }
        } else {
          writer.sentence(around: office, in: language, frame) {
            wording.signedFor(date: day, name: name, office: $0)
          }
        }
        writer.write(wording.comma)
      } else {
        writer.element("bdi") { writer in
          links.write(wording.signedForIt(date: day, name: name), at: [claim.entry.recorded], to: &writer)
        }
        writer.write(wording.comma)
      }
      links.write(claim.entry.index, to: &writer)
      writer.void("br")
      writer.detached(claim.affirmation, frame) { affirmation, writer in writer.inline(affirmation.text, frame) }
      writer.void("br")
      writer.write("\(wording.signedBy) ")
      for (place, key) in claim.signingKeys.enumerated() {
        if place > 0 { writer.write(wording.comma) }
        writer.element("code", key.description)
      }
    }
  }

  private func write(_ measures: [Claim.Measure], _ writer: inout HTMLWriter) {
    let known = report.cells.flatMap(\.commitment.measures)
    writer.element("h4", wording.measures)
    writer.element("ul") { writer in
      for measure in measures {
        writer.element("li") { writer in
          if let title = known.first(where: { $0.id == measure.id })?.title {
            writer.inline(title, frame)
          } else {
            writer.write(measure.id.text)
          }
          writer.write(": \(wording.label(measure.done))")
          if let text = measure.text {
            writer.write(" – ")
            writer.inline(text, frame)
          }
        }
      }
    }
  }

  private func write(_ indicators: [IndicatorLine], _ writer: inout HTMLWriter) {
    writer.element("h4", wording.indicators)
    writer.table(
      caption: wording.indicators, head: [wording.indicator, wording.value, wording.earlier, wording.course]
    ) {
      writer in
      for line in indicators {
        let label = frame.label(line)
        writer.row { writer in
          writer.rowHead { $0.element("bdi", label) }
          writer.cell(wording.value) { writer in
            write(line.value.value, of: line, &writer)
            for part in line.value.breakdown {
              writer.void("br")
              write(part.value, of: line, label: wording.labelled("\(part.key)", ""), &writer)
            }
            if let method = line.value.method {
              writer.void("br")
              writer.inline(method, frame)
            }
          }
          writer.cell(
            wording.earlier,
            line.earlier.isEmpty
              ? "–"
              : wording.joinedClauses(
                line.earlier.map { wording.labelled("\($0.period)", frame.value($0.value.value, line.indicator)) }))
          writer.cell(wording.course) { writer in
            guard let course = IndicatorCourse(line) else { return writer.write("–") }
            course.write(to: &writer, label: wording.labelled(wording.course, label))
          }
        }
      }
    }
  }

  private func write(
    _ value: Claim.IndicatorValue.Value, of line: IndicatorLine, label: String = "", _ writer: inout HTMLWriter
  ) {
    guard case .detached(let text) = value, let sentence = frame.standIn(for: text) else {
      return writer.element("bdi", label + frame.value(value, line.indicator))
    }
    if !label.isEmpty { writer.element("bdi", label) }
    writer.standIn(sentence)
  }

  private func write(_ evidence: [EvidenceDetail], _ writer: inout HTMLWriter) {
    writer.element("h4", wording.evidenceHeading)
    writer.element("ul") { writer in
      for detail in evidence {
        writer.element("li") { writer in
          writer.element("bdi", frame.title(detail.item))
          writer.write(
            " (\(wording.series([wording.label(detail.item.visibility), detail.item.mediaType, wording.size(bytes: detail.item.bytes)])))"
          )
          if let captured = detail.item.capturedAt {
            links.write("\(wording.comma)\(wording.captured) \(wording.day(captured))", at: [captured], to: &writer)
          }
          writer.void("br")
          writer.write("SHA-256 ")
          writer.element("code", detail.item.sha256.hex)
          let words = frame.texts[detail.item.words].words
          for address in [words?.uri, words?.archiveURI].compactMap({ $0 }) {
            writer.void("br")
            writer.link(address)
          }
          if let sentence = frame.standIn(for: detail.item.words) {
            writer.void("br")
            writer.standIn(sentence)
          }
          writer.void("br")
          let checked = [detail.check?.entry.recorded].compactMap { $0 }
          writer.element("bdi") { links.write(frame.check(detail), at: checked, to: &$0) }
        }
      }
    }
  }

  private func write(_ reviews: [ReviewDetail], _ writer: inout HTMLWriter) {
    writer.element("h4", wording.reviews)
    for detail in reviews {
      writer.element("p") { writer in writer.element("bdi") { links.write(frame.line(detail), to: &$0) } }
      if let standard = detail.review.standard {
        writer.element("p", [.style("small")], wording.labelled(wording.standard, standard))
      }
      if let text = frame.texts[detail.review.words].words?.text { writer.said(text, frame) }
    }
  }

  /// The rule applied step by step, folded away.
  private func why(_ cell: CellReport, _ writer: inout HTMLWriter) {
    let explanation = Explanation(of: cell.status)
    writer.element("details", [.style("why")]) { writer in
      writer.element("summary", "\(wording.why) (\(cell.commitment.id))")
      writer.element("ol") { writer in
        for (step, sentence) in zip(
          explanation.steps, explanation.sentences(language: frame.language, accord: frame.accord.document))
        {
          writer.element("li") { writer in
            links.write(sentence, at: step.fact.instants, to: &writer)
            writer.write(" ")
            writer.element("span", [.style("small")], "[\(step.rule)]")
          }
        }
      }
      writer.element("p", [.style("small")]) { writer in
        writer.write(wording.labelled(wording.entries, ""))
        for (place, entry) in cell.status.because.enumerated() {
          if place > 0 { writer.write(" ") }
          links.write(entry, as: frame.number(entry, of: cell.status), to: &writer)
        }
        if cell.status.because.isEmpty { writer.write("–") }
      }
    }
  }
}
