internal import Glibc

/// Lines over a logarithmic number of entries, as SVG without script, font or colour scheme of others.
struct CostPlot {
  let title: String
  let unit: String
  /// What it was measured on, fact by fact.
  let notes: [String]
  let series: [Series]

  struct Series {
    let title: String
    let points: [(entries: Double, cost: Double)]
  }

  private static let width = 720.0
  private static let height = 430.0
  private static let frame = (left: 64.0, right: 696.0, top: 56.0, bottom: 316.0)
  /// Told apart by dashes as well as by colour.
  private static let strokes = [("#1b5e9e", "none"), ("#b3541e", "7 4"), ("#3d7a37", "2 3")]

  var svg: String {
    var lines = [
      #"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \#(text(Self.width)) \#(text(Self.height))" role="img" "#
        + #"font-family="sans-serif" font-size="13">"#,
      "<title>\(escaped(title))</title>",
      #"<rect width="100%" height="100%" fill="white"/>"#,
      label(title, x: Self.frame.left, y: 24, size: 16),
      label(unit, x: Self.frame.left, y: 44),
    ]
    lines += grid()
    for (number, series) in series.enumerated() { lines += line(series, number) }
    for (number, line) in noteLines.enumerated() {
      lines.append(label(line, x: 12, y: 396 + Double(number) * 12, size: 9))
    }
    lines.append("</svg>")
    return lines.joined(separator: "\n") + "\n"
  }

  /// The notes in lines that fit the width.
  private var noteLines: [String] {
    var lines: [String] = []
    for note in notes {
      if let last = lines.last, last.count + note.count < 120 {
        lines[lines.count - 1] = "\(last) · \(note)"
      } else {
        lines.append(note)
      }
    }
    return lines
  }

  private var entries: [Double] { Set(series.flatMap { $0.points.map(\.entries) }).sorted() }

  /// The upper end of the axis: the largest cost, rounded up to a step that people count in.
  private var top: (value: Double, step: Double) {
    let most = series.flatMap { $0.points.map(\.cost) }.max() ?? 1
    var step = 1.0
    for factor in [2, 2.5, 2].repeated(8) where step * 6 < most { step *= factor }
    return ((most / step).rounded(.up) * step, step)
  }

  private func x(_ entries: Double) -> Double {
    let (least, most) = (self.entries.first ?? 1, self.entries.last ?? 1)
    guard most > least else { return (Self.frame.left + Self.frame.right) / 2 }
    return Self.frame.left + 24 + (log(entries) - log(least)) / (log(most) - log(least))
      * (Self.frame.right - Self.frame.left - 48)
  }

  private func y(_ cost: Double) -> Double {
    Self.frame.bottom - cost / max(top.value, 1e-9) * (Self.frame.bottom - Self.frame.top)
  }

  private func grid() -> [String] {
    var lines: [String] = []
    for cost in stride(from: 0, through: top.value, by: top.step) {
      lines.append(
        #"<line x1="\#(text(Self.frame.left))" x2="\#(text(Self.frame.right))" y1="\#(text(y(cost)))" "#
          + #"y2="\#(text(y(cost)))" stroke="lightgray"/>"#)
      lines.append(label(FigureText.grouped(Int(cost)), x: Self.frame.left - 8, y: y(cost) + 4, anchor: "end"))
    }
    for count in entries {
      lines.append(
        label(FigureText.grouped(Int(count)), x: x(count), y: Self.frame.bottom + 20, anchor: "middle"))
    }
    let middle = (Self.frame.left + Self.frame.right) / 2
    lines.append(label("entries, on a logarithmic scale", x: middle, y: Self.frame.bottom + 42, anchor: "middle"))
    return lines
  }

  private func line(_ series: Series, _ number: Int) -> [String] {
    let (colour, dash) = Self.strokes[number % Self.strokes.count]
    let path = series.points.map { "\(text(x($0.entries))),\(text(y($0.cost)))" }.joined(separator: " ")
    var lines = [
      #"<polyline points="\#(path)" fill="none" stroke="\#(colour)" stroke-width="2" stroke-dasharray="\#(dash)"/>"#
    ]
    for point in series.points {
      lines.append(#"<circle cx="\#(text(x(point.entries)))" cy="\#(text(y(point.cost)))" r="3" fill="\#(colour)"/>"#)
      lines.append(
        label(FigureText.number(point.cost), x: x(point.entries), y: y(point.cost) - 8, anchor: "middle", size: 11))
    }
    let place = Self.frame.left + Double(number) * 216
    lines.append(
      #"<line x1="\#(text(place))" x2="\#(text(place + 32))" y1="372" y2="372" stroke="\#(colour)" "#
        + #"stroke-width="2" stroke-dasharray="\#(dash)"/>"#)
    lines.append(label(series.title, x: place + 40, y: 376))
    return lines
  }

  private func label(
    _ words: String, x: Double, y: Double, anchor: String = "start", size: Int = 13
  ) -> String {
    #"<text x="\#(text(x))" y="\#(text(y))" text-anchor="\#(anchor)" font-size="\#(size)" fill="black">"#
      + "\(escaped(words))</text>"
  }

  private func text(_ value: Double) -> String { FigureText.decimal(value, places: 1) }

  private func escaped(_ words: String) -> String {
    words.map { character in
      switch character {
      case "&": "&amp;"
      case "<": "&lt;"
      case ">": "&gt;"
      default: String(character)
      }
    }.joined()
  }
}

extension Array {
  fileprivate func repeated(_ count: Int) -> [Element] { (0..<count).flatMap { _ in self } }
}
