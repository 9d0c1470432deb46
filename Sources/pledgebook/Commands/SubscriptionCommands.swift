import CommandLineTools
import Pledges

/// `subscribe` and `unsubscribe`: a signatory binds itself to more or to fewer commitments, for periods to come.
enum SubscribeCommand {
  static let definition = SubscriptionOptions.definition(
    "subscribe", summary: "bind a signatory to further commitments",
    details: "Whoever is bound to everything cannot subscribe to less by accident: that is what unsubscribe is for.")

  static func run(_ session: inout Session) throws(CommandError) -> ExitStatus {
    try SubscriptionOptions.run(&session) { .subscribe($0) }
  }
}

enum UnsubscribeCommand {
  static let definition = SubscriptionOptions.definition(
    "unsubscribe", summary: "release a signatory from commitments, for later periods",
    details: "A period that has begun stays owed: the act counts for periods that start at or after its effective time."
  )

  static func run(_ session: inout Session) throws(CommandError) -> ExitStatus {
    try SubscriptionOptions.run(&session) { .unsubscribe($0) }
  }
}

/// What the two have in common.
private enum SubscriptionOptions {
  static func definition(_ word: String, summary: String, details: String) -> CommandDefinition {
    CommandDefinition(
      [word], group: "Signatories", summary: summary,
      operands: [
        OperandDefinition("ID", help: "the signatory"),
        OperandDefinition("COMMITMENT", repeats: true, help: "a commitment of the accord"),
      ],
      options: [StatementFlow.effective, StatementFlow.partyKey] + StatementFlow.options,
      examples: ["pledgebook \(word) quillonia la-7 la-8 --effective 2032-01-01 --key quillonia.key"],
      details: [details])
  }

  static func run(
    _ session: inout Session, _ said: (SubscriptionChange) -> Predicate
  ) throws(CommandError) -> ExitStatus {
    let signatory = try session.existing(session.operand(), "signatory")
    let commitments: [CommitmentID] = try session.ids(Array(session.arguments.operands.dropFirst()), "commitment")
    return try StatementFlow.run(&session, keys: SigningKeys.party(session)) { session, _, now throws(CommandError) in
      said(
        SubscriptionChange(
          signatory: signatory, commitments: commitments, effective: try session.instant("effective") ?? now))
    }
  }
}
