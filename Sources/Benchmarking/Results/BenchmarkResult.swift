public import CanonicalJSON

/// All figures of one run, as a document for programs and a table for people.
public struct BenchmarkResult: Sendable {
  public let figures: [Figure]
  public let cores: Int
  public let ledgerSize: Int
  public let rounds: Int
  /// Bytes.
  public let peakMemory: Int

  /// The share of its limit that a figure reaches; nil where it has none.
  public func share(_ figure: Figure) -> Double? {
    guard let limit = figures.first(where: { $0.id == figure.limit }), limit.median > 0 else { return nil }
    return figure.median / limit.median
  }

  public var json: JSONValue {
    [
      "cores": .integer(Int64(cores)), "ledgerSize": .integer(Int64(ledgerSize)), "rounds": .integer(Int64(rounds)),
      "peakMemory": .integer(Int64(peakMemory)),
      "figures": .array(
        figures.map { figure in
          [
            "id": .string(figure.id), "title": .string(figure.title), "unit": .string(figure.unit),
            "median": .double(figure.median), "least": .double(figure.least), "most": .double(figure.most),
            "samples": .array(figure.samples.map { .double($0) }), "limit": figure.limit.map { .string($0) } ?? .null,
            "share": share(figure).map { .double($0) } ?? .null,
          ]
        }),
    ]
  }

  /// A Markdown table that also reads well as it stands.
  public var markdown: String {
    let head = ["figure", "median", "least – most", "unit", "of its limit"]
    let rows = figures.map { figure in
      [
        figure.title, FigureText.number(figure.median),
        "\(FigureText.number(figure.least)) – \(FigureText.number(figure.most))", figure.unit,
        share(figure).map { FigureText.decimal($0, places: 2) } ?? "",
      ]
    }
    let widths = head.indices.map { column in ([head] + rows).map { $0[column].count }.max() ?? 0 }
    func line(_ cells: [String]) -> String {
      let padded = cells.enumerated().map { column, cell in
        let space = String(repeating: " ", count: widths[column] - cell.count)
        return column == 0 || column == 3 ? cell + space : space + cell
      }
      return "| \(padded.joined(separator: " | ")) |\n"
    }
    let rule = widths.enumerated().map { column, width in
      column == 0 || column == 3 ? String(repeating: "-", count: width) : String(repeating: "-", count: width - 1) + ":"
    }
    return line(head) + line(rule) + rows.map(line).joined()
  }
}

/// Numbers as a table shows them.
enum FigureText {
  /// Three significant places or more; thousands apart.
  static func number(_ value: Double) -> String {
    value >= 100 ? grouped(Int(value.rounded())) : decimal(value, places: value >= 10 ? 1 : 2)
  }

  static func decimal(_ value: Double, places: Int) -> String {
    let scale = (0..<places).reduce(1) { product, _ in product * 10 }
    let scaled = Int((value * Double(scale)).rounded())
    let fraction = String(scaled % scale)
    return "\(scaled / scale).\(String(repeating: "0", count: places - fraction.count))\(fraction)"
  }

  static func grouped(_ value: Int) -> String {
    var digits = Substring(String(value))
    var groups: [Substring] = []
    while digits.count > 3 {
      groups.append(digits.suffix(3))
      digits = digits.dropLast(3)
    }
    return ([digits] + groups.reversed()).joined(separator: ",")
  }
}
