internal import Compliance
internal import Cryptography
internal import Languages
internal import Pledges

/// Challenges and the history of a signatory, on either of its pages.
struct HistoryParts {
  let frame: ReportFrame
  let links: EntryLinks

  private var wording: Language { frame.wording }

  /// Challenge and reply side by side, with the same room for both.
  ///
  /// - Parameter namingPeriods: whether the threads are of several periods.
  func challenges(_ threads: [ChallengeThread], namingPeriods: Bool = false, _ writer: inout HTMLWriter) {
    guard !threads.isEmpty else { return }
    writer.section("challenges", wording.challenges) { writer in
      for thread in threads {
        writer.element("article", [.id("ch-\(thread.entry.index)"), .style("card")]) { writer in
          writer.element("h3") { writer in
            let title = frame.title(thread)
            writer.element("bdi") {
              links.write(
                namingPeriods ? wording.labelled(thread.period.text, title) : title, at: thread.titleInstants, to: &$0)
            }
          }
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
                    writer.end(due, frame)
                  }
                }
                writer.commands(frame.commands(toReplyTo: thread), frame)
              }
              for reply in thread.replies {
                writer.element("p", [.style("small")]) { writer in
                  writer.day(reply.entry.recorded, frame)
                  writer.write(wording.comma)
                  links.write(reply.entry.index, to: &writer)
                }
                writer.said(reply.response.text, frame)
                write(reply.response.evidence, &writer)
              }
            }
          }
          for decision in thread.decisions {
            writer.element("h4") { writer in
              let dates = decision.signedBy.flatMap(\.dates)
              writer.element("bdi") {
                links.write(frame.title(decision), at: [decision.entry.recorded], dates: dates, to: &$0)
              }
            }
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
          writer.write("\(wording.comma)SHA-256 ")
          writer.element("code", item.sha256.hex)
          if let uri = frame.texts[item.words].words?.uri {
            writer.write(" ")
            writer.link(uri)
          }
          if let sentence = frame.standIn(for: item.words) {
            writer.write(wording.semicolon)
            writer.standIn(sentence)
          }
        }
      }
    }
  }

  /// Every entry as a sentence, superseded text struck through.
  func history(_ lines: [HistoryLine], of signatory: PartyID, named name: TextMap, _ writer: inout HTMLWriter) {
    writer.section("history", wording.history) { writer in
      writer.element("ol", [.style("events")]) { writer in
        for line in lines {
          writer.element("li", [.id("e\(line.entry.index)")]) { writer in
            writer.day(line.entry.recorded, frame)
            writer.write(" ")
            let counts = [line.keyAct?.comesIn].compactMap { $0 }
            writer.element("bdi") { links.write(sentence(line, signatory, name), at: counts, to: &$0) }
            for change in line.changes { write(change, &writer) }
            writer.write(" ")
            writer.element(
              "a", [.style("number"), .named("href", "#e\(line.entry.index)")], wording.reference(line.entry.index))
          }
          writer.newline()
        }
      }
    }
  }

  /// Who did what, and what is to be said of it.
  private func sentence(_ line: HistoryLine, _ signatory: PartyID, _ name: TextMap) -> String {
    let who =
      line.by.map { $0 == signatory ? frame.text(name) : frame.name(of: $0) }
      ?? wording.registrarDid(name: frame.proof.registrar)
    let remark = frame.remark(line, withChanges: false)
    let did = wording.labelled(who, wording.label(line.kind))
    return remark.isEmpty ? did : wording.twoClauses(first: did, second: remark)
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
        let indicator = frame.accord.document.commitment(change.commitment)?.allIndicators.first { $0.id == value.id }
        writer.write(wording.labelled(" \(indicator.map { frame.text($0.label) } ?? value.id.text)", ""))
        if let old { write(old.value, indicator, in: "del", &writer) }
        writer.write(" ")
        write(value.value, indicator, in: "ins", &writer)
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

  private func write(
    _ value: Claim.IndicatorValue.Value, _ indicator: Indicator?, in name: HTMLWriter.Literal,
    _ writer: inout HTMLWriter
  ) {
    if case .detached(let text) = value, let sentence = frame.standIn(for: text) { return writer.standIn(sentence) }
    writer.element(name, frame.value(value, indicator))
  }
}
