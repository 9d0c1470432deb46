/// Writes Markdown (CommonMark with tables). Every text passes through `MarkdownText`.
struct MarkdownWriter {
  private(set) var text = ""

  mutating func heading(_ level: Int, _ title: String) {
    text +=
      (text.isEmpty ? "" : "\n") + String(repeating: "#", count: level) + " " + MarkdownText.escaped(title) + "\n\n"
  }

  mutating func paragraph(_ words: String) {
    text += MarkdownText.escaped(words) + "\n\n"
  }

  /// Words of somebody, set apart.
  mutating func quote(_ words: String) {
    for line in words.visible(keepingLines: true).split(separator: "\n", omittingEmptySubsequences: true) {
      text += "> \(MarkdownText.escaped(String(line)))\n"
    }
    text += "\n"
  }

  mutating func item(_ words: String) {
    text += "- \(MarkdownText.escaped(words))\n"
  }

  mutating func endList() {
    text += "\n"
  }

  mutating func field(_ label: String, _ value: String) {
    text += "- **\(MarkdownText.escaped(label))**: \(MarkdownText.escaped(value))\n"
  }

  mutating func code(_ label: String, _ value: String) {
    text += "- **\(MarkdownText.escaped(label))**: \(MarkdownText.code(value))\n"
  }

  mutating func table(_ head: [String], _ rows: [[String]]) {
    text += row(head)
    text += "|" + head.map { _ in " --- |" }.joined() + "\n"
    for cells in rows { text += row(cells) }
    text += "\n"
  }

  private func row(_ cells: [String]) -> String {
    "|" + cells.map { " " + MarkdownText.escaped($0.isEmpty ? "–" : $0) + " |" }.joined() + "\n"
  }
}
