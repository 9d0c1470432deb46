/// A page for a terminal: headings, tables and paragraphs of at most a hundred columns, every text made visible.
struct TextPage {
  private static let width = 100
  /// No column but the last of a table is wider.
  private static let column = 56
  private(set) var text = ""

  mutating func heading(_ title: String) {
    if !text.isEmpty { text += "\n" }
    text += title.visible() + "\n"
  }

  mutating func line(_ words: String = "") {
    text += words + "\n"
  }

  /// Words broken at spaces, and nowhere else: a name that holds line ends would write lines of the report.
  mutating func paragraph(_ words: String, indent: Int = 0) {
    for line in TextPage.wrapped(words.visible(), width: TextPage.width - indent) {
      text += String(repeating: " ", count: indent) + line + "\n"
    }
  }

  /// A label and what it says, aligned with the others of the block.
  mutating func field(_ label: String, _ value: String, column: Int = 20, indent: Int = 2) {
    let lead = String(repeating: " ", count: indent) + TextPage.padded(label.visible(), to: column - indent)
    let lines = TextPage.wrapped(value.visible(), width: TextPage.width - column)
    text += lead + (lines.first ?? "") + "\n"
    for line in lines.dropFirst() { text += String(repeating: " ", count: column) + line + "\n" }
  }

  /// Rows under a head, each column as wide as its widest text.
  mutating func table(_ head: [String], _ rows: [[String]]) {
    let rows = rows.map { $0.map { $0.visible() } }
    var widths = head.map(\.count)
    for row in rows {
      for (column, cell) in row.enumerated() { widths[column] = max(widths[column], min(cell.count, TextPage.column)) }
    }
    for row in [head] + rows {
      var line = "  "
      for (column, cell) in row.enumerated() {
        let cell =
          cell.count > TextPage.column && column < row.count - 1 ? String(cell.prefix(TextPage.column - 1)) + "…" : cell
        line += column == row.count - 1 ? cell : TextPage.padded(cell, to: widths[column] + 2)
      }
      while line.last == " " { line.removeLast() }
      text += line + "\n"
    }
  }

  static func padded(_ text: String, to width: Int) -> String {
    let count = text.count
    return count < width ? text + String(repeating: " ", count: width - count) : text + " "
  }

  /// A word longer than a line keeps a line to itself, whole, so that addresses and digests can be copied.
  static func wrapped(_ text: String, width: Int) -> [String] {
    var lines: [String] = []
    var line = ""
    var used = 0
    for word in text.split(separator: " ") {
      let count = word.count
      if used > 0, used + 1 + count > width {
        lines.append(line)
        (line, used) = ("", 0)
      }
      line += used > 0 ? " " + word : String(word)
      used += used > 0 ? 1 + count : count
    }
    if used > 0 { lines.append(line) }
    return lines
  }
}
