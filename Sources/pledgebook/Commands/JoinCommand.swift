import CommandLineTools
import Cryptography
import Pledges

/// `join`: a signatory becomes a member, signing for itself or listed from a public source.
enum JoinCommand {
  static let definition = CommandDefinition(
    ["join"], group: "Signatories", summary: "admit a signatory",
    operands: [OperandDefinition("ID", help: "the signatory's id: lowercase letters, digits, hyphens")],
    options: [
      .value("name", "LANG=TEXT", repeats: true, required: true, help: "its name, once for each language"),
      .value("kind", "KIND", required: true, help: "its kind, out of the accord's"),
      .value("country", "CC", help: "ISO 3166-1 alpha-2 code"),
      .value("trait", "TRAIT", repeats: true, help: "a trait out of the accord's"),
      StatementFlow.effective,
      .value("subscribe", "COMMITMENT", repeats: true, help: "bind it to these commitments only"),
      .value("joined-via", "TEXT", help: "another pact through which it came"),
      .value("reservation", "LANG=TEXT", repeats: true, lines: true, help: "how it says it reads the accord"),
      .value("public-key", "FILE", repeats: true, help: "its public key, when it signs elsewhere"),
      .value(
        "signing-key", "FILE", repeats: true, need: .always, or: ["public-key", "public-source"],
        help: "its private key; of a signatory that ever had one, keys of its own"),
      KeyOptions.threshold, KeyIdentifications.option,
      .value("public-source", "URI", help: "list it from a public document; it has no key and cannot attest"),
      .value("as-of", "DATE", need: .with(["public-source"]), help: "when the public document said so"),
      .value("source-sha256", "DIGEST", help: "SHA-256 of the public document"),
      StatementFlow.registrarKey.needed(.unless(["out", "draft", "check"])),
    ] + StatementFlow.options,
    former: [FormerOption("key", now: "public-key", "a public key")],
    examples: [
      "pledgebook join quillonia --name en=Quillonia --kind state --country QM --signing-key quillonia.key "
        + "--registrar-key Keys/registrar",
      "pledgebook join state-fra --name en=France --name fr=France --kind state --country FR "
        + "--public-source https://pariscall.international/en/supporters --as-of 2024-01-19 --registrar-key Keys/registrar",
    ],
    details: [
      "Signed by the registrar and by every key named. A signatory, or a party, that ever had a key in this ledger joins "
        + "by its own signature: as many of its keys in force as its threshold says, given with --signing-key. Parties are "
        + "organisations and offices, never natural persons: names and ids stay for good."
    ])

  static func run(_ session: inout Session) throws(CommandError) -> ExitStatus {
    let incoming = try SigningKeys.incoming(session)
    let join = try join(session, incoming)
    return try StatementFlow.run(&session, keys: incoming + SigningKeys.registrar(session)) {
      session, _, now throws(CommandError) in
      var join = join
      join.effective = try session.instant("effective") ?? now
      return .join(join)
    }
  }

  private static func join(_ session: borrowing Session, _ incoming: SigningKeys) throws(CommandError) -> Join {
    let arguments = session.arguments
    guard let name = try session.textMap("name") else {
      throw .usage("missing-option", "--name LANG=TEXT is missing", hint: "pledgebook join --help")
    }
    let keys = try IncomingKey.all(session, incoming, option: "public-key")
    let source = try source(session)
    if source != nil, !keys.isEmpty {
      throw .usage(
        "conflicting-options", "a signatory listed from a public source has no key",
        hint: "leave out the keys, or leave out --public-source")
    }
    if source != nil { try arguments.refuse(["threshold", "identified"], with: "public-source") }
    if source == nil, keys.isEmpty {
      throw .usage(
        "missing-key", "a signatory that signs for itself needs a key",
        hint:
          "give --signing-key FILE, or --public-key FILE.pub with --out, or list it with --public-source URI --as-of DATE"
      )
    }
    var traits: [PlainID] = []
    for trait in arguments.values("trait") { traits.append(try session.id(trait, "trait")) }
    var subscribed: [CommitmentID] = []
    for commitment in arguments.values("subscribe") { subscribed.append(try session.id(commitment, "commitment")) }
    return Join(
      signatory: try session.id(session.operand(), "signatory"), name: name,
      kind: try session.id(arguments.required("kind"), "kind"), country: arguments.value("country"), traits: traits,
      effective: Clock.now(), joinedVia: arguments.value("joined-via"), reservation: try session.textMap("reservation"),
      subscribed: subscribed.isEmpty ? nil : subscribed, keys: keys, basis: source == nil ? .signed : .publicSource,
      source: source, threshold: try KeyOptions.threshold(session),
      identifications: try KeyIdentifications.read(session, of: keys))
  }

  private static func source(_ session: borrowing Session) throws(CommandError) -> Join.Source? {
    try session.arguments.refuse(["as-of", "source-sha256"], without: "public-source")
    guard let uri = session.arguments.value("public-source") else { return nil }
    guard let asOf = try session.date("as-of") else {
      throw .usage("missing-option", "--as-of DATE is missing", hint: "say when the public document was read")
    }
    var sha256: Digest?
    if let text = session.arguments.value("source-sha256") {
      guard let digest = Digest(hex: text) else {
        throw .usage("invalid-value", "--source-sha256 is not 64 lowercase hexadecimal digits", hint: "sha256sum FILE")
      }
      sha256 = digest
    }
    return Join.Source(uri: uri, sha256: sha256, asOf: asOf)
  }
}
