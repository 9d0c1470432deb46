internal import ForeignText

/// A page for a terminal: headings, paragraphs, fields and tables, every text made visible.
///
/// No line is wider than the page but one that holds a single word, such as a digest, or a command: they are kept whole so
/// that they can be copied. Nothing is cut.
public struct TextPage {
  /// The width for everything that is no terminal, so that a pipe, a file and another machine get the same bytes.
  public static let standardWidth = 80
  /// The widths that can be asked for.
  public static let widths = 20...1000
  /// Longer lines of prose are hard to read; tables may be wider.
  private static let prose = 100
  /// A value with less room than this stands under its label.
  private static let leastRoom = 24

  let width: Int
  private let isColored: Bool
  private(set) var text = ""

  init(width: Int = standardWidth, isColored: Bool = false) {
    self.isColored = isColored
    self.width = min(max(width, TextPage.widths.lowerBound), TextPage.widths.upperBound)
  }

  /// Whether it is too narrow for one text beside another.
  private var isNarrow: Bool { width < 60 }

  mutating func heading(_ title: String) {
    if !text.isEmpty { line() }
    paragraph(title, tone: .heading)
  }

  mutating func line() { text += "\n" }

  /// Words broken at spaces, and nowhere else: a name that holds line ends would write lines of the report.
  ///
  /// - Parameter hanging: how much further the lines behind the first are set in.
  mutating func paragraph(_ words: String, indent: Int = 0, hanging: Int = 0, tone: TextTone? = nil) {
    let lines = TextPage.wrapped(words.visible(), width: measure(indent + hanging))
    for (place, line) in lines.enumerated() {
      write(tinted(line, tone), indent: place == 0 ? indent : indent + hanging)
    }
  }

  /// A label and what it says, aligned with the others of the block; one under the other where that is too wide.
  ///
  /// - Parameter tones: the tints of words of the value, which may have a comma behind them.
  mutating func field(
    _ label: String, _ value: String, column: Int = 20, indent: Int = 2, tone: TextTone? = nil,
    tones: [String: TextTone] = [:]
  ) {
    let (label, value) = (label.visible(), value.visible())
    let room = measure(column)
    guard room >= TextPage.leastRoom, label.displayWidth < column - indent, TextColumns.longestWord(value) <= room
    else {
      for line in TextPage.wrapped(label, width: measure(indent)) { write(line, indent: indent) }
      for line in TextPage.wrapped(value, width: measure(indent + 2)) {
        write(tinted(line, tones), indent: indent + 2)
      }
      return
    }
    let lines = TextPage.wrapped(value, width: room)
    let head = tinted(label, tone) + String(repeating: " ", count: max(0, column - indent - label.displayWidth))
    write(head + tinted(lines.first ?? "", tones), indent: indent)
    for line in lines.dropFirst() { write(tinted(line, tones), indent: column) }
  }

  /// A command on a line of its own.
  mutating func command(_ label: String, _ command: String) {
    paragraph(label, indent: 2)
    write(command.visible(), indent: 4)
  }

  /// Rows under a head in columns, or each row as a block of its own where columns would be too narrow for their words.
  ///
  /// - Parameter tones: the tint of each row's cell in the column that has one, which is `tinting`.
  mutating func table(_ head: [String], _ rows: [[String]], tinting: Int = 1, tones: [TextTone] = []) {
    let grid = ([head] + rows).map { $0.map { $0.visible() } }
    func tone(_ row: Int, _ column: Int) -> TextTone? {
      column == tinting && row > 0 && row <= tones.count ? tones[row - 1] : nil
    }
    if let columns = TextColumns(grid, within: width - 2, wrapping: !isNarrow) { return write(grid, columns, tone) }
    let labels = (grid.first ?? []).map(\.displayWidth).max() ?? 0
    for row in grid.dropFirst() {
      for (place, (label, cell)) in zip(head, row).enumerated() where !cell.isEmpty {
        if place == 0 || label.isEmpty {
          paragraph(cell, indent: place == 0 ? 2 : 4, hanging: 2)
        } else {
          field(label, cell, column: labels + 6, indent: 4)
        }
      }
    }
  }

  /// Groups of names with their codes under one head; where columns do not fit, each code has its head before it.
  ///
  /// - Parameter tones: the tint of each code, for the rows as they stand.
  mutating func matrix(
    _ head: [String], _ groups: [(title: String, rows: [[String]], tones: [[TextTone]])]
  ) {
    let head = head.map { $0.visible() }
    let groups = groups.map { (title: $0.title, rows: $0.rows.map { $0.map { $0.visible() } }, tones: $0.tones) }
    let columns = TextColumns([head] + groups.flatMap(\.rows), within: width - 2, wrapping: true)
    if let columns { write([head], columns) }
    for (title, rows, tones) in groups {
      paragraph(title, indent: 2)
      // The first cell of a row is its name.
      func tone(_ row: Int, _ column: Int) -> TextTone? {
        row < tones.count && column > 0 && column <= tones[row].count ? tones[row][column - 1] : nil
      }
      if let columns {
        write(rows, columns, tone)
      } else {
        for (place, row) in rows.enumerated() { strip(head, row) { tone(place, $0) } }
      }
    }
  }

  private mutating func strip(_ head: [String], _ row: [String], _ tone: (Int) -> TextTone?) {
    paragraph(row.first ?? "", indent: 4, hanging: 2)
    let pairs = zip(head, row).dropFirst().map { "\($0) \($1)" }
    let widest = (pairs.map(\.displayWidth).max() ?? 0) + 3
    let perLine = max(1, (measure(6) + 3) / widest)
    for start in stride(from: 0, to: pairs.count, by: perLine) {
      let line = (start..<min(start + perLine, pairs.count)).map {
        TextPage.padded(pairs[$0], to: widest, tinted(pairs[$0], tone($0 + 1)))
      }
      write(line.joined(), indent: 6)
    }
  }

  private mutating func write(
    _ grid: [[String]], _ columns: TextColumns, _ tone: (_ row: Int, _ column: Int) -> TextTone? = { _, _ in nil }
  ) {
    for (number, row) in grid.enumerated() {
      let cells = zip(row, columns.widths).map { TextPage.wrapped($0, width: $1) }
      for place in 0..<(cells.map(\.count).max() ?? 0) {
        var line = ""
        for (column, (cell, width)) in zip(cells, columns.widths).enumerated() {
          let words = place < cell.count ? cell[place] : ""
          line += TextPage.padded(words, to: width + TextColumns.gap, tinted(words, tone(number, column)))
        }
        write(line, indent: 2)
      }
    }
  }

  private mutating func write(_ line: String, indent: Int) {
    var line = String(repeating: " ", count: indent) + line
    while line.last == " " { line.removeLast() }
    text += line + "\n"
  }

  private func measure(_ indent: Int) -> Int { max(1, min(width, TextPage.prose) - indent) }

  /// A text with blanks to a width, or in its place what it is in its tint, which has no width of its own.
  private static func padded(_ text: String, to width: Int, _ shown: String) -> String {
    shown + String(repeating: " ", count: max(0, width - text.displayWidth))
  }

  private func tinted(_ text: String, _ tone: TextTone?) -> String {
    guard isColored, let tone else { return text }
    return tone.tinted(text)
  }

  private func tinted(_ line: String, _ tones: [String: TextTone]) -> String {
    guard isColored, !tones.isEmpty else { return line }
    return line.split(separator: " ", omittingEmptySubsequences: false).map { word in
      let bare = word.last == "," ? word.dropLast() : word
      return tones[String(bare)].map { $0.tinted(String(bare)) + word.dropFirst(bare.count) } ?? String(word)
    }.joined(separator: " ")
  }

  /// A word longer than a line keeps a line to itself, whole.
  static func wrapped(_ text: String, width: Int) -> [String] {
    var lines: [String] = []
    var line = ""
    var used = 0
    for word in text.split(separator: " ") {
      let count = word.displayWidth
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
