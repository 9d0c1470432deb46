internal import Pledges

/// How a number went over the periods, as a small line; the numbers themselves stand beside it.
struct IndicatorCourse {
  private let points: [(x: Int, y: Int)]

  private static let width = 120
  private static let height = 32

  /// Nil with fewer than two numbers.
  init?(_ line: IndicatorLine) {
    let values = (line.earlier.map(\.value.value) + [line.value.value]).compactMap { value -> Double? in
      switch value {
      case .integer(let number): Double(number)
      case .text(let text): ExactDecimal(text) == nil ? nil : Double(text)
      case .detached: nil
      }
    }
    guard values.count == line.earlier.count + 1, values.count > 1, let low = values.min(), let high = values.max()
    else { return nil }
    let span = high - low
    points = values.enumerated().map { position, value in
      let x = 4 + position * (IndicatorCourse.width - 8) / (values.count - 1)
      let share = span > 0 ? (value - low) / span : 0.5
      return (x, IndicatorCourse.height - 4 - Int((share * Double(IndicatorCourse.height - 8)).rounded()))
    }
  }

  func write(to writer: inout HTMLWriter, label: String) {
    writer.element(
      "svg",
      [
        .named("role", "img"), .named("aria-label", label), .named("width", "\(IndicatorCourse.width)"),
        .named("height", "\(IndicatorCourse.height)"),
        .named("viewBox", "0 0 \(IndicatorCourse.width) \(IndicatorCourse.height)"),
      ]
    ) { writer in
      writer.element(
        "polyline",
        [.style("course"), .named("points", points.map { "\($0.x),\($0.y)" }.joined(separator: " "))]
      ) { _ in }
      for point in points {
        writer.element(
          "circle", [.style("point"), .named("cx", "\(point.x)"), .named("cy", "\(point.y)"), .named("r", "3")]
        ) { _ in }
      }
    }
  }
}
