import CommandLineTools
import Cryptography
import ForeignText
import LedgerWriter
import Pledges

/// `key recover`: the registrar brings in keys for a party that has too few left; they wait before they count.
enum KeyRecoverCommand {
  static let definition = CommandDefinition(
    ["key", "recover"], group: "Keys", summary: "bring in keys for a party that has lost its own",
    operands: [KeyOptions.party],
    options: [
      .value("public-key", "FILE", repeats: true, help: "public half of a new key that signs elsewhere"),
      KeyOptions.newKey,
      .value("threshold", "N", required: true, help: "how many of its keys sign for it from then on"),
      KeyIdentifications.option, StatementFlow.registrarKey.needed(.unless(["out", "draft", "check"])),
    ] + StatementFlow.options,
    examples: [
      "pledgebook key recover quillonia --signing-key new.key --threshold 1 "
        + "--identified \"in-person;2032-05-02;register of visits 14\" --registrar-key Keys/registrar"
    ],
    details: [
      "Open when fewer keys are in force or waiting than the party's threshold. The new keys wait for 14 days: until then "
        + "each earlier key of the party may object (pledgebook key object), and the registrar may revoke them. What the "
        + "party signs with them bears a mark in every output."
    ])

  static func run(_ session: inout Session) throws(CommandError) -> ExitStatus {
    let party: PartyID = try session.id(session.operand(), "party")
    let incoming = try SigningKeys.incoming(session)
    let keys = try IncomingKey.all(session, incoming, option: "public-key")
    guard !keys.isEmpty else {
      throw .usage(
        "missing-key", "the new keys are missing", hint: "give --signing-key FILE, or --public-key FILE.pub with --out")
    }
    _ = try session.arguments.required("threshold")
    let recovery = KeyRecovery(
      party: party, keys: keys, threshold: try KeyOptions.threshold(session) ?? 1,
      identifications: try KeyIdentifications.read(session, of: keys))
    func whatFollows(_ receipt: Receipt) -> String {
      let comesIn = receipt.header.recorded.advanced(bySeconds: KeyRecovery.wait)
      return "the new keys count from \(comesIn) on; until then an earlier key objects with "
        + "pledgebook key object \(party) \(receipt.header.index) --key KEY"
    }
    return try StatementFlow.run(
      &session, keys: SigningKeys.registrar(session) + incoming, telling: whatFollows
    ) { _, _, _ in .keyRecover(recovery) }
  }
}

/// `key object`: one key does not agree to what was done to the keys of its party.
enum KeyObjectCommand {
  static let definition = CommandDefinition(
    ["key", "object"], group: "Keys", summary: "object to a revocation, a recovery or a threshold",
    operands: [
      KeyOptions.party, OperandDefinition("INDEX", help: "the entry that it objects to"),
    ],
    options: [
      .value("text", "LANG=TEXT", repeats: true, lines: true, help: "why"),
      .value(
        "key", "FILE", repeats: true, need: .unless(["draft", "check"]), variable: "PLEDGEBOOK_KEY",
        help: "private key that objects, ended or not; one alone"),
    ] + StatementFlow.options,
    examples: ["pledgebook key object quillonia 41 --text en=\"we never lost it\" --key old.key"],
    details: [
      "Each key that was in force before the act may object once to each revocation by the registrar, recovery and "
        + "threshold. It ends nothing; from then on whatever rests on that act is marked as contested by an earlier key."
    ])

  static func run(_ session: inout Session) throws(CommandError) -> ExitStatus {
    let party: PartyID = try session.id(session.operand(), "party")
    let index = try session.index(session.operand(1))
    let keys = try SigningKeys.party(session)
    guard keys.keys.count <= 1 else {
      throw .usage("conflicting-options", "each key objects by itself", hint: "give one --key, and object again")
    }
    let objection = KeyObjection(
      party: party, of: index, text: try session.detach(ifGiven: session.textOrMap("text")))
    return try StatementFlow.run(&session, keys: keys) { session, state, _ throws(CommandError) in
      let act = try act(at: index, of: party, state)
      session.output.note("this objects to entry \(index) of \(act.entry.recorded): \(KeyWords.words(of: act.act))")
      return .keyObject(objection)
    }
  }

  /// The act that is objected to; whoever mistypes a number is told which ones there are.
  private static func act(
    at index: EntryIndex, of party: PartyID, _ state: LedgerState
  ) throws(CommandError) -> OwnerEvent {
    let owner = state.owners[party]
    if let act = owner?.act(openToObjectionAt: index) { return act }
    let open = owner?.events.filter { owner?.act(openToObjectionAt: $0.entry.index) != nil } ?? []
    throw CommandError(
      code: "rule.key.unknown-act",
      message: "entry \(index) is no revocation by the registrar, no recovery and no threshold of \(party)",
      hint: open.isEmpty
        ? "nothing was done to its keys that they could object to"
        : "its keys can object to \(open.map { "entry \($0.entry.index)" }.joined(separator: ", "))",
      exit: .refused)
  }
}
