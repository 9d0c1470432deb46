import CommandLineTools
import Pledges

/// `extend`: a later due date, for all signatories or for some.
enum ExtendCommand {
  static let definition = CommandDefinition(
    ["extend"], group: "Signatories", summary: "postpone a due date, for all signatories or for some",
    options: [
      .value("period", "PERIOD", required: true, help: "the reporting period"),
      .flag("all", help: "for all signatories"),
      .value(
        "signatory", "ID", repeats: true, need: .always, or: ["all"], help: "for this signatory; once for each"),
      .value("commitment", "C", repeats: true, help: "for this commitment only (default: all)"),
      .value("new-due", "TIME", required: true, help: "the last second in time; a bare day means its end"),
      .value("reason", "TEXT", required: true, lines: true, help: "why"),
      StatementFlow.registrarKey,
    ] + StatementFlow.askingOptions,
    examples: [
      "pledgebook extend --period 2031 --signatory quillonia --new-due 2032-04-15T23:59:59Z "
        + "--reason \"flood in the capital\" --registrar-key Keys/registrar"
    ],
    details: [
      "A deadline only ever moves later, and to a time in the future. One recorded after the old due date is shown as given in retrospect; "
        + "the report as of an earlier time keeps the old date."
    ])

  static func run(_ session: inout Session) throws(CommandError) -> ExitStatus {
    let arguments = session.arguments
    let period: PeriodID = try session.id(arguments.required("period"), "period")
    let signatories: [PartyID]? =
      switch try arguments.oneOf(["all", "signatory"]) {
      case "all": nil
      case .some: try session.ids(arguments.values("signatory"), "signatory")
      case nil:
        throw .usage(
          "missing-option", "say for whom", hint: "give --all, or --signatory ID, once for each signatory")
      }
    let commitments: [CommitmentID] = try session.ids(arguments.values("commitment"), "commitment")
    guard let newDue = try session.instant("new-due", .end) else {
      throw .usage("missing-option", "--new-due TIME is missing")
    }
    let reason = try session.detach(arguments.required("reason"))
    return try StatementFlow.run(&session, keys: SigningKeys.registrar(session)) { _, _, now throws(CommandError) in
      // No rule forbids it: whoever means a day gone by has mistyped the year.
      guard newDue > now else {
        throw .usage(
          "due-over", "--new-due \(newDue) is over: it is \(now)", hint: "give a time that is still to come")
      }
      return .extend(
        Extension(period: period, signatories: signatories, commitments: commitments, newDue: newDue, reason: reason))
    }
  }
}
