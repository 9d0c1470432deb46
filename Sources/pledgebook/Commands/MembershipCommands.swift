import CommandLineTools
import Pledges

/// `update`: what changed about a signatory's identity.
enum UpdateCommand {
  static let definition = CommandDefinition(
    ["update"], group: "Signatories", summary: "rename, correct or succeed a signatory; its history stays",
    operands: [OperandDefinition("ID", help: "the signatory")],
    options: [
      .value("name", "LANG=TEXT", repeats: true, help: "its new name, once for each language"),
      .value("kind", "KIND", help: "its new kind"),
      .value("trait", "TRAIT", repeats: true, help: "its traits from now on, all of them"),
      .value("country", "CC", help: "its new country code"),
      .value("successor", "ID", help: "who succeeds it, a member; with --reason succeeded"),
      .choice("reason", SignatoryUpdate.Reason.allCases.map(\.rawValue), required: true, help: "why"),
      StatementFlow.effective, StatementFlow.registrarKey.needed(.unless(["draft", "check"]), or: ["key"]),
      .value(
        "key", "FILE", repeats: true, variable: "PLEDGEBOOK_KEY",
        help: "private key of the signatory, or of its successor; once for each that signs"),
    ] + StatementFlow.options,
    examples: ["pledgebook update quillonia --name en=\"New Quillonia\" --reason renamed --registrar-key R --key K"],
    details: [
      "Signed by the registrar, and by a signatory that ever had a key, whatever its membership rests on. A successor is "
        + "a member, and signs as well if it ever had a key."
    ])

  static func run(_ session: inout Session) throws(CommandError) -> ExitStatus {
    let arguments = session.arguments
    var traits: [PlainID] = []
    for trait in arguments.values("trait") { traits.append(try session.id(trait, "trait")) }
    var kind: PlainID?
    if let text = arguments.value("kind") { kind = try session.id(text, "kind") }
    var successor: PartyID?
    if let text = arguments.value("successor") { successor = try session.existing(text, "signatory") }
    let update = SignatoryUpdate(
      signatory: try session.existing(session.operand(), "signatory"), name: try session.textMap("name"), kind: kind,
      country: arguments.value("country"), traits: traits.isEmpty ? nil : traits, effective: Clock.now(),
      reason: try session.choice("reason", SignatoryUpdate.Reason.self), successor: successor)
    let keys = try SigningKeys.registrar(session) + SigningKeys.party(session)
    return try StatementFlow.run(&session, keys: keys) { session, _, now throws(CommandError) in
      var update = update
      update.effective = try session.instant("effective") ?? now
      return .update(update)
    }
  }
}

/// `withdraw`: a signatory leaves; what it owed until then stays.
enum WithdrawCommand {
  static let definition = CommandDefinition(
    ["withdraw"], group: "Signatories", summary: "a signatory leaves the accord; past duties stay",
    operands: [OperandDefinition("ID", help: "the signatory")],
    options: [
      .value("text", "TEXT", lines: true, help: "what it says about leaving"), StatementFlow.effective,
      StatementFlow.partyKey.needed(.unless(["draft", "check"]), or: ["registrar-key"]),
      StatementFlow.registrarKey.needed(.never),
    ] + StatementFlow.askingOptions,
    examples: ["pledgebook withdraw quillonia --effective 2033-01-01T00:00:00Z --key quillonia.key"],
    details: [
      "Signed by the signatory; by the registrar for a signatory that is listed from a public source. "
        + "Nobody leaves in retrospect: the effective time is never before the recording."
    ])

  static func run(_ session: inout Session) throws(CommandError) -> ExitStatus {
    let signatory = try session.existing(session.operand(), "signatory")
    let text = try session.detach(ifGiven: session.arguments.value("text").flatMap { TextMap(plain: $0) })
    let own = try SigningKeys.party(session)
    // Who signs for itself needs no registrar; that the environment names its key is no wish to sign with it.
    let isByRegistrar = own.isEmpty || !session.arguments.paths("registrar-key").isEmpty
    let keys = isByRegistrar ? own + (try SigningKeys.registrar(session)) : own
    return try StatementFlow.run(&session, keys: keys) { session, _, now throws(CommandError) in
      .withdraw(Withdrawal(signatory: signatory, effective: try session.instant("effective") ?? now, text: text))
    }
  }
}
