/// Text as the man macros want it. man(7), groff_char(7)
enum Roff {
  /// A paragraph in lines of its source, none of which begins with a dot, as a request would.
  static func paragraph(_ text: String) -> String {
    TextLayout.wrapped(self.text(text), width: 78).map { $0.hasPrefix(".") ? "\\&" + $0 : $0 }.joined(separator: "\n")
  }

  /// Words: nothing in them acts, and what is not ASCII is named.
  static func text(_ text: String) -> String {
    var out = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\\": out += "\\e"
      case "-": out += "\\-"
      case "'": out += "\\(aq"
      case "`": out += "\\(ga"
      case "^": out += "\\(ha"
      case "~": out += "\\(ti"
      case "\"": out += "\\(dq"
      // Long lists of words have no blank at which a line could end.
      case "|": out += "|\\:"
      case _ where scalar.isASCII: out.unicodeScalars.append(scalar)
      default:
        let digits = String(scalar.value, radix: 16, uppercase: true)
        out += "\\[u\(String(repeating: "0", count: max(0, 4 - digits.count)))\(digits)]"
      }
    }
    // A line that begins with a dot would be a request.
    return out.hasPrefix(".") ? "\\&" + out : out
  }

  /// The line of a page by which it is found: its name, and what it is about.
  static func name(_ name: String, _ summary: String) -> String {
    TextLayout.wrapped("\(text(name)) \\- \(text(summary))", width: 78).joined(separator: "\n")
  }

  /// Bold: what is typed as it stands.
  static func bold(_ text: String) -> String { "\\fB\(self.text(text))\\fR" }

  /// Italic: what stands for something else.
  static func italic(_ text: String) -> String { "\\fI\(self.text(text))\\fR" }

  /// A thing with its meaning hanging under it.
  static func item(_ head: String, _ meaning: String) -> [String] {
    [".TP", head, meaning.isEmpty ? "\\&" : paragraph(meaning)]
  }
}
