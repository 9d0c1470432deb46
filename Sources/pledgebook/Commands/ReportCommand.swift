import CanonicalJSON
import CommandLineTools
import Pledges
import Reports

/// `report`: what the ledger says about one signatory.
enum ReportCommand {
  static let definition = CommandDefinition(
    ["report"], group: "Reading", summary: "show what a signatory owes and did, with the proof of each line",
    operands: [OperandDefinition("ID", help: "the signatory")],
    options: ReportSession.options + [
      .choice(
        "format", ["html", "json", "csv", "md", "oscal", "cyclonedx"], help: "another form than text for a terminal"),
      CSVOutput.table([.cells, .history]), CSVOutput.byteOrderMark,
      ReportSession.width,
      .value("out", "FILE", help: "write the report into this file"),
    ],
    examples: [
      "pledgebook report quillonia", "pledgebook report quillonia --period 2031 --as-of 2032-05-01T00:00:00Z --json",
    ])

  static func run(_ session: inout Session) throws(CommandError) -> ExitStatus {
    let id: PartyID = try session.id(session.operand(), "signatory")
    let format = try format(session)
    _ = try CSVOutput.subject(format, session)
    let width = try ReportSession.width(session, isText: format == nil)
    let period = try ReportSession.period(session)
    let language = ReportSession.language(session)
    let report = try ReportSession.withView(session) { view throws(ReportError) in
      try SignatoryReport(of: id, period: period, in: view, language: language)
    }
    if let subject = try CSVOutput.subject(format, session) {
      try CSVOutput.write(report.table(subject), as: .report, &session)
      ReportSession.noteCopy(session)
      return .done
    }
    try write(form(report, format, width), as: .report, json: isJSON(format), &session)
    ReportSession.noteCopy(session)
    return .done
  }

  private static func form(_ report: SignatoryReport, _ format: String?, _ width: Int) -> String {
    switch format {
    case "json": report.json().displayText()
    case "html": report.html()
    case "md": report.markdown()
    case "oscal": report.oscal().displayText()
    case "cyclonedx": report.cycloneDX().displayText()
    default: report.text(width: width)
    }
  }

  /// The form that is asked for, of which there is one; nil for text on a terminal.
  static func format(_ session: borrowing Session) throws(CommandError) -> String? {
    let format = session.arguments.value("format")
    guard session.output.isJSON else { return format }
    guard let format, format != "json" else { return "json" }
    throw .usage(
      "conflicting-options", "--json and --format \(format) ask for different forms", hint: "leave out one of them")
  }

  /// Whether the form is a JSON document, which on a terminal is escaped the JSON way.
  static func isJSON(_ format: String?) -> Bool {
    format.map { ["json", "oscal", "cyclonedx", "oscal-catalog"].contains($0) } ?? false
  }

  /// Writes a document to `--out`, or to standard output.
  static func write(
    _ document: String, as content: WrittenFile, json: Bool, _ session: inout Session
  ) throws(CommandError) {
    if let path = session.arguments.path("out") {
      try writeOutput(Array(document.utf8), to: path)
      session.output.note("wrote \(path)")
      try content.show(path, &session)
    } else if json {
      try session.output.writeDocument(document)
    } else {
      try session.output.write(document)
    }
  }
}
