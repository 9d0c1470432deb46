import CanonicalJSON
import CommandLineTools
import Pledges
import Reports

/// `overview`: all signatories and commitments of the accord.
enum OverviewCommand {
  static let definition = CommandDefinition(
    ["overview"], group: "Reading", summary: "show all signatories against all commitments",
    options: ReportSession.options + [
      .choice("format", ["html", "json", "csv", "md", "oscal-catalog"], help: "another form than text for a terminal"),
      .flag("link-reports", help: "let names of the page link to ID.html beside it"),
      CSVOutput.table([.cells, .signatories, .commitments]), CSVOutput.byteOrderMark,
      ReportSession.width,
      .value("out", "FILE", file: .output, help: "write the overview into this file"), .overwrite,
    ],
    synonyms: ["list", "ls", "signatories", "matrix"],
    examples: ["pledgebook overview", "pledgebook overview --period 2031 --format html --out overview.html"])

  static func run(_ session: inout Session) throws(CommandError) -> ExitStatus {
    let format = try ReportCommand.format(session)
    if session.arguments.flag("link-reports"), format != "html" {
      throw .usage(
        "missing-option", "--link-reports is for use with --format html", hint: "leave it out, or add --format html")
    }
    _ = try CSVOutput.subject(format, session)
    let width = try ReportSession.width(session, isText: format == nil)
    let period = try ReportSession.period(session)
    let language = ReportSession.language(session)
    let overview = try ReportSession.withView(session) { view throws(ReportError) in
      try AccordOverview(period: period, in: view, language: language)
    }
    if let subject = try CSVOutput.subject(format, session) {
      try CSVOutput.write(overview.table(subject), as: .overview, &session)
      ReportSession.noteCopy(session)
      return .done
    }
    let document =
      switch format {
      case "json": overview.json().displayText()
      case "html": overview.html(linkingReports: session.arguments.flag("link-reports"))
      case "md": overview.markdown()
      case "oscal-catalog": overview.oscalCatalog().displayText()
      default: overview.text(width: width, isColored: ReportSession.isColored(session))
      }
    try ReportCommand.write(document, as: .overview, json: ReportCommand.isJSON(format), &session)
    ReportSession.noteCopy(session)
    return .done
  }
}
