/// A Markdown table with columns of even width.
struct MarkdownTable {
  let head: [String]
  /// The columns that hold numbers, set to the right.
  let numbers: [Int]
  let rows: [[String]]

  var text: String {
    let widths = head.indices.map { column in ([head] + rows).map { $0[column].count }.max() ?? 0 }
    func line(_ cells: [String]) -> String {
      let padded = cells.enumerated().map { column, cell in
        let space = String(repeating: " ", count: widths[column] - cell.count)
        return numbers.contains(column) ? space + cell : cell + space
      }
      return "| \(padded.joined(separator: " | ")) |\n"
    }
    let rule = widths.enumerated().map { column, width in
      numbers.contains(column) ? String(repeating: "-", count: width - 1) + ":" : String(repeating: "-", count: width)
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
