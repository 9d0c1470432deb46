internal import Compliance
internal import Cryptography
internal import Languages
internal import Pledges

extension SignatoryPage {
  /// Challenge and reply side by side, with the same room for both.
  func challenges(_ writer: inout HTMLWriter) {
    guard !report.challenges.isEmpty else { return }
    writer.section("challenges", wording.challenges) { writer in
      for thread in report.challenges {
        writer.element("article", [.id("ch-\(thread.entry.index)")]) { writer in
          writer.element("h3") { $0.element("bdi", frame.title(thread)) }
          writer.element("div", [.style("sides")]) { writer in
            writer.element("div") { writer in
              writer.element("h4", wording.labelled(wording.challenger, thread.challengerName))
              writer.said(thread.challenge.text, frame)
              write(thread.challenge.evidence, &writer)
            }
            writer.element("div") { writer in
              writer.element("h4", wording.reply)
              if thread.replies.isEmpty {
                writer.element("p", wording.noReply)
                if let due = thread.replyDue {
                  writer.element("p", [.style("small")]) { writer in
                    writer.write(wording.labelled(wording.due, ""))
                    writer.time(due, wording.until(due))
                  }
                }
              }
              for reply in thread.replies {
                writer.element("p", [.style("small")]) { writer in
                  writer.write("\(wording.reference(reply.entry.index)), ")
                  writer.time(reply.entry.recorded, wording.day(reply.entry.recorded))
                }
                writer.said(reply.response.text, frame)
                write(reply.response.evidence, &writer)
              }
            }
          }
          for decision in thread.decisions {
            writer.element("h4") { $0.element("bdi", frame.title(decision)) }
            writer.said(decision.resolution.text, frame)
          }
        }
      }
    }
  }

  private func write(_ evidence: [EvidenceItem], _ writer: inout HTMLWriter) {
    guard !evidence.isEmpty else { return }
    writer.element("ul") { writer in
      for item in evidence {
        writer.element("li") { writer in
          writer.element("bdi", frame.title(item))
          writer.write(", SHA-256 ")
          writer.element("code", item.sha256.hex)
          if let uri = frame.texts[item.words].words?.uri {
            writer.write(" ")
            writer.link(uri)
          }
          if let sentence = frame.standIn(for: item.words) {
            writer.write("; ")
            writer.standIn(sentence)
          }
        }
      }
    }
  }

  /// Every entry, superseded text struck through.
  func history(_ writer: inout HTMLWriter) {
    writer.section("history", wording.history) { writer in
      writer.table(
        caption: wording.history, head: [wording.entry, wording.recorded, wording.what, wording.remarkHeading]
      ) { writer in
        for line in report.history {
          writer.row([.id("e\(line.entry.index)")]) { writer in
            writer.rowHead { $0.write(line.entry.index.description) }
            writer.cell(wording.recorded) { $0.time(line.entry.recorded, wording.day(line.entry.recorded)) }
            writer.cell(wording.what, wording.label(line.kind))
            writer.cell(wording.remarkHeading) { writer in
              let remark = frame.remark(line)
              writer.element("bdi", remark.isEmpty ? "–" : remark)
              for change in line.changes { write(change, &writer) }
            }
          }
        }
      }
    }
  }

  private func write(_ change: ClaimChange, _ writer: inout HTMLWriter) {
    writer.element("div", [.style("said")]) { writer in
      writer.write(wording.labelled(change.commitment.text, ""))
      if change.before.value != change.after.value {
        writer.element("del", frame.claim(change.before.value))
        writer.write(" ")
        writer.element("ins", frame.claim(change.after.value))
        writer.write(" ")
      }
      difference(change.before.explanation, change.after.explanation, &writer)
      for value in change.after.indicators {
        let old = change.before.indicators.first { $0.id == value.id }
        if let old, frame.isSame(old.value, value.value) { continue }
        writer.write(wording.labelled(" \(value.id)", ""))
        if let old { write(old.value, in: "del", &writer) }
        writer.write(" ")
        write(value.value, in: "ins", &writer)
      }
    }
  }

  /// What changed in an explanation, word for word. Where one of the two cannot be shown, nobody can say what changed.
  private func difference(
    _ before: Detached<TextMap>?, _ after: Detached<TextMap>?, _ writer: inout HTMLWriter
  ) {
    guard before?.digest != after?.digest else { return }
    guard [before, after].contains(where: { $0.flatMap { frame.standIn(for: $0) } != nil }) else {
      return difference(before.map(words) ?? "", after.map(words) ?? "", &writer)
    }
    for (text, name) in [(before, "del" as HTMLWriter.Literal), (after, "ins")] {
      guard let text else { continue }
      if let sentence = frame.standIn(for: text) {
        writer.standIn(sentence)
      } else {
        writer.element(name, words(text))
      }
      writer.write(" ")
    }
  }

  /// The words of a text that is here, in the report's language if there is one.
  private func words(_ text: Detached<TextMap>) -> String { frame.text(text) { frame.pick($0).text } }

  private func difference(_ before: String, _ after: String, _ writer: inout HTMLWriter) {
    guard !before.utf8.elementsEqual(after.utf8) else { return }
    for part in WordDifference(from: before, to: after).parts {
      switch part {
      case .same(let text): writer.write(text)
      case .removed(let text): writer.element("del", text)
      case .added(let text): writer.element("ins", text)
      }
    }
  }

  private func write(_ value: Claim.IndicatorValue.Value, in name: HTMLWriter.Literal, _ writer: inout HTMLWriter) {
    if case .detached(let text) = value, let sentence = frame.standIn(for: text) { return writer.standIn(sentence) }
    writer.element(name, frame.value(value, nil))
  }
}
