import CanonicalJSON
import CommandLineTools
import Languages
import Pledges
import Reports
import Storage

/// `report`: what the ledger says about one signatory, over all periods or for one.
enum ReportCommand {
  static let definition = CommandDefinition(
    ["report"], group: "Reading", summary: "show what a signatory owes and did, with the proof of each line",
    operands: [OperandDefinition("ID", help: "the signatory")],
    options: [
      .value(
        "period", "P",
        help: "the report of this period, or of the latest to have opened (latest); default: the signatory's page")
    ] + ReportSession.shared + [
      .choice(
        "format", ["html", "json", "csv", "md", "oscal", "cyclonedx"], help: "another form than text for a terminal"),
      .flag("link-reports", help: "let the periods of the signatory's page link to ID-PERIOD.html beside it"),
      CSVOutput.table([.cells, .history]), CSVOutput.byteOrderMark,
      ReportSession.width,
      .value("out", "FILE", file: .output, help: "write the report into this file"), .overwrite,
    ],
    examples: [
      "pledgebook report quillonia", "pledgebook report quillonia --period 2031 --as-of 2032-05-01T00:00:00Z --json",
      "pledgebook report quillonia --period latest --format html --out quillonia.html",
    ],
    details: [
      "Without --period it is the signatory's page: who it is, how it stands and why, all periods at a glance, what is due "
        + "next, keys, and the whole history. With it, it is the report of that period, which holds only what the period "
        + "and its own entries can change.",
      "Both are as of the last instant, not after --as-of, at which something on them changed, and say when time alone can "
        + "change them next: whoever asks in between gets the same bytes. The forms csv, oscal and cyclonedx are about one "
        + "period; without --period they take the latest.",
    ])

  /// The two things that are reported about a signatory.
  private enum Page {
    case period(SignatoryReport)
    case record(SignatoryRecord)

    var times: PageTimes {
      switch self {
      case .period(let report): report.times
      case .record(let record): record.times
      }
    }
  }

  static func run(_ session: inout Session) throws(CommandError) -> ExitStatus {
    let id: PartyID = try session.id(session.operand(), "signatory")
    let format = try format(session)
    let subject = try CSVOutput.subject(format, session)
    let width = try ReportSession.width(session, isText: format == nil)
    let wanted = try ReportSession.wantedPeriod(session)
    let language = ReportSession.language(session)
    let isRecord = wanted == .none && !["csv", "oscal", "cyclonedx"].contains(format)
    let links = session.arguments.flag("link-reports")
    if links, !isRecord || format != "html" {
      throw .usage(
        "missing-option", "--link-reports is for the signatory's page, with --format html and without --period",
        hint: "leave it out, or add --format html")
    }
    let page = try ReportSession.withPage(
      session, times: { (page: Page) in page.times },
      make: { view throws(ReportError) -> Page in
        isRecord
          ? .record(try SignatoryRecord(of: id, in: view, language: language))
          : .period(try SignatoryReport(of: id, period: wanted.id, in: view, language: language))
      },
      again: { page, view throws(ReportError) -> Page in
        switch page {
        case .record: .record(try SignatoryRecord(of: id, in: view, language: language))
        // Which is the latest is decided at the instant asked for.
        case .period(let report):
          .period(try SignatoryReport(of: id, period: report.period?.id, in: view, language: language))
        }
      })
    if let subject, case .period(let report) = page {
      try CSVOutput.write(report.table(subject), as: .report, &session)
    } else {
      try write(
        form(page, format, width, isColored: ReportSession.isColored(session), linkingReports: links), as: .report,
        json: isJSON(format), &session)
    }
    ReportSession.noteCopy(session)
    return .done
  }

  private static func form(
    _ page: Page, _ format: String?, _ width: Int, isColored: Bool, linkingReports: Bool
  ) -> String {
    switch page {
    case .period(let report): form(report, format, width, isColored: isColored)
    case .record(let record):
      switch format {
      case "json": record.json().displayText()
      case "html": record.html(linkingReports: linkingReports)
      case "md": record.markdown()
      default: record.text(width: width, isColored: isColored)
      }
    }
  }

  private static func form(
    _ report: SignatoryReport, _ format: String?, _ width: Int, isColored: Bool
  ) -> String {
    switch format {
    case "json": report.json().displayText()
    case "html": report.html()
    case "md": report.markdown()
    case "oscal": report.oscal().displayText()
    case "cyclonedx": report.cycloneDX().displayText()
    default: report.text(width: width, isColored: isColored)
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
      try session.write(Array(document.utf8), to: path)
      session.output.note("wrote \(path)")
      try content.show(path, &session)
    } else if json {
      try session.output.writeDocument(document)
    } else {
      try session.output.write(document)
    }
  }
}
