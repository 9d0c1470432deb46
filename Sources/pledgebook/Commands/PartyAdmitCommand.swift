import CommandLineTools
import Cryptography
import Pledges

/// `party admit`: a reviewer, challenger, panel, checker or observer, with the keys by which it speaks.
enum PartyAdmitCommand {
  static let definition = CommandDefinition(
    ["party", "admit"], group: "Oversight", summary: "admit a party that reviews, challenges, decides or checks",
    operands: [OperandDefinition("ID", help: "the party's id: lowercase letters, digits, hyphens")],
    options: [
      .value("name", "TEXT", required: true, help: "its name"),
      .choice(
        "role", PartyAdmission.Role.allCases.map(\.rawValue), repeats: true, required: true,
        help: "what it may do; once for each role"),
      .value("public-key", "FILE", repeats: true, help: "its public key, when it signs elsewhere"),
      .value(
        "signing-key", "FILE", repeats: true, need: .always, or: ["public-key"],
        help: "its private key; of a signatory, keys of its own"),
      KeyOptions.threshold, KeyIdentifications.option,
      StatementFlow.registrarKey.needed(.unless(["out", "draft", "check"])),
    ] + StatementFlow.options,
    examples: [
      "pledgebook party admit harbour-audit --name \"Harbour Audit\" --role reviewer --role checker "
        + "--signing-key harbour.key --registrar-key Keys/registrar"
    ],
    details: [
      "The registrar signs, and so does every key of the party: that proves that it holds them. "
        + "A signatory that also reviews is admitted under its own id and signs with its own keys, as many as its "
        + "threshold says. Parties are organisations and offices, never natural persons: names and ids stay for good."
    ])

  static func run(_ session: inout Session) throws(CommandError) -> ExitStatus {
    let arguments = session.arguments
    let party: PartyID = try session.id(session.operand(), "party")
    let name = try arguments.required("name")
    let roles = arguments.values("role").compactMap(PartyAdmission.Role.init)
    let incoming = try SigningKeys.incoming(session)
    let publicKeys = try IncomingKey.all(session, incoming, option: "public-key")
    guard !publicKeys.isEmpty else {
      throw .usage(
        "missing-key", "a party needs a key to speak by",
        hint: "give --signing-key FILE, or --public-key FILE.pub with --out")
    }
    let admission = PartyAdmission(
      party: party, name: name, roles: roles, keys: publicKeys, threshold: try KeyOptions.threshold(session),
      identifications: try KeyIdentifications.read(session, of: publicKeys))
    return try StatementFlow.run(&session, keys: incoming + SigningKeys.registrar(session)) { _, _, _ in
      .partyAdmit(admission)
    }
  }
}
