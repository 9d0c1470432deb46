import CommandLineTools
import Pledges

/// `suspend`, `reinstate` and `delist`: acts of the registrar on a membership, each with its reason.
enum SuspendCommand {
  static let definition = StandingOptions.definition(
    "suspend", summary: "suspend a signatory; it owes nothing until it is reinstated",
    details: "Periods whose due date comes before the effective time stay owed.")

  static func run(_ session: inout Session) throws(CommandError) -> ExitStatus {
    try StandingOptions.run(&session) { .suspend($0) }
  }
}

enum ReinstateCommand {
  static let definition = StandingOptions.definition(
    "reinstate", summary: "end a suspension",
    reason: "own-request",
    details: "Who is reinstated before a due date owes that period's report again. The reason says why the suspension "
      + "ends, not why it began: own-request where the signatory asked for it, mistaken-identity where another was meant, "
      + "other with a --note for the rest.")

  static func run(_ session: inout Session) throws(CommandError) -> ExitStatus {
    try StandingOptions.run(&session) { .reinstate($0) }
  }
}

enum DelistCommand {
  static let definition = StandingOptions.definition(
    "delist", summary: "take a signatory off the accord; its history stays",
    details: "Reports say when a signatory may be delisted; nobody is delisted unless the registrar says so here. The "
      + "reason entered-in-error is for members that were listed from a public source: their listing is taken out as if it "
      + "had never been, and its line in the history stays.")

  static func run(_ session: inout Session) throws(CommandError) -> ExitStatus {
    try StandingOptions.run(&session) { .delist($0) }
  }
}

/// What the three have in common.
private enum StandingOptions {
  static func definition(
    _ word: String, summary: String, reason: String = "non-communication", details: String
  ) -> CommandDefinition {
    CommandDefinition(
      [word], group: "Signatories", summary: summary,
      operands: [OperandDefinition("ID", help: "the signatory")],
      options: [
        .choice("reason", reasons(of: word), required: true, help: "why"),
        .value("note", "TEXT", lines: true, help: "why, in a sentence"),
        .value("decision", "URI", help: "where the decision can be read"),
        StatementFlow.effective, StatementFlow.registrarKey,
      ] + (word == "delist" ? StatementFlow.askingOptions : StatementFlow.options),
      examples: [
        "pledgebook \(word) quillonia --reason \(reason) --decision https://lantern.example/decisions/7 "
          + "--registrar-key Keys/registrar"
      ],
      details: [details])
  }

  /// That a signatory should never have been listed is a reason to delist it, and for nothing else.
  private static func reasons(of word: String) -> [String] {
    StandingChange.Reason.allCases.filter { $0 != .enteredInError || word == "delist" }.map(\.rawValue)
  }

  static func run(
    _ session: inout Session, _ said: (StandingChange) -> Predicate
  ) throws(CommandError) -> ExitStatus {
    let signatory = try session.existing(session.operand(), "signatory")
    let reason = try session.choice("reason", StandingChange.Reason.self)
    if reason == .enteredInError, session.arguments.flag("effective") {
      throw .usage(
        "conflicting-options", "what was entered in error is taken out from its recording on",
        hint: "leave out --effective")
    }
    let note = try session.detach(ifGiven: session.arguments.value("note"))
    let decision = try session.detach(ifGiven: session.arguments.value("decision"))
    return try StatementFlow.run(&session, keys: SigningKeys.registrar(session)) {
      session, _, now throws(CommandError) in
      said(
        StandingChange(
          signatory: signatory, effective: try session.instant("effective") ?? now, reason: reason, note: note,
          decision: decision))
    }
  }
}
