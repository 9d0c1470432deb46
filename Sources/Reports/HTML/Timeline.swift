internal import Compliance
internal import Languages
internal import Pledges

/// The window of a period as a line: when reports open, are due and when grace ends, and what was filed when.
///
/// The picture carries numbers; what they mean stands in a list under it, for eyes and ears alike.
struct Timeline {
  private(set) var marks: [Mark] = []
  private let start: Instant
  private let end: Instant
  private let opens: Instant
  private let due: Instant
  private let close: Instant

  struct Mark {
    var instant: Instant
    var words: String
    var isFiling: Bool
  }

  private static let width = 760
  private static let margin = 20

  /// Nil for a register.
  init?(of report: SignatoryReport) {
    guard let period = report.period else { return nil }
    let wording = report.frame.wording
    let dues = report.cells.compactMap(\.status.due)
    let closes = report.cells.compactMap(\.status.close)
    opens = period.opens
    due = dues.max() ?? period.due
    close = closes.max() ?? period.due
    var marks = [
      Mark(instant: period.opens, words: wording.opens, isFiling: false),
      Mark(instant: period.due, words: wording.due, isFiling: false),
    ]
    for later in Set(dues).sorted() where later != period.due {
      marks.append(Mark(instant: later, words: wording.extendedDue, isFiling: false))
    }
    if close != due { marks.append(Mark(instant: close, words: wording.close, isFiling: false)) }
    for line in report.history where line.period == period.id {
      switch line.kind.known {
      case .attestationSubmit, .attestationSupersede, .attestationWithdraw:
        marks.append(
          Mark(
            instant: line.entry.recorded, words: "\(wording.label(line.kind)), \(wording.reference(line.entry.index))",
            isFiling: true))
      default: continue
      }
    }
    if report.frame.asOf >= period.opens {
      marks.append(Mark(instant: report.frame.asOf, words: wording.asOf, isFiling: false))
    }
    self.marks = marks.enumerated().sorted { ($0.element.instant, $0.offset) < ($1.element.instant, $1.offset) }
      .map(\.element)
    start = min(period.opens, self.marks.first?.instant ?? period.opens)
    end = max(close, self.marks.last?.instant ?? close)
  }

  /// Where an instant lies, in pixels; whole numbers, the same on every machine.
  private func place(_ instant: Instant) -> Int {
    let span = max(1, end.seconds - start.seconds)
    // Years fit into 40 bits and the width into 10.
    return Timeline.margin + Int((instant.seconds - start.seconds) * Int64(Timeline.width - 2 * Timeline.margin) / span)
  }

  func write(to writer: inout HTMLWriter, _ wording: Language) {
    writer.element(
      "div",
      [
        .style("scroll line"), .named("role", "group"), .named("aria-label", wording.timeline),
        .named("tabindex", "0"),
      ]
    ) { picture(&$0, wording) }
    writer.element("ol", [.style("legend")]) { writer in
      for mark in marks {
        writer.element("li") { writer in
          writer.write("\(mark.words), ")
          writer.time(
            mark.instant, mark.instant.calendarTime.isEndOfDay ? wording.until(mark.instant) : wording.day(mark.instant)
          )
        }
      }
    }
  }

  private func picture(_ writer: inout HTMLWriter, _ wording: Language) {
    writer.element(
      "svg",
      [
        .named("role", "img"), .named("viewBox", "0 0 \(Timeline.width) 110"), .named("width", "\(Timeline.width)"),
        .named("height", "110"), .named("aria-label", wording.timelineOf(marks.count)),
      ]
    ) { writer in
      bar("span", from: opens, to: due, &writer)
      bar("grace", from: due, to: close, &writer)
      line("axis", Timeline.margin, 80, Timeline.width - Timeline.margin, 80, &writer)
      var lanes: [Int] = []
      for (number, mark) in marks.enumerated() {
        let x = place(mark.instant)
        // The first lane whose last mark is far enough to the left.
        let free = lanes.firstIndex { x - $0 >= 24 } ?? (lanes.count < 3 ? lanes.count : 0)
        if free < lanes.count { lanes[free] = x } else { lanes.append(x) }
        let y = 58 - 22 * free
        line("pin", x, y, x, 80, &writer)
        writer.element(
          "circle",
          [
            .style(mark.isFiling ? "dot filed" : "dot"), .named("cx", "\(x)"), .named("cy", "\(y)"), .named("r", "9"),
          ]
        ) { _ in }
        writer.element(
          "text", [.named("x", "\(x)"), .named("y", "\(y + 4)"), .named("text-anchor", "middle")], "\(number + 1)")
      }
    }
  }

  private func bar(_ style: String, from: Instant, to: Instant, _ writer: inout HTMLWriter) {
    guard to > from else { return }
    writer.element(
      "rect",
      [
        .style(style), .named("x", "\(place(from))"), .named("y", "74"), .named("height", "12"),
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
