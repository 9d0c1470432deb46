import CanonicalJSON
import CommandLineTools
import DataFormats
import Pledges
import Reports
import Verification

/// `form`: what a signatory is asked for a period, as a file to fill in.
enum FormCommand {
  static let definition = CommandDefinition(
    ["form"], group: "Statements", summary: "a form for a signatory's report, to fill in and hand to attest --form",
    operands: [OperandDefinition("SIGNATORY", help: "who is to report")],
    options: [
      .value("period", "PERIOD", need: .always, help: "the reporting period"),
      .choice(
        "format", ["csv", "json", "md"],
        help: "csv for a spreadsheet (default), json for a program, md for reading and printing only"),
      .value("language", "LANG", help: "language of the accord's texts (default: the first of the accord)"),
      StatementFlow.clock, .value("out", "FILE", file: .output, help: "write the form into this file"), .overwrite,
    ] + ReadLedger.options,
    examples: [
      "pledgebook form quillonia --period 2031 --out quillonia-2031.csv",
      "pledgebook attest --form quillonia-2031.csv --key quillonia.key",
    ],
    details: [
      "The form lists the commitments that address the signatory, with their texts, the claims that the accord knows and "
        + "what each needs, indicators with type and range, measures, and what the signatory answered last, for this period "
        + "where it reported already, else for the one before. Answers go into the column answer and nowhere else; a commitment whose claim is left empty is left out.",
      "Evidence is named as attest --evidence names it: FILE[;title=TEXT][;uri=ADDRESS], a file as seen from the folder in "
        + "which attest runs. Lines of the items evidence and plan may be repeated. A table may come back with commas, "
        + "semicolons or tabs between its columns, with or without a byte order mark; every fault is named with its line.",
    ])

  static func run(_ session: inout Session) throws(CommandError) -> ExitStatus {
    let signatory: PartyID = try session.id(session.operand(), "signatory")
    let period: PeriodID = try session.id(session.arguments.required("period"), "period")
    let format = session.arguments.value("format") ?? (session.output.isJSON ? "json" : "csv")
    let page = try ReadLedger.with(session) { store in
      let (replayed, view) = try ReportSession.view(session, store, (nil, nil))
      let now = try max(session.ledgerTime(in: replayed.state.identity?.environment), view.asOf)
      let form: AttestationForm
      do throws(Refusal) {
        form = try AttestationForm(of: signatory, period, in: replayed.state, at: now)
      } catch {
        throw CommandError(error)
      }
      let page = try FormPage(form, of: view, language: language(session, form))
      try OpenLedger.require(replayed)
      return page
    }
    if let known = page.standing.first {
      session.output.warn(
        "\(known.commitment) has a claim for \(period) already, in entry \(known.entry)",
        hint: "what this form says then restates it: pledgebook attest --supersede --form FILE --reason R --note TEXT")
    }
    let text =
      switch format {
      case "json": DocumentFormat.form.document(page.json()).displayText()
      case "md": page.markdown()
      default: page.csv()
      }
    try ReportCommand.write(text, as: .form, json: format == "json", &session)
    return .done
  }

  private static func language(
    _ session: borrowing Session, _ form: AttestationForm
  ) throws(CommandError) -> String {
    guard let language = session.arguments.value("language") else { return form.document.languages[0] }
    guard form.document.languages.contains(language) else {
      throw .usage(
        "invalid-value", "the accord has no texts in \(language)",
        hint: "it has \(form.document.languages.joined(separator: ", "))")
    }
    return language
  }
}
