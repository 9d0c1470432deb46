internal import Compliance
internal import Pledges

/// Parts of a whole as a bar; the numbers stand beside it in words.
struct ShareBar {
  private var parts: [(style: String, count: Int)] = []

  private static let width = 220

  /// The claims that stand, and the cells without one.
  init(claims column: CommitmentColumn) {
    for (claim, count) in column.claims {
      switch claim.text {
      case "met": parts.append(("met", count))
      case "partially-met": parts.append(("part", count))
      default: parts.append(("other", count))
      }
    }
    if column.noClaims > 0 { parts.append(("wait", column.noClaims)) }
    if column.withoutClaim > 0 { parts.append(("blank", column.withoutClaim)) }
  }

  /// How closely somebody looked.
  init(assurance column: CommitmentColumn) {
    let styles = ["blank", "wait", "part", "met"]
    for (level, count) in column.assurance {
      parts.append((level == .noAssurance ? "blank" : styles[min(parts.count + 1, 3)], count))
    }
  }

  func write(to writer: inout HTMLWriter) {
    let whole = parts.reduce(0) { $0 + $1.count }
    guard whole > 0 else { return }
    writer.element(
      "svg",
      [
        .named("aria-hidden", "true"), .style("bar"), .named("width", "\(ShareBar.width)"), .named("height", "14"),
        .named("viewBox", "0 0 \(ShareBar.width) 14"),
      ]
    ) { writer in
      var done = 0
      for part in parts {
        // Whole pixels from running sums, so that the parts fill the bar exactly.
        let from = done * (ShareBar.width - 2) / whole
        done += part.count
        let to = done * (ShareBar.width - 2) / whole
        writer.element(
          "rect",
          [
            .style("b-\(part.style)"), .named("x", "\(from + 1)"), .named("y", "1"), .named("width", "\(to - from)"),
            .named("height", "12"),
          ]
        ) { _ in }
      }
    }
  }
}
