import CanonicalJSON
import CommandLineTools
import Files
import Reports

/// Tables as comma-separated values: which one, for whom, and what CSVW tools look for beside it.
enum CSVOutput {
  static let byteOrderMark = OptionDefinition.flag(
    "bom", help: "with --format csv: a byte order mark in front, for spreadsheets that want one")

  static func table(_ subjects: [CSVTable.Subject]) -> OptionDefinition {
    .choice("table", subjects.map(\.rawValue), help: "with --format csv: what the rows are (default: cells)")
  }

  /// The table that is asked for; nil where another form is.
  static func subject(_ format: String?, _ session: borrowing Session) throws(CommandError) -> CSVTable.Subject? {
    guard format == "csv" else {
      for option in ["table", "bom"] where session.arguments.flag(option) || session.arguments.value(option) != nil {
        throw .usage(
          "missing-option", "--\(option) is for use with --format csv", hint: "leave it out, or add --format csv")
      }
      return nil
    }
    return session.arguments.value("table").flatMap(CSVTable.Subject.init) ?? .cells
  }

  /// Writes the table; into a file with its description beside it, under the name that CSVW gives it.
  static func write(
    _ table: CSVTable?, as content: WrittenFile, _ session: inout Session
  ) throws(CommandError) {
    guard let table else { return }
    let text = table.text(byteOrderMark: session.arguments.flag("bom"))
    try ReportCommand.write(text, as: content, json: false, &session)
    guard let path = session.arguments.path("out"), path != .standardStream else { return }
    let description = path + "-metadata.json"
    try session.write(Array(table.metadata(file: "\(path.name)").displayText().utf8), to: description)
    session.output.note("wrote \(description)")
  }
}
