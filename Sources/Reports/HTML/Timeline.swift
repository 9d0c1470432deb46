internal import Compliance
internal import Languages
internal import Pledges

/// The window of a period as a line: when reports open, are due and when grace ends, and what happened in it.
///
/// The events have numbers; what they are stands in a list under the picture, for eyes and ears alike.
struct Timeline {
  private(set) var events: [Event] = []
  private let start: Instant
  private let end: Instant
  private let opens: Instant
  private let due: Instant
  private let close: Instant

  /// An entry on the line.
  struct Event {
    var entry: EntryStamp
    var words: String
    var tone: Tone

    enum Tone: String { case filed, disputed, other }
  }

  private static let width = 760
  private static let margin = 20
  private static let axis = 62

  /// Nil for a register.
  init?(of report: SignatoryReport) {
    guard let period = report.period else { return nil }
    let wording = report.frame.wording
    opens = period.opens
    due = report.cells.compactMap(\.status.due).max() ?? period.due
    close = report.cells.compactMap(\.status.close).max() ?? period.due
    for line in report.history {
      let tone: Event.Tone? =
        switch line.kind.known {
        case .attestationSubmit, .attestationSupersede, .attestationWithdraw: .filed
        case .challengeOpen, .challengeRespond, .challengeResolve, .challengeWithdraw: .disputed
        case .reviewPublish, .reviewWithdraw, .evidenceCheck, .deadlineExtend: .other
        default: nil
        }
      guard let tone else { continue }
      events.append(Event(entry: line.entry, words: wording.label(line.kind), tone: tone))
    }
    start = min(opens, events.first?.entry.recorded ?? opens)
    end = max(close, events.last?.entry.recorded ?? close)
  }

  /// Where an instant lies, in pixels; whole numbers, the same on every machine.
  private func place(_ instant: Instant) -> Int {
    let span = max(1, end.seconds - start.seconds)
    // Years fit into 40 bits and the width into 10.
    return Timeline.margin + Int((instant.seconds - start.seconds) * Int64(Timeline.width - 2 * Timeline.margin) / span)
  }

  func write(to writer: inout HTMLWriter, _ frame: ReportFrame, _ links: EntryLinks) {
    let wording = frame.wording
    writer.element(
      "div",
      [
        .style("scroll line"), .named("role", "group"), .named("aria-label", wording.timeline),
        .named("tabindex", "0"),
      ]
    ) { picture(&$0, wording) }
    writer.element("dl", [.style("dates")]) { writer in
      writer.element("dt", wording.opens)
      writer.element("dd") { $0.day(opens, frame) }
      writer.element("dt", wording.due)
      writer.element("dd") { $0.end(due, frame) }
      guard close > due else { return }
      writer.element("dt", wording.close)
      writer.element("dd") { $0.end(close, frame) }
    }
    guard !events.isEmpty else { return }
    writer.element("ol", [.style("legend")]) { writer in
      for event in events {
        writer.element("li") { writer in
          writer.write("\(event.words), ")
          writer.day(event.entry.recorded, frame)
          writer.write(", ")
          links.write(event.entry.index, to: &writer)
        }
      }
    }
  }

  private func picture(_ writer: inout HTMLWriter, _ wording: Language) {
    writer.element(
      "svg",
      [
        .named("role", "img"), .named("viewBox", "0 0 \(Timeline.width) 100"), .named("width", "\(Timeline.width)"),
        .named("height", "100"), .named("aria-label", wording.timelineOf(events.count)),
      ]
    ) { writer in
      bar("span", from: opens, to: due, &writer)
      bar("grace", from: due, to: close, &writer)
      line("axis", Timeline.margin, Timeline.axis, Timeline.width - Timeline.margin, Timeline.axis, &writer)
      label(wording.opens, at: opens, row: 0, "start", &writer)
      // Whatever lies close together goes on two rows.
      label(wording.due, at: due, row: 0, "middle", &writer)
      if close > due { label(wording.close, at: close, row: place(close) - place(due) < 150 ? 1 : 0, "end", &writer) }
      var lanes: [Int] = []
      for (number, event) in events.enumerated() {
        let x = place(event.entry.recorded)
        // The first lane whose last mark is far enough to the left.
        let free = lanes.firstIndex { x - $0 >= 22 } ?? (lanes.count < 3 ? lanes.count : 0)
        if free < lanes.count { lanes[free] = x } else { lanes.append(x) }
        let y = Timeline.axis - 10 - 21 * free
        line("pin", x, y, x, Timeline.axis, &writer)
        writer.element(
          "circle",
          [.style("dot \(event.tone.rawValue)"), .named("cx", "\(x)"), .named("cy", "\(y)"), .named("r", "9")]
        ) { _ in }
        writer.element(
          "text", [.named("x", "\(x)"), .named("y", "\(y + 4)"), .named("text-anchor", "middle")], "\(number + 1)")
      }
    }
  }

  private func label(
    _ words: String, at instant: Instant, row: Int, _ anchor: String, _ writer: inout HTMLWriter
  ) {
    let x = place(instant)
    line("tick", x, Timeline.axis, x, Timeline.axis + 8, &writer)
    writer.element(
      "text",
      [.named("x", "\(x)"), .named("y", "\(Timeline.axis + 20 + 15 * row)"), .named("text-anchor", anchor)], words)
  }

  private func bar(_ style: String, from: Instant, to: Instant, _ writer: inout HTMLWriter) {
    guard to > from else { return }
    writer.element(
      "rect",
      [
        .style(style), .named("x", "\(place(from))"), .named("y", "\(Timeline.axis - 5)"), .named("height", "10"),
        .named("width", "\(max(1, place(to) - place(from)))"),
      ]
    ) { _ in }
  }

  private func line(_ style: String, _ x1: Int, _ y1: Int, _ x2: Int, _ y2: Int, _ writer: inout HTMLWriter) {
    writer.element(
      "line",
      [
        .style(style), .named("x1", "\(x1)"), .named("y1", "\(y1)"), .named("x2", "\(x2)"), .named("y2", "\(y2)"),
      ]
    ) { _ in }
  }
}
