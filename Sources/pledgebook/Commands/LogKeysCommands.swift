import CommandLineTools
import Cryptography
import Files
import LedgerWriter
import Pledges
import Storage
import TransparencyLog

/// `log-keys use`: notes on this machine which log key signs this ledger's checkpoints.
enum LogKeysUseCommand {
  static let definition = CommandDefinition(
    ["log-keys", "use"], group: "Keeping a ledger", summary: "note on this machine where the log key lies",
    options: [
      .value(
        "log-signing-key", "FILE", repeats: true, required: true, file: .kept,
        help: "private log key that is in force; once for each"),
      .flag("before-rotation", help: "take keys as well that come into force with pledgebook log-keys rotate"),
      .value(
        "high-water", "FILE", file: .kept,
        help: "where the newest checkpoint is noted (default: as before, else beside the ledger)"),
    ],
    former: [LogSigningKey.former],
    examples: [
      "pledgebook log-keys use --log-signing-key /secure/log --high-water /other-volume/lantern.checkpoint"
    ],
    details: [
      "A key that is not in force signs nothing that a reader believes, so it is refused. The exception is a change of keys: "
        + "note the old and the new one with --before-rotation first, as pledgebook log-keys rotate --help says."
    ])

  static func run(_ session: inout Session) throws(CommandError) -> ExitStatus {
    let paths = session.arguments.paths("log-signing-key")
    try requireInForce(paths, session)
    let noted = try Keeper.read(beside: session.ledgerPath)
    // The mark stays where it was, unless it is named: one elsewhere would be a mark that knows of nothing.
    let mark = session.arguments.value("high-water") == nil ? noted?.highWaterMark : nil
    let keeper = Keeper(
      logKeys: paths.map(\.absolute), highWaterMark: mark ?? Keeper.mark(session), witnesses: noted?.witnesses)
    try keeper.requireRoomForMark()
    try keeper.write(beside: session.ledgerPath)
    session.output.note(
      "checkpoints of \(session.ledgerPath) are signed with \(keeper.logKeys.map(\.description).joined(separator: ", "))"
    )
    try keeper.show(&session)
    return .done
  }

  /// Refuses keys by which no checkpoint of this ledger is believed, now and not at the next append.
  private static func requireInForce(_ paths: [FilePath], _ session: borrowing Session) throws(CommandError) {
    var keys: [(path: FilePath, key: PublicKey)] = []
    for path in paths { keys.append((path, try PublicHalf.ofPrivate(session, path))) }
    let inForce = try OpenLedger.state(session).logKeys.map(\.publicKey)
    let others = keys.filter { !inForce.contains($0.key) }
    let isRotation = session.arguments.flag("before-rotation")
    guard let other = others.first, !isRotation || others.count == keys.count else { return }
    throw CommandError(
      code: "log-key.not-in-force",
      message: isRotation
        ? "none of these keys is in force in \(session.ledgerPath), and the change itself is recorded under one that is"
        : "\(other.path) is not among the log keys in force of \(session.ledgerPath)",
      hint: isRotation
        ? "name the present log key as well, with another --log-signing-key"
        : "pledgebook status shows the keys in force; to change them, see pledgebook log-keys rotate --help",
      exit: .refused)
  }
}

/// `log-keys rotate`: the whole new list of log keys.
enum LogKeysRotateCommand {
  static let definition = CommandDefinition(
    ["log-keys", "rotate"], group: "Keeping a ledger", summary: "change the keys that sign checkpoints",
    options: [
      .value("public-key", "FILE", repeats: true, required: true, help: "each log key from now on, all of them"),
      .value("reason", "TEXT", required: true, lines: true, help: "why"), StatementFlow.registrarKey,
    ] + StatementFlow.askingOptions,
    examples: [
      "# 1. make the new key, and note both private keys: the entry comes in under the old one, its checkpoint bears the new",
      "pledgebook key generate Keys/log-2032 --no-passphrase",
      "pledgebook log-keys use --log-signing-key Keys/log --log-signing-key Keys/log-2032 --before-rotation",
      "# 2. change the keys in the ledger",
      "pledgebook log-keys rotate --public-key Keys/log-2032.pub --reason \"yearly change\" --registrar-key R",
      "# 3. forget the old one here, and tell witnesses and readers of the new one",
      "pledgebook log-keys use --log-signing-key Keys/log-2032",
      "pledgebook key show Keys/log-2032.pub --origin ORIGIN",
    ],
    details: [
      "In this order. The checkpoint over this very entry is signed by a key of the new list, so without the first step it "
        + "is refused and nothing is recorded. Witnesses take checkpoints by the new key once they have it (pledgebook witness "
        + "add-log), and readers give it as --log-key from then on.",
      "A log key signs unattended, so it has no passphrase, or one in PLEDGEBOOK_LOG_PASSPHRASE, which then opens the old and "
        + "the new key alike.",
    ])

  static func run(_ session: inout Session) throws(CommandError) -> ExitStatus {
    var publicKeys: [PublicKey] = []
    for path in session.arguments.paths("public-key") { publicKeys.append(try PublicHalf.read(session, path)) }
    let reason = try session.detach(session.arguments.required("reason"))
    let keys = try SigningKeys.registrar(session)
    do throws(CommandError) {
      return try record(publicKeys, reason, keys, &session)
    } catch {
      guard error.code == "log-key.not-in-force" else { throw error }
      throw CommandError(
        code: error.code,
        message:
          "no private log key that is noted here is among the new ones, and one of these signs the checkpoint over "
          + "this change; nothing was recorded",
        hint: "first pledgebook log-keys use --log-signing-key OLD --log-signing-key NEW --before-rotation, then this "
          + "command again; pledgebook log-keys rotate --help has all three steps", exit: error.exit)
    }
  }

  private static func record(
    _ publicKeys: [PublicKey], _ reason: Detached<String>, _ keys: SigningKeys, _ session: inout Session
  ) throws(CommandError) -> ExitStatus {
    try StatementFlow.run(&session, keys: keys, telling: whatFollows) { _, state, _ throws(CommandError) in
      guard let origin = state.identity?.origin else {
        throw CommandError(code: "statement.kind", message: "the ledger has no genesis", exit: .broken)
      }
      var logKeys: [VerifierKey] = []
      for key in publicKeys {
        do throws(LogError) {
          logKeys.append(try VerifierKey(name: origin.text, publicKey: key, type: .ed25519))
        } catch {
          throw CommandError(error)
        }
      }
      return .logRotate(LogRotation(logKeys: logKeys, reason: reason))
    }
  }

  private static func whatFollows(_ receipt: Receipt) -> String {
    "from entry \(receipt.header.index) on the new keys sign checkpoints; now note them alone with pledgebook log-keys use, "
      + "and give the new verifier key to witnesses and readers"
  }
}
