/// Words set into lines of at most a given width; pages for people, in characters of one cell each.
struct TextLayout {
  static let width = 80

  /// `text` in lines of at most `width`, broken at spaces; a word longer than that keeps a line to itself.
  static func wrapped(_ text: String, width: Int) -> [String] {
    var lines: [String] = []
    var line = ""
    for word in text.split(separator: " ") {
      if line.isEmpty {
        line = String(word)
      } else if line.count + 1 + word.count <= width {
        line += " " + word
      } else {
        lines.append(line)
        line = String(word)
      }
    }
    if !line.isEmpty || lines.isEmpty { lines.append(line) }
    return lines
  }

  /// A word followed by more, whose later lines hang under the first; the width leaves out the head's colour.
  static func hanging(_ head: String, _ text: String, headWidth: Int, width: Int = TextLayout.width) -> [String] {
    let indent = headWidth + 1
    return wrapped(text, width: width - indent).enumerated().map { number, line in
      number == 0 ? "\(head) \(line)" : spaces(indent) + line
    }
  }

  /// Names on the left, what they mean on the right, aligned at the widest name that leaves room.
  static func table(_ rows: [(name: String, meaning: String)], column: Int, width: Int = TextLayout.width) -> [String] {
    var lines: [String] = []
    // A narrow window has no room for two columns.
    let column = width < TextLayout.width ? min(column, max(6, width / 3)) : column
    for (name, meaning) in rows {
      var texts = wrapped(meaning, width: width - column)[...]
      if name.count + 4 <= column, let first = texts.popFirst() {
        lines.append("  " + name + spaces(column - name.count - 2) + first)
      } else {
        lines.append("  " + name)
      }
      lines += texts.map { spaces(column) + $0 }
    }
    return lines.map(trimmed)
  }

  /// Where the right column of tables with these names begins; names too long for it get a line of their own.
  static func column(for names: [String], limit: Int = 30) -> Int {
    (names.map { $0.count + 4 }.filter { $0 <= limit }.max() ?? 20)
  }

  static func spaces(_ count: Int) -> String {
    String(repeating: " ", count: max(0, count))
  }

  private static func trimmed(_ line: String) -> String {
    var line = line
    while line.last == " " { line.removeLast() }
    return line
  }
}
