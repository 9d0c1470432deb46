/// Writes comma-separated values as RFC 4180 has them, safe to open in a spreadsheet.
struct CSVWriter {
  private(set) var text = ""

  mutating func row(_ fields: [String]) {
    for (position, field) in fields.enumerated() {
      if position > 0 { text += "," }
      text += CSVWriter.escaped(field)
    }
    text += "\r\n"
  }

  /// A field as text and nothing else.
  ///
  /// Spreadsheets run what begins with these signs as a formula, whoever wrote it; an apostrophe in front stops them.
  /// Their full-width forms count as well, since some programs fold them.
  static func escaped(_ field: String) -> String {
    var field = field.visible()
    if let first = field.unicodeScalars.first(where: { $0 != " " }),
      ["=", "+", "-", "@", "|", "%", "\u{FF1D}", "\u{FF0B}", "\u{FF0D}", "\u{FF20}"].contains(first)
    {
      field = "'" + field
    }
    guard field.utf8.contains(where: { $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: " ") })
    else { return field }
    var quoted = "\""
    // By scalars: a combining mark behind a quote makes another character of it, and the same quote for a parser.
    for scalar in field.unicodeScalars {
      if scalar == "\"" { quoted += "\"" }
      quoted.unicodeScalars.append(scalar)
    }
    return quoted + "\""
  }
}
