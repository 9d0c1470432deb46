import CanonicalJSON
import CommandLineTools
import Cryptography
import Pledges
import TransparencyLog

/// `key generate` and `key show`: key files, away from any ledger.
enum KeyGenerateCommand {
  static let definition = CommandDefinition(
    ["key", "generate"], group: "Keys", summary: "make a key file, and its public half beside it",
    operands: [OperandDefinition("FILE", help: "the private key; the public half becomes FILE.pub")],
    options: [
      .choice("algorithm", SignatureAlgorithm.allCases.map(\.rawValue), help: "default: ed25519"),
      .flag("no-passphrase", help: "leave the private key unencrypted"),
      .value("passphrase-file", "FILE", help: "read the passphrase from this file"),
    ],
    examples: ["pledgebook key generate Keys/registrar"],
    details: [
      "The private key is encrypted PKCS#8 with mode 0600: PBKDF2 with HMAC-SHA-512, 600,000 iterations, AES-256-CBC. "
        + "Existing files are never overwritten."
    ])

  static func run(_ session: inout Session) throws(CommandError) -> ExitStatus {
    let path = try session.operand()
    _ = try session.arguments.oneOf(["no-passphrase", "passphrase-file"])
    let algorithm = session.arguments.value("algorithm").flatMap(SignatureAlgorithm.init) ?? .ed25519
    do {
      var passphrase: Passphrase?
      if !session.arguments.flag("no-passphrase") {
        var bytes = try PassphraseSource(
          file: session.arguments.value("passphrase-file"), variable: "PLEDGEBOOK_PASSPHRASE"
        ).read("passphrase for \(path)", confirming: true)
        passphrase = Passphrase(wiping: &bytes)
      }
      let key = try PrivateKey.generate(algorithm)
      try KeyFile.create(at: path, key: key, passphrase: passphrase)
      try KeyShowCommand.show(key.publicKey, &session)
      session.output.note(
        "wrote \(path) (keep it private) and \(KeyFile.publicPath(for: path)) (give it to the registrar)")
      return .done
    } catch {
      throw CommandError(from: error, in: path)
    }
  }
}

enum KeyShowCommand {
  static let definition = CommandDefinition(
    ["key", "show"], group: "Keys", summary: "show the id and the public half of a key",
    operands: [OperandDefinition("FILE", help: "a public or a private key")],
    options: [
      .value("origin", "ORIGIN", help: "also show the log verifier key for this origin (Ed25519 only)"),
      .value("passphrase-file", "FILE", help: "read the passphrase from this file"),
    ],
    examples: ["pledgebook key show Keys/log.pub --origin pledges.example/lantern"])

  static func run(_ session: inout Session) throws(CommandError) -> ExitStatus {
    let key = try PublicHalf.read(session, session.operand())
    try show(key, &session)
    return .done
  }

  static func show(_ key: PublicKey, _ session: inout Session) throws(CommandError) {
    var vkey: String?
    if let origin = session.arguments.value("origin") {
      do {
        vkey = try VerifierKey(name: origin, publicKey: key, type: .ed25519).text
      } catch {
        throw CommandError(error)
      }
    }
    if session.output.isJSON {
      var members = [
        JSONMember(name: "keyid", value: .string(key.keyID.hex)),
        JSONMember(name: "algorithm", value: .string(key.algorithm.rawValue)),
        JSONMember(name: "public", value: .string(key.pem)),
      ]
      if let vkey { members.append(JSONMember(name: "vkey", value: .string(vkey))) }
      try session.output.writeDocument(JSONValue.object(members).displayText())
      return
    }
    try session.output.print("key id     \(key.keyID)")
    try session.output.print("algorithm  \(key.algorithm.rawValue)")
    if let vkey { try session.output.print("vkey       \(vkey)") }
    try session.output.write(key.pem)
  }
}

/// `key register`, `key rotate`, `key revoke`: what a ledger knows about a party's keys.
enum KeyRegisterCommand {
  static let definition = CommandDefinition(
    ["key", "register"], group: "Keys", summary: "bring in one more key of a party",
    operands: [OperandDefinition("PARTY", help: "the party")],
    options: [
      .value("public-key", "FILE", help: "the new key's public half, when it signs elsewhere"),
      StatementFlow.incomingKey, StatementFlow.registrarKey,
    ] + StatementFlow.options,
    examples: ["pledgebook key register quillonia --signing-key new-key --registrar-key Keys/registrar"])

  static func run(_ session: inout Session) throws(CommandError) -> ExitStatus {
    let party: PartyID = try session.id(session.operand(), "party")
    let incoming = try SigningKeys.incoming(session)
    let key = try IncomingKey.one(session, incoming)
    return try StatementFlow.run(&session, keys: incoming + SigningKeys.registrar(session)) { _, _, _ in
      .keyRegister(KeyRegistration(party: party, key: key))
    }
  }
}

enum KeyRotateCommand {
  static let definition = CommandDefinition(
    ["key", "rotate"], group: "Keys", summary: "put a new key in the place of an old one",
    operands: [OperandDefinition("PARTY", help: "the party")],
    options: [
      .value("public-key", "FILE", help: "the new key's public half, when it signs elsewhere"),
      .value("old-key", "KEYID", help: "id of the old key, when it signs elsewhere"),
      StatementFlow.partyKey, StatementFlow.incomingKey,
    ] + StatementFlow.options,
    examples: ["pledgebook key rotate quillonia --key old-key --signing-key new-key"])

  static func run(_ session: inout Session) throws(CommandError) -> ExitStatus {
    let party: PartyID = try session.id(session.operand(), "party")
    let old = try SigningKeys.party(session)
    let incoming = try SigningKeys.incoming(session)
    let key = try IncomingKey.one(session, incoming)
    guard let oldKey = try session.arguments.value("old-key").map(KeyCommandIDs.keyID) ?? old.publicKeys.first?.keyID
    else {
      throw .usage("missing-key", "which key is replaced is not said", hint: "give --key OLD, or --old-key KEYID")
    }
    return try StatementFlow.run(&session, keys: old + incoming) { _, _, _ in
      .keyRotate(KeyRotation(party: party, oldKey: oldKey, key: key))
    }
  }
}

enum KeyRevokeCommand {
  static let definition = CommandDefinition(
    ["key", "revoke"], group: "Keys", summary: "say that a key no longer counts, and why",
    operands: [
      OperandDefinition("PARTY", help: "the party"), OperandDefinition("KEYID", help: "the key, as key show gives it"),
    ],
    options: [
      .choice("reason", KeyRevocation.Reason.allCases.map(\.rawValue), required: true, help: "why"),
      .value("invalid-since", "TIME", help: "for a compromised key: what it signed from then on is void"),
      StatementFlow.partyKey, StatementFlow.registrarKey,
    ] + StatementFlow.options,
    examples: [
      "pledgebook key revoke quillonia 4f1c… --reason compromised --invalid-since 2032-01-20T00:00:00Z "
        + "--registrar-key Keys/registrar"
    ])

  static func run(_ session: inout Session) throws(CommandError) -> ExitStatus {
    let party: PartyID = try session.id(session.operand(), "party")
    let key = try KeyCommandIDs.keyID(session.operand(1))
    let reason = try session.choice("reason", KeyRevocation.Reason.self)
    let since = try session.instant("invalid-since")
    if since != nil, reason != .compromised {
      throw .usage(
        "conflicting-options", "--invalid-since is for a compromised key only", hint: "give --reason compromised")
    }
    let keys = try SigningKeys.party(session) + SigningKeys.registrar(session)
    return try StatementFlow.run(&session, keys: keys) { _, _, _ in
      .keyRevoke(KeyRevocation(party: party, key: key, reason: reason, invalidSince: since))
    }
  }
}

enum KeyCommandIDs {
  static func keyID(_ text: String) throws(CommandError) -> KeyID {
    guard let id = KeyID(text) else {
      throw .usage("invalid-key-id", "\(text) is not a key id", hint: "pledgebook key show FILE gives the 64 digits")
    }
    return id
  }
}

/// The key that a command brings in: the one that signs here, or a public half whose owner signs elsewhere.
enum IncomingKey {
  static func one(_ session: borrowing Session, _ incoming: SigningKeys) throws(CommandError) -> PublicKey {
    if let path = session.arguments.value("public-key") { return try PublicHalf.read(session, path) }
    guard let key = incoming.publicKeys.first, incoming.publicKeys.count == 1 else {
      throw .usage(
        "missing-key", "the new key is missing", hint: "give --signing-key FILE, or --public-key FILE.pub with --out")
    }
    return key
  }
}
