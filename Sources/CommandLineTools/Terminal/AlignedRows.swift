internal import ForeignText

/// Rows in columns as wide as their widest cell on a terminal (UAX #11), from the first row to the last; no line ends in
/// blanks.
///
/// - Parameters:
///   - rows: text of others among them must have passed through `sanitised`.
///   - numbers: the columns that are set to the right.
///   - indent: blanks before each row.
public func alignedRows(_ rows: [[String]], numbers: Set<Int> = [], indent: Int = 0) -> [String] {
  var widths: [Int] = []
  for row in rows {
    for (place, cell) in row.enumerated() {
      if place == widths.count { widths.append(0) }
      widths[place] = max(widths[place], cell.displayWidth)
    }
  }
  return rows.map { row in
    var line = String(repeating: " ", count: indent)
    for (place, cell) in row.enumerated() {
      let blanks = String(repeating: " ", count: widths[place] - cell.displayWidth)
      line += (place > 0 ? "  " : "") + (numbers.contains(place) ? blanks + cell : cell + blanks)
    }
    while line.last == " " { line.removeLast() }
    return line
  }
}
