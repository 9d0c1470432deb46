import CommandLineTools
import Cryptography
import Files
import Pledges

/// `join`: a signatory becomes a member, signing for itself or listed from a public source.
enum JoinCommand {
  /// A list says it in its lines.
  private static let ofOne = Need.operand("ID", orOption: "from", .always)
  private static let from = OptionDefinition.value(
    "from", "FILE-or-COPY",
    help: "without ID: a list of many who join with keys, CSV or JSON; with ID: a published copy, in place of the "
      + "keeper's file")
  private static let logKey = PublishedCopy.logKey.needed(
    .operand("ID", orOption: "from", .with(["from"])), or: ["policy"])

  static let definition = CommandDefinition(
    ["join"], group: "Signatories", summary: "admit a signatory",
    operands: [
      OperandDefinition(
        "ID", optional: true, need: .unless(["from"]), help: "the signatory's id: lowercase letters, digits, hyphens")
    ],
    options: [
      .value("name", "LANG=TEXT", repeats: true, need: ofOne, help: "its name, once for each language"),
      .value("kind", "KIND", need: ofOne, help: "its kind, out of the accord's"),
      .value("country", "CC", help: "ISO 3166-1 alpha-2 code"),
      .value("trait", "TRAIT", repeats: true, help: "a trait out of the accord's"),
      StatementFlow.effective,
      .value("subscribe", "COMMITMENT", repeats: true, help: "bind it to these commitments only"),
      .value("joined-via", "TEXT", help: "another pact through which it came"),
      .value("reservation", "LANG=TEXT", repeats: true, lines: true, help: "how it says it reads the accord"),
      .value("public-key", "FILE", repeats: true, help: "its public key, when it signs elsewhere"),
      .value(
        "signing-key", "FILE", repeats: true, need: ofOne, or: ["public-key", "public-source"],
        help: "its private key; of a signatory that ever had one, keys of its own"),
      KeyOptions.threshold, KeyIdentifications.option,
      .value("public-source", "URI", help: "list it from a public document; it has no key and cannot attest"),
      .value("as-of", "DATE", need: .with(["public-source"]), help: "when the public document said so"),
      .value("source-sha256", "DIGEST", help: "SHA-256 of the public document"),
      StatementFlow.registrarKey.needed(.unless(["out", "draft", "check"])),
    ]
      + StatementFlow.options.map { option in
        switch option {
        case PublishedCopy.from: from
        default: option.long.utf8.elementsEqual("log-key".utf8) ? logKey : option
        }
      },
    former: [FormerOption("key", now: "public-key", "a public key")],
    examples: [
      "pledgebook join quillonia --name en=Quillonia --kind state --country QM --signing-key quillonia.key "
        + "--registrar-key Keys/registrar",
      "pledgebook join state-fra --name en=France --name fr=France --kind state --country FR "
        + "--public-source https://pariscall.international/en/supporters --as-of 2024-01-19 --registrar-key Keys/registrar",
      "# many, who sign what is written for them",
      "pledgebook join --from list.csv --registrar-key Keys/registrar --out joins",
    ],
    details: [
      "Signed by the registrar and by every key named. A signatory, or a party, that ever had a key in this ledger joins "
        + "by its own signature: as many of its keys in force as its threshold says, given with --signing-key. Parties are "
        + "organisations and offices, never natural persons: names and ids stay for good.",
      "With --from and without ID each line of a list becomes a statement in the file ID.json of a folder, for its signatory "
        + "to sign: --out DIR signs it with --registrar-key, --draft DIR does not, --check only tries it. Every line is tried "
        + "behind those before it. Either all are written or none, into a folder that is new or empty; submit then records "
        + "what came back signed, all of it or nothing.",
      "CSV columns: id, name_LANG for each language, kind, country, effective, joined_via, traits, subscribed, public_key, "
        + "threshold, identified. Several traits, commitments and key files have semicolons between; identified is "
        + "METHOD;DATE;REFERENCE, said of all keys of the line. A JSON list has objects with id, name, kind, country, "
        + "effective, joinedVia, traits, subscribed, publicKeys, threshold, identified. id, a name, kind, effective "
        + "and the keys have to be there.",
    ])

  static func run(_ session: inout Session) throws(CommandError) -> ExitStatus {
    if session.arguments.operandPaths.isEmpty { return try JoinListing.run(&session) }
    try refuseList(session)
    let incoming = try SigningKeys.incoming(session)
    let join = try join(session, incoming)
    return try StatementFlow.run(&session, keys: incoming + SigningKeys.registrar(session)) {
      session, _, now throws(CommandError) in
      var join = join
      join.effective = try session.instant("effective") ?? now
      return .join(join)
    }
  }

  /// With an ID a published copy is meant, and a list is none.
  private static func refuseList(_ session: borrowing Session) throws(CommandError) {
    guard let path = session.copy, (try? FileStatus(of: path, followingLinks: true))?.kind == .plain else { return }
    throw .usage(
      "conflicting-options",
      "--from \(path) is a file: with ID a published copy is read, which is a folder or an address",
      hint: "for a list of many leave out ID and what stands in its lines; see pledgebook join --help")
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
