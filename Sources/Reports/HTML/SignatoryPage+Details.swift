internal import Compliance
internal import Cryptography
internal import Languages
internal import Pledges

extension SignatoryPage {
  /// An article for each commitment.
  func details(_ writer: inout HTMLWriter) {
    writer.section("details", wording.details) { writer in
      for cell in report.cells { article(cell, &writer) }
    }
  }

  private func article(_ cell: CellReport, _ writer: inout HTMLWriter) {
    let anchor = "c-\(cell.commitment.id)"
    writer.element("article", [.id(anchor), .named("aria-labelledby", "\(anchor)-h")]) { writer in
      writer.element("h3", [.id("\(anchor)-h")]) { writer in
        writer.write("\(cell.commitment.id) ")
        writer.inline(cell.commitment.title, frame)
      }
      writer.said(cell.commitment.text, frame)
      writer.element(
        "p", [.style("small")],
        cell.commitment.sourceRef + (cell.commitment.textIsVerbatim ? "" : " (\(wording.paraphrase))"))
      writer.element("p") { writer in
        writer.badge(frame.headline(cell.status), CellState(cell.status))
        for remark in frame.remarks(cell.status) { writer.note(remark) }
      }
      let notes = frame.notes(cell)
      if !notes.isEmpty {
        writer.element("ul", [.style("small")]) { writer in
          for note in notes { writer.element("li") { $0.element("bdi", note) } }
        }
      }
      if let claim = cell.claim { write(claim, &writer) }
      if cell.claim == nil, cell.status.duty.isBound, cell.status.submission != .upcoming {
        writer.element("p", wording.noAttestation)
      }
      if !cell.reviews.isEmpty { write(cell.reviews, &writer) }
      why(cell, &writer)
    }
    writer.newline()
  }

  private func write(_ claim: ClaimDetail, _ writer: inout HTMLWriter) {
    if let explanation = claim.claim.explanation {
      writer.element("h4", wording.explanation)
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
            if let date = plan.targetDate { writer.write(wording.labelled(wording.day(date), "")) }
            writer.inline(plan.text, frame)
          }
        }
      }
    }
    writer.element("p", [.style("small")]) { writer in
      writer.detached(claim.affirmation, frame) { affirmation, writer in
        writer.inline(affirmation.text, frame)
        writer.write(" – ")
        writer.element("bdi", affirmation.office)
        if let authority = affirmation.authority {
          writer.write(", ")
          writer.element("bdi", authority)
        }
      }
      writer.write("; \(wording.reference(claim.entry.index)), ")
      writer.time(claim.entry.recorded, wording.day(claim.entry.recorded))
      writer.write("; \(wording.signedBy) ")
      writer.element("code", claim.signingKeys.map(\.description).joined(separator: ", "))
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
              : line.earlier.map { wording.labelled("\($0.period)", frame.value($0.value.value, line.indicator)) }
                .joined(separator: "; "))
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
            " (\(wording.label(detail.item.visibility)), \(detail.item.mediaType), \(wording.size(bytes: detail.item.bytes)))"
          )
          if let captured = detail.item.capturedAt { writer.write(", \(wording.captured) \(captured)") }
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
          writer.write(frame.check(detail))
        }
      }
    }
  }

  private func write(_ reviews: [ReviewDetail], _ writer: inout HTMLWriter) {
    writer.element("h4", wording.reviews)
    for detail in reviews {
      writer.element("p") { $0.element("bdi", frame.line(detail)) }
      if let standard = detail.review.standard {
        writer.element("p", [.style("small")], wording.labelled(wording.standard, standard))
      }
      if let text = frame.texts[detail.review.words].words?.text { writer.said(text, frame) }
    }
  }

  /// The rule applied step by step, folded away.
  private func why(_ cell: CellReport, _ writer: inout HTMLWriter) {
    let explanation = Explanation(of: cell.status)
    writer.element("details") { writer in
      writer.element("summary", "\(wording.why) (\(cell.commitment.id))")
      writer.element("ol") { writer in
        for (step, sentence) in zip(
          explanation.steps, explanation.sentences(language: frame.language, accord: frame.accord.document))
        {
          writer.element("li") { writer in
            writer.write(sentence)
            writer.write(" ")
            writer.element("span", [.style("small")], "[\(step.rule)]")
          }
        }
      }
      writer.element("p", [.style("small")]) { writer in
        writer.write(wording.labelled(wording.entries, ""))
        numbers(cell.status.because, &writer)
      }
    }
  }
}
