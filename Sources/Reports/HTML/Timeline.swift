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

  /// A page from right to left has the earliest at its right.
  private let isMirrored: Bool

  /// How wide it is drawn. There are two of it, and the style sheet shows the one that the window has room for: scaled
  /// down to a phone, the words of the wide one could not be read.
  private struct Size {
    let style: String
    let width: Int
    /// How many rows of marks may stand above the line.
    let lanes: Int
    /// Whether each label has a row of its own.
    let isNarrow: Bool

    static let wide = Size(style: "wide", width: 760, lanes: 3, isNarrow: false)
    static let narrow = Size(style: "narrow", width: 290, lanes: 5, isNarrow: true)

    static let margin = 14
  }

  /// Nil for a register.
  init?(of report: SignatoryReport) {
    guard let period = report.period else { return nil }
    let wording = report.frame.wording
    isMirrored = wording.isRightToLeft
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
      var words = wording.label(line.kind)
      if let state = line.state, state == .void {
        words = wording.entryOfState(entry: words, state: wording.label(state))
      }
      events.append(Event(entry: line.entry, words: words, tone: tone))
    }
    start = min(opens, events.first?.entry.recorded ?? opens)
    end = max(close, events.last?.entry.recorded ?? close)
  }

  /// Where an instant lies, in pixels; whole numbers, the same on every machine.
  private func place(_ instant: Instant, _ size: Size) -> Int {
    let span = max(1, end.seconds - start.seconds)
    // Years fit into 40 bits and the width into 10.
    let x = Size.margin + Int((instant.seconds - start.seconds) * Int64(size.width - 2 * Size.margin) / span)
    return isMirrored ? size.width - x : x
  }

  func write(to writer: inout HTMLWriter, _ frame: ReportFrame, _ links: EntryLinks) {
    let wording = frame.wording
    writer.element("div", [.style("line")]) { writer in
      for size in [Size.wide, .narrow] { picture(size, &writer, wording) }
    }
    writer.element("dl", [.style("dates")]) { writer in
      writer.pair(wording.opens) { $0.day(opens, frame) }
      writer.pair(wording.due) { $0.end(due, frame) }
      guard close > due else { return }
      writer.pair(wording.close) { $0.end(close, frame) }
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

  private func picture(_ size: Size, _ writer: inout HTMLWriter, _ wording: Language) {
    let marks = marks(size)
    let axis = 20 + 21 * (marks.map(\.lane).max() ?? 0)
    writer.element(
      "svg",
      [
        .style(size.style), .named("role", "img"),
        .named("viewBox", "0 0 \(size.width) \(axis + (size.isNarrow ? 56 : 38))"),
        .named("width", "\(size.width)"), .named("height", "\(axis + (size.isNarrow ? 56 : 38))"),
        .named("aria-label", wording.timelineOf(events.count)),
      ]
    ) { writer in
      bar("span", from: opens, to: due, size, axis, &writer)
      bar("grace", from: due, to: close, size, axis, &writer)
      line("axis", Size.margin, axis, size.width - Size.margin, axis, &writer)
      // Whatever lies close together goes on rows of its own.
      label(wording.opens, at: opens, row: 0, size, axis, &writer)
      label(wording.due, at: due, row: size.isNarrow ? 1 : 0, size, axis, &writer)
      if close > due {
        let isClose = abs(place(close, size) - place(due, size)) < 150
        label(wording.close, at: close, row: size.isNarrow ? 2 : isClose ? 1 : 0, size, axis, &writer)
      }
      for (number, mark) in marks.enumerated() { write(mark, number + 1, axis, &writer) }
    }
  }

  /// Where the numbered events lie: each in the first lane whose last mark is far enough away.
  private func marks(_ size: Size) -> [(x: Int, lane: Int, tone: Event.Tone)] {
    var lanes: [Int] = []
    return events.map { event in
      let x = place(event.entry.recorded, size)
      let free = lanes.firstIndex { abs(x - $0) >= 22 } ?? (lanes.count < size.lanes ? lanes.count : 0)
      if free < lanes.count { lanes[free] = x } else { lanes.append(x) }
      return (x, free, event.tone)
    }
  }

  private func write(
    _ mark: (x: Int, lane: Int, tone: Event.Tone), _ number: Int, _ axis: Int, _ writer: inout HTMLWriter
  ) {
    let (x, y) = (mark.x, axis - 10 - 21 * mark.lane)
    line("pin", x, y, x, axis, &writer)
    writer.element(
      "circle",
      [.style("dot \(mark.tone.rawValue)"), .named("cx", "\(x)"), .named("cy", "\(y)"), .named("r", "9")]
    ) { _ in }
    writer.element(
      "text", [.named("x", "\(x)"), .named("y", "\(y + 4)"), .named("text-anchor", "middle")], "\(number)")
  }

  /// Words under the line, inside the picture wherever they belong to.
  private func label(
    _ words: String, at instant: Instant, row: Int, _ size: Size, _ axis: Int, _ writer: inout HTMLWriter
  ) {
    let x = place(instant, size)
    let anchor = x < size.width / 4 ? "start" : x > size.width - size.width / 4 ? "end" : "middle"
    line("tick", x, axis, x, axis + 8, &writer)
    writer.element(
      "text",
      [.named("x", "\(x)"), .named("y", "\(axis + 20 + 15 * row)"), .named("text-anchor", anchor)], words)
  }

  private func bar(
    _ style: String, from: Instant, to: Instant, _ size: Size, _ axis: Int, _ writer: inout HTMLWriter
  ) {
    guard to > from else { return }
    let ends = [place(from, size), place(to, size)].sorted()
    writer.element(
      "rect",
      [
        .style(style), .named("x", "\(ends[0])"), .named("y", "\(axis - 5)"), .named("height", "10"),
        .named("width", "\(max(1, ends[1] - ends[0]))"),
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
