internal import Compliance
internal import Cryptography
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
              write(thread.challenge?.text, &writer)
              write(thread.challenge?.evidence ?? [], &writer)
            }
            writer.element("div") { writer in
              writer.element("h4", wording.reply)
              if thread.replies.isEmpty {
                writer.element("p", wording.noReply)
                if let due = thread.replyDue {
                  writer.element("p", [.style("small")], wording.labelled(wording.due, due.description))
                }
              }
              for reply in thread.replies {
                writer.element(
                  "p", [.style("small")], "\(wording.reference(reply.entry.index)), \(reply.entry.recorded)")
                write(reply.response?.text, &writer)
                write(reply.response?.evidence ?? [], &writer)
              }
            }
          }
          for decision in thread.decisions {
            writer.element("h4") { $0.element("bdi", frame.title(decision)) }
            write(decision.resolution?.text, &writer)
          }
        }
      }
    }
  }

  private func write(_ text: TextMap?, _ writer: inout HTMLWriter) {
    guard let text else { return writer.element("p", wording.textGone) }
    writer.said(text, frame)
  }

  private func write(_ evidence: [EvidenceItem], _ writer: inout HTMLWriter) {
    guard !evidence.isEmpty else { return }
    writer.element("ul") { writer in
      for item in evidence {
        writer.element("li") { writer in
          writer.element("bdi", item.title)
          writer.write(", SHA-256 ")
          writer.element("code", item.sha256.hex)
          if let uri = item.uri {
            writer.write(" ")
            writer.link(uri)
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
            writer.cell(wording.recorded) { $0.time(line.entry.recorded) }
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
      writer.write("\(change.commitment): ")
      if change.before.value != change.after.value {
        writer.element("del", frame.claim(change.before.value))
        writer.write(" ")
        writer.element("ins", frame.claim(change.after.value))
        writer.write(" ")
      }
      let before = change.before.explanation.map { frame.pick($0).text } ?? ""
      let after = change.after.explanation.map { frame.pick($0).text } ?? ""
      difference(before, after, &writer)
      for value in change.after.indicators {
        let old = change.before.indicators.first { $0.id == value.id }
        guard old?.value != value.value else { continue }
        writer.write(" \(value.id): ")
        if let old { writer.element("del", frame.value(old.value, nil)) }
        writer.write(" ")
        writer.element("ins", frame.value(value.value, nil))
      }
    }
  }

  private func difference(_ before: String, _ after: String, _ writer: inout HTMLWriter) {
    guard before != after else { return }
    for part in WordDifference(from: before, to: after).parts {
      switch part {
      case .same(let text): writer.write(text)
      case .removed(let text): writer.element("del", text)
      case .added(let text): writer.element("ins", text)
      }
    }
  }
}
