/// Writes Markdown (CommonMark with tables). Everything that could be syntax in a text is escaped here.
struct MarkdownWriter {
  private(set) var text = ""

  mutating func heading(_ level: Int, _ title: String) {
    text +=
      (text.isEmpty ? "" : "\n") + String(repeating: "#", count: level) + " " + MarkdownWriter.escaped(title) + "\n\n"
  }

  mutating func paragraph(_ words: String) {
    text += MarkdownWriter.escaped(words) + "\n\n"
  }

  /// Words of somebody, set apart.
  mutating func quote(_ words: String) {
    for line in words.visible(keepingLines: true).split(separator: "\n", omittingEmptySubsequences: true) {
      text += "> \(MarkdownWriter.escaped(String(line)))\n"
    }
    text += "\n"
  }

  mutating func item(_ words: String) {
    text += "- \(MarkdownWriter.escaped(words))\n"
  }

  mutating func endList() {
    text += "\n"
  }

  mutating func field(_ label: String, _ value: String) {
    text += "- **\(MarkdownWriter.escaped(label))**: \(MarkdownWriter.escaped(value))\n"
  }

  /// A line of code; a back tick in it cannot end it.
  mutating func code(_ label: String, _ value: String) {
    text += "- **\(MarkdownWriter.escaped(label))**: `\(MarkdownWriter.withoutBackticks(value))`\n"
  }

  private static func withoutBackticks(_ text: String) -> String {
    // By scalars: a combining mark behind it makes another character of a back tick, and no other byte.
    String(String.UnicodeScalarView(text.visible().unicodeScalars.filter { $0 != "`" }))
  }

  mutating func table(_ head: [String], _ rows: [[String]]) {
    text += row(head)
    text += "|" + head.map { _ in " --- |" }.joined() + "\n"
    for cells in rows { text += row(cells) }
    text += "\n"
  }

  private func row(_ cells: [String]) -> String {
    "|" + cells.map { " " + MarkdownWriter.escaped($0.isEmpty ? "–" : $0) + " |" }.joined() + "\n"
  }

  /// A text on one line that no reader of Markdown takes for markup. // CommonMark 0.31 §2.4
  static func escaped(_ text: String) -> String {
    var result = ""
    var isStart = true
    for scalar in text.visible().unicodeScalars {
      switch scalar {
      case "\\", "`", "*", "_", "{", "}", "[", "]", "<", ">", "|", "~", "&", "$", "!": result += "\\\(scalar)"
      // Syntax at the head of a line only.
      case _ where isStart && ["#", "+", "-", "=", ":"].contains(scalar): result += "\\\(scalar)"
      case _ where [".", ")"].contains(scalar) && result.utf8.allSatisfy({ (0x30...0x39).contains($0) }):
        result += "\\\(scalar)"
      // Readers turn bare addresses into links; a text stays a text.
      case ":" where result.hasSuffix("http") || result.hasSuffix("https"): result += "&#58;"
      case "@": result += "&#64;"
      default: result.unicodeScalars.append(scalar)
      }
      if scalar != " " { isStart = false }
    }
    return result
  }
}
