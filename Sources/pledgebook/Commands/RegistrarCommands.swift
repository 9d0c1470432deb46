import CommandLineTools
import Cryptography
import Pledges

/// `registrar update`: other keys, another threshold or another name; the old keys agree, every new key signs.
enum RegistrarUpdateCommand {
  static let definition = CommandDefinition(
    ["registrar", "update"], group: "Keeping a ledger", summary: "change the registrar's keys, threshold or name",
    options: [
      .value(
        "public-key", "FILE", repeats: true, required: true, help: "each key the registrar will have, all of them"),
      .value("threshold", "N", help: "how many of them must sign (default: all)"),
      .value("name", "TEXT", help: "the registrar's name (default: as it is)"),
      StatementFlow.registrarKey.needed(.unless(["out", "draft", "check"])), StatementFlow.incomingKey,
    ] + StatementFlow.askingOptions,
    examples: [
      "pledgebook registrar update --public-key a.pub --public-key b.pub --threshold 2 --registrar-key a --signing-key b"
    ])

  static func run(_ session: inout Session) throws(CommandError) -> ExitStatus {
    var publicKeys: [PublicKey] = []
    for path in session.arguments.paths("public-key") { publicKeys.append(try PublicHalf.read(session, path)) }
    let threshold = try session.arguments.integer("threshold", in: 1...publicKeys.count) ?? publicKeys.count
    let keys = try SigningKeys.registrar(session) + SigningKeys.incoming(session)
    return try StatementFlow.run(&session, keys: keys) { session, state, _ throws(CommandError) in
      guard let present = state.registrar else {
        throw CommandError(code: "statement.kind", message: "the ledger has no genesis", exit: .broken)
      }
      return .registrarUpdate(
        Registrar(
          id: present.id, name: session.arguments.value("name") ?? present.name, threshold: threshold, keys: publicKeys)
      )
    }
  }
}
