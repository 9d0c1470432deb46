import CanonicalJSON
import CommandLineTools
import Cryptography
import DataFormats
import Files
import Pledges
import Storage
import TransparencyLog
import Verification

/// `key generate`: a key file, away from any ledger.
enum KeyGenerateCommand {
  static let definition = CommandDefinition(
    ["key", "generate"], group: "Keys", summary: "make a key file, and its public half beside it",
    operands: [OperandDefinition("FILE", file: .kept, help: "the private key; the public half becomes FILE.pub")],
    options: [
      .choice("algorithm", SignatureAlgorithm.allCases.map(\.rawValue), help: "default: ed25519"),
      .flag("no-passphrase", help: "leave the private key unencrypted"),
      .value("passphrase-file", "FILE", help: "read the passphrase from this file"),
    ],
    without: Unheeded.ledger,
    examples: ["pledgebook key generate Keys/registrar"],
    details: [
      "The private key is encrypted PKCS#8 with mode 0600: PBKDF2 with HMAC-SHA-512, 600,000 iterations, AES-256-CBC. "
        + "Its passphrase has at least \(Passphrase.leastCount) characters, best four or five words. Existing files are never "
        + "overwritten, and no key is made in a folder where everybody could put another in its place."
    ])

  static func run(_ session: inout Session) throws(CommandError) -> ExitStatus {
    let path = try session.operandPath()
    _ = try session.arguments.oneOf(["no-passphrase", "passphrase-file"])
    let algorithm = session.arguments.value("algorithm").flatMap(SignatureAlgorithm.init) ?? .ed25519
    try requireRoom(for: path)
    ProcessMemory.keepToItself()
    do {
      var passphrase: Passphrase?
      if !session.arguments.flag("no-passphrase") {
        let file = session.arguments.path("passphrase-file")
        if let file { try SigningKeys.checkPassphraseFile(session, file) }
        let source = PassphraseSource(file: file, variable: "PLEDGEBOOK_PASSPHRASE")
        var bytes = try source.read(
          "passphrase for \(path), of at least \(Passphrase.leastCount) characters", confirming: true)
        if let variable = source.variableInUse {
          // Nobody was asked, so nobody knows otherwise with which words the key opens.
          session.output.note("the passphrase is taken from \(variable)")
        }
        passphrase = Passphrase(wiping: &bytes)
      }
      let key = try PrivateKey.generate(algorithm)
      try KeyFile.create(at: path, key: key, passphrase: passphrase)
      try KeyShowCommand.show(key.publicKey, &session)
      session.output.note(
        "wrote \(path), which signs and stays with you, and \(KeyFile.publicPath(for: path)), by which others check it")
      return .done
    } catch {
      throw CommandError(from: error, in: path)
    }
  }

  /// Refuses a place where no key can be written, before anybody thinks of a passphrase.
  private static func requireRoom(for path: FilePath) throws(CommandError) {
    for path in [path, KeyFile.publicPath(for: path)] where path.exists {
      throw CommandError(CryptographyError(.fileExists, "\(path) exists already and is not overwritten"), in: path)
    }
    try requireWritableFolder(of: path, for: "the key")
  }
}

enum KeyShowCommand {
  static let definition = CommandDefinition(
    ["key", "show"], group: "Keys", summary: "show the id and the public half of a key, or what a ledger says of it",
    operands: [OperandDefinition("FILE", help: "a public or a private key, or the id of a key of the ledger")],
    options: [
      .value("origin", "ORIGIN", help: "also show the log verifier key for this origin (Ed25519 only)"),
      .value("passphrase-file", "FILE", help: "read the passphrase from this file"),
      .flag("standing", help: "also show what the ledger says: whose it is, on whose word, whether it counts"),
    ] + ReadLedger.options,
    examples: [
      "pledgebook key show Keys/log.pub --origin pledges.example/lantern",
      "pledgebook key show quillonia.key.pub --standing --ledger Ledger/ledger.db",
    ])

  static func run(_ session: inout Session) throws(CommandError) -> ExitStatus {
    let path = try session.operandPath()
    // An id is an id, whatever lies under that name; ./ID names the file.
    let id = path.text.flatMap { KeyID($0) }
    guard id != nil || session.arguments.flag("standing") else {
      try session.arguments.refuse(ReadLedger.options.map(\.long), without: "standing")
      try show(PublicHalf.read(session, path), &session)
      return .done
    }
    let key = id == nil ? try PublicHalf.read(session, path) : nil
    try showStanding(of: key?.keyID ?? id, key, &session)
    return .done
  }

  /// What the ledger says of a key, as far as its entries go.
  private static func showStanding(
    of id: KeyID?, _ key: PublicKey?, _ session: inout Session
  ) throws(CommandError) {
    let (ledger, now) = try ReadLedger.with(session) { store in
      let ledger = try ReadLedger.replayed(session, store)
      return (ledger, try OpenLedger.presentTime(of: store, size: ledger.size))
    }
    if let id, ledger.state.keys[id] == nil, let logKey = LogKeyStanding(of: id, ledger.state) {
      return try showLogKey(logKey, &session)
    }
    guard let id, let record = ledger.state.keys[id] else {
      throw CommandError(
        code: "key.unknown", message: "this ledger has no key \(id?.hex ?? "")",
        hint: "pledgebook status lists the keys of parties, and pledgebook report those of a signatory", exit: .usage)
    }
    guard !session.output.isJSON else {
      return try show(record.key, standing: KeyWords.json(record, at: now), &session)
    }
    try show(record.key, &session)
    try session.output.print("owner      \(KeyWords.owner(record.owner)), \(KeyWords.word(of: record))")
    try session.output.print("standing   \(KeyWords.standing(of: record, at: now)), since entry \(record.since)")
    if let since = record.invalidSince {
      try session.output.print("void       what it signed from \(since) on")
    }
    let marks = KeyMarks(ledger.state.accord) { _ in true }
    for objection in record.recovery.map(marks.objections) ?? [] {
      try session.output.print("contested  by an earlier key, entry \(objection)")
    }
  }

  /// A key of the log signs checkpoints and speaks for nobody.
  private struct LogKeyStanding {
    let key: PublicKey
    let isInForce: Bool

    init?(of id: KeyID, _ state: LedgerState) {
      let all = state.logKeyHistory.flatMap(\.keys)
      guard let key = all.first(where: { $0.publicKey.keyID == id })?.publicKey else { return nil }
      self.key = key
      isInForce = state.logKeys.contains { $0.publicKey.keyID == id }
    }
  }

  private static func showLogKey(_ standing: LogKeyStanding, _ session: inout Session) throws(CommandError) {
    let state = standing.isInForce ? "in force" : "no longer in force"
    guard !session.output.isJSON else {
      return try show(
        standing.key,
        standing: ["owner": "log", "state": .string(standing.isInForce ? "in-force" : "ended")], &session)
    }
    try show(standing.key, &session)
    try session.output.print("standing   a log key of this ledger, and no party's; \(state)")
  }

  static func show(
    _ key: PublicKey, standing: JSONValue? = nil, _ session: inout Session
  ) throws(CommandError) {
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
      if let standing { members.append(JSONMember(name: "standing", value: standing)) }
      try session.output.writeDocument(.key, .object(members))
      return
    }
    try session.output.print("key id     \(key.keyID)")
    try session.output.print("algorithm  \(key.algorithm.rawValue)")
    if let vkey { try session.output.print("vkey       \(vkey)") }
    try session.output.write(key.pem)
  }
}
