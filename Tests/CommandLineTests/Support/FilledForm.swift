/// A form in CSV as a person handles it: a table whose column of answers gets filled in, and that a program saves.
struct FilledForm {
  private(set) var rows: [[String]]

  /// Reads a table as the program writes it: quotes where they are needed, one line a row.
  init(_ csv: String) {
    rows = csv.replacing("\u{FEFF}", with: "").split(separator: "\r\n").map { line in
      var (fields, field, isQuoted) = ([String](), "", false)
      for scalar in line.unicodeScalars {
        switch scalar {
        case "\"":
          isQuoted.toggle()
          if isQuoted, !field.isEmpty { field += "\"" }
        case "," where !isQuoted:
          fields.append(field)
          field = ""
        default: field.unicodeScalars.append(scalar)
        }
      }
      return fields + [field]
    }
  }

  func cell(_ commitment: String, _ item: String, _ column: Int) -> String? {
    rows.first { $0[0] == commitment && $0[1] == item }?[column]
  }

  /// Fills in an answer, or the next of several; adds a line where there is none left.
  mutating func answer(_ commitment: String, _ item: String, _ text: String) {
    guard let place = rows.firstIndex(where: { $0[0] == commitment && $0[1] == item && $0[5].isEmpty }) else {
      rows.append([commitment, item, "", "", "", text])
      return
    }
    rows[place][5] = text
  }

  /// The table as some program saves it.
  func saved(
    separator: String = ",", lineEnd: String = "\r\n", byteOrderMark: Bool = false, quotesAll: Bool = false
  ) -> [UInt8] {
    let lines = rows.map { row in
      row.map { field in
        let needsQuotes = ["\"", separator, "\n", "\r"].contains { field.contains($0) }
        return quotesAll || needsQuotes ? "\"\(field.replacing("\"", with: "\"\""))\"" : field
      }.joined(separator: separator)
    }
    return Array(((byteOrderMark ? "\u{FEFF}" : "") + lines.joined(separator: lineEnd) + lineEnd).utf8)
  }
}
