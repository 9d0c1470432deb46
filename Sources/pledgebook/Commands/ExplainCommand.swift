import CanonicalJSON
import CommandLineTools
import Pledges
import Reports

/// `explain`: which entries and which rule give one cell.
enum ExplainCommand {
  static let definition = CommandDefinition(
    ["explain"], group: "Reading", summary: "show by which rule and entries one cell came about",
    operands: [
      OperandDefinition("ID", help: "the signatory"), OperandDefinition("COMMITMENT", help: "the commitment"),
    ],
    options: ReportSession.options + [
      ReportSession.width, .value("out", "FILE", file: .output, help: "write the explanation into this file"),
      .overwrite,
    ],
    examples: ["pledgebook explain quillonia la-1 --period 2031"])

  static func run(_ session: inout Session) throws(CommandError) -> ExitStatus {
    let id: PartyID = try session.id(session.operand(), "signatory")
    let commitment: CommitmentID = try session.id(session.operand(1), "commitment")
    let width = try ReportSession.width(session, isText: !session.output.isJSON)
    let period = try ReportSession.period(session)
    let language = ReportSession.language(session)
    let explanation = try ReportSession.withView(session) { view throws(ReportError) in
      try CellExplanation(of: id, commitment, period: period, in: view, language: language)
    }
    if session.output.isJSON {
      try ReportCommand.write(explanation.json().displayText(), as: .explanation, json: true, &session)
    } else {
      try ReportCommand.write(
        explanation.text(width: width, isColored: ReportSession.isColored(session)), as: .explanation, json: false,
        &session)
    }
    ReportSession.noteCopy(session)
    return .done
  }
}
