import CommandLineTools
import Cryptography
import Pledges

/// `key register`: an additional key, which the party's own keys agree to.
enum KeyRegisterCommand {
  static let definition = CommandDefinition(
    ["key", "register"], group: "Keys", summary: "register an additional key of a party",
    operands: [KeyOptions.party],
    options: [KeyOptions.publicKey, KeyOptions.ownerKey.needed(.unless(["out", "draft", "check"])), KeyOptions.newKey]
      + StatementFlow.options,
    examples: ["pledgebook key register quillonia --key quillonia.key --signing-key new.key"],
    details: [
      "Signed by the owner, with as many of its keys as its threshold says, and by the new key. The registrar's signature "
        + "is not asked for. A party that has lost too many keys is helped by pledgebook key recover."
    ])

  static func run(_ session: inout Session) throws(CommandError) -> ExitStatus {
    let party: PartyID = try session.id(session.operand(), "party")
    let owner = try SigningKeys.party(session)
    let incoming = try SigningKeys.incoming(session)
    let key = try IncomingKey.one(session, incoming)
    return try StatementFlow.run(&session, keys: owner + incoming) { _, _, _ in
      .keyRegister(KeyRegistration(party: party, key: key))
    }
  }
}

/// `key rotate`: a new key for an old one, which ends there.
enum KeyRotateCommand {
  static let definition = CommandDefinition(
    ["key", "rotate"], group: "Keys", summary: "replace a key",
    operands: [KeyOptions.party],
    options: [
      KeyOptions.publicKey,
      .value("old-key", "KEYID", help: "the key that ends (default: that of the first --key)"),
      KeyOptions.ownerKey.needed(.unless(["out", "draft", "check"])), KeyOptions.newKey,
    ] + StatementFlow.options,
    examples: ["pledgebook key rotate quillonia --key old.key --signing-key new.key"],
    details: [
      "Signed by the owner, with as many of its keys as its threshold says, the old one among them, and by the new key."
    ])

  static func run(_ session: inout Session) throws(CommandError) -> ExitStatus {
    let party: PartyID = try session.id(session.operand(), "party")
    let old = try SigningKeys.party(session)
    let incoming = try SigningKeys.incoming(session)
    let key = try IncomingKey.one(session, incoming)
    guard let oldKey = try session.arguments.value("old-key").map(KeyOptions.keyID) ?? old.publicKeys.first?.keyID
    else {
      throw .usage("missing-key", "say which key is replaced", hint: "give --key OLD, or --old-key KEYID")
    }
    return try StatementFlow.run(&session, keys: old + incoming) { _, _, _ in
      .keyRotate(KeyRotation(party: party, oldKey: oldKey, key: key))
    }
  }
}

/// `key threshold`: how many of its keys sign for a party.
enum KeyThresholdCommand {
  static let definition = CommandDefinition(
    ["key", "threshold"], group: "Keys", summary: "set how many of its keys sign for a party",
    operands: [KeyOptions.party, OperandDefinition("N", help: "how many: from 1 to the keys that it has in force")],
    options: [KeyOptions.ownerKey] + StatementFlow.options,
    examples: ["pledgebook key threshold quillonia 2 --key first.key"],
    details: [
      "Signed by the owner, with as many keys as the threshold so far. It holds from the next entry on; for what rests on "
        + "a recovery, a higher one counts 14 days later, if none of the party's keys objects until then."
    ])

  static func run(_ session: inout Session) throws(CommandError) -> ExitStatus {
    let party: PartyID = try session.id(session.operand(), "party")
    let text = try session.operand(1)
    guard let threshold = Int(text), KeyOptions.thresholds.contains(threshold), String(threshold) == text else {
      throw .usage(
        "invalid-value", "\(text) is not a number of keys from 1 to \(KeyOptions.thresholds.upperBound)",
        hint: "pledgebook status shows how many keys \(party) has")
    }
    return try StatementFlow.run(&session, keys: SigningKeys.party(session)) { _, _, _ in
      .keyThreshold(KeyThreshold(party: party, threshold: threshold))
    }
  }
}

/// `key revoke`: a key that counts no more, and why.
enum KeyRevokeCommand {
  static let definition = CommandDefinition(
    ["key", "revoke"], group: "Keys", summary: "revoke a key",
    operands: [KeyOptions.party, OperandDefinition("KEYID", help: "the key, as key show gives it")],
    options: [
      .choice("reason", KeyRevocation.Reason.allCases.map(\.rawValue), required: true, help: "why"),
      .value("invalid-since", "TIME", help: "for a compromised key: what it signed from then on is void"),
      KeyOptions.ownerKey.needed(.unless(["draft", "check"]), or: ["registrar-key"]),
      StatementFlow.registrarKey.needed(.never),
    ] + StatementFlow.askingOptions,
    examples: [
      "pledgebook key revoke quillonia 4f1c… --reason compromised --invalid-since 2032-01-20 --key other.key",
      "pledgebook key revoke quillonia 4f1c… --reason lost --registrar-key Keys/registrar",
    ],
    details: [
      "The owner gives any reason, and may say since when the key was in other hands. A key may always end itself, even "
        + "alone. The registrar ends a key from now on, as lost or compromised: it takes nothing back that was signed."
    ])

  static func run(_ session: inout Session) throws(CommandError) -> ExitStatus {
    let party: PartyID = try session.id(session.operand(), "party")
    let key = try KeyOptions.keyID(session.operand(1))
    let reason = try session.choice("reason", KeyRevocation.Reason.self)
    let since = try session.instant("invalid-since")
    if since != nil, reason != .compromised {
      throw .usage(
        "conflicting-options", "--invalid-since is for a compromised key only", hint: "give --reason compromised")
    }
    return try StatementFlow.run(&session, keys: keys(session)) { _, _, _ in
      .keyRevoke(KeyRevocation(party: party, key: key, reason: reason, invalidSince: since))
    }
  }

  /// Who revokes is the owner or the registrar: the key of one that lies in the environment joins no other's by accident.
  private static func keys(_ session: borrowing Session) throws(CommandError) -> SigningKeys {
    switch try session.arguments.oneOf(["key", "registrar-key"]) {
    case "key": return try SigningKeys.party(session)
    case "registrar-key": return try SigningKeys.registrar(session)
    default:
      let own = try SigningKeys.party(session)
      return own.isEmpty ? try SigningKeys.registrar(session) : own
    }
  }
}

/// What the commands about keys have in common.
enum KeyOptions {
  static let party = OperandDefinition("PARTY", help: "the party")
  static let publicKey = OptionDefinition.value(
    "public-key", "FILE", help: "the new key's public half, when it signs elsewhere")
  static let ownerKey = OptionDefinition.value(
    "key", "FILE", repeats: true, need: .unless(["draft", "check"]), variable: "PLEDGEBOOK_KEY",
    help: "private key of the party; once for each that signs")
  static let newKey = OptionDefinition.value(
    "signing-key", "FILE", repeats: true, need: .always, or: ["public-key"],
    help: "private half of the new key; its signature proves that somebody holds it")
  static let threshold = OptionDefinition.value(
    "threshold", "N", help: "how many of its keys sign for it (default: as before, 1 for who is new)")
  static let thresholds = 1...16

  static func keyID(_ text: String) throws(CommandError) -> KeyID {
    guard let id = KeyID(text) else {
      throw .usage("invalid-key-id", "\(text) is not a key id", hint: "pledgebook key show FILE gives the 64 digits")
    }
    return id
  }

  /// The threshold that a statement about these keys names; the rules hold it against the keys that there are.
  static func threshold(_ session: borrowing Session) throws(CommandError) -> Int? {
    try session.arguments.integer("threshold", in: thresholds)
  }
}

/// The keys that a command brings in: those that sign here, and public halves whose owners sign elsewhere.
enum IncomingKey {
  static func one(_ session: borrowing Session, _ incoming: SigningKeys) throws(CommandError) -> PublicKey {
    if let path = session.arguments.path("public-key") { return try PublicHalf.read(session, path) }
    guard let key = incoming.publicKeys.first, incoming.publicKeys.count == 1 else {
      throw .usage(
        "missing-key", "the new key is missing", hint: "give --signing-key FILE, or --public-key FILE.pub with --out")
    }
    return key
  }

  /// All of them; `option` names those that sign elsewhere.
  static func all(
    _ session: borrowing Session, _ incoming: SigningKeys, option: String
  ) throws(CommandError) -> [PublicKey] {
    var keys = incoming.publicKeys
    for path in session.arguments.paths(option) {
      let key = try PublicHalf.read(session, path)
      if !keys.contains(key) { keys.append(key) }
    }
    return keys
  }
}
