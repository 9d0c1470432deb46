import CanonicalJSON
import CommandLineTools
import Cryptography
import DataFormats
import Files
import LedgerWriter
import Pledges
import Storage
import TransparencyLog

/// What the keeper of a ledger noted beside it: where the log key lies, where the high-water mark, and which witnesses
/// are asked.
///
/// A small JSON file, `LEDGER.keeper.json`. It names files of this machine, so it is no part of the ledger.
struct Keeper {
  var logKeys: [FilePath]
  var highWaterMark: FilePath
  var witnesses: WitnessSetting?

  /// The environment variable with the passphrase of log keys.
  static let passphraseVariable = "PLEDGEBOOK_LOG_PASSPHRASE"

  private static func path(of ledger: FilePath) -> FilePath { ledger + ".keeper.json" }

  /// What is noted beside a ledger; nil when nothing is.
  static func read(beside ledger: FilePath) throws(CommandError) -> Keeper? {
    let path = path(of: ledger)
    guard let bytes = try readOwnFile(path, beside: ledger, limit: 65_536) else { return nil }
    guard let root = try? JSONDocument(bytes, profile: .ledger).root,
      let mark = root.member("highWaterMark")?.string.flatMap({ FilePath(shown: $0) }),
      let keys = root.member("logKeys")
    else {
      throw CommandError(
        code: "keeper.malformed", message: "\(path) is not a keeper's note",
        hint:
          "move it away and write it again: pledgebook log-keys use --log-signing-key FILE, with --high-water FILE where "
          + "the mark lies elsewhere", exit: .usage)
    }
    let witnesses = try root.member("witnesses").map { value throws(CommandError) in
      guard let setting = WitnessSetting(value) else {
        throw CommandError(
          code: "keeper.malformed", message: "\(path) says nothing readable of witnesses",
          hint: "write it again: pledgebook witness use --policy FILE", exit: .usage)
      }
      return setting
    }
    return Keeper(
      logKeys: keys.elements.compactMap(\.string).compactMap { FilePath(shown: $0) }, highWaterMark: mark,
      witnesses: witnesses)
  }

  func write(beside ledger: FilePath) throws(CommandError) {
    var members = [
      JSONMember(name: "logKeys", value: .array(logKeys.map { .string("\($0)") })),
      JSONMember(name: "highWaterMark", value: .string("\(highWaterMark)")),
    ]
    if let witnesses { members.append(JSONMember(name: "witnesses", value: witnesses.json)) }
    let document = JSONValue.object(members)
    try writeOwnFile(Array(document.displayText().utf8), to: Keeper.path(of: ledger), beside: ledger)
  }

  /// What is noted now, for programs; people have heard it in words.
  func show(_ session: inout Session) throws(CommandError) {
    guard session.output.isJSON else { return }
    try session.output.writeDocument(
      .keeper,
      [
        "file": .string("\(session.ledgerPath)"), "logKeyFiles": .array(logKeys.map { .string("\($0)") }),
        "highWaterMark": .string("\(highWaterMark)"), "witnesses": witnesses?.json ?? .null,
      ])
  }

  /// Refuses a place where no mark can be made, before a ledger is made that would have none.
  func requireRoomForMark() throws(CommandError) {
    try requireWritableFolder(of: highWaterMark, for: "the high-water mark")
  }

  /// The mark that lies beside a ledger unless its keeper says otherwise.
  static func mark(_ session: borrowing Session) -> FilePath {
    (session.arguments.path("high-water") ?? session.ledgerPath + ".checkpoint").absolute
  }

  /// Who signs this ledger's checkpoints: the keys of the environment or of the keeper's note.
  static func issuer(_ session: borrowing Session, origin: Origin?) throws(CommandError) -> CheckpointIssuer {
    let noted = try read(beside: session.ledgerPath)
    let paths = keyPaths(noted)
    guard !paths.isEmpty, let origin else { throw missingKey }
    return CheckpointIssuer(
      signers: try signers(session, paths, origin),
      mark: HighWaterMark(path: noted?.highWaterMark ?? mark(session)))
  }

  /// Where the log keys lie: as the environment says, else the keeper's note.
  static func keyPaths(_ noted: Keeper?) -> [FilePath] {
    FilePath.environment("PLEDGEBOOK_LOG_KEY").map { [$0] } ?? noted?.logKeys ?? []
  }

  static var missingKey: CommandError {
    CommandError(
      code: "log-key.missing", message: "no log key is known, and every batch gets a checkpoint",
      hint: "pledgebook log-keys use --log-signing-key FILE, or set PLEDGEBOOK_LOG_KEY", exit: .io)
  }

  /// The private log keys in these files.
  static func signers(
    _ session: borrowing Session, _ paths: [FilePath], _ origin: Origin
  ) throws(CommandError) -> [NoteSigner] {
    var signers: [NoteSigner] = []
    for path in paths {
      let key = try SigningKeys.privateKey(session, path, passphraseVariable: passphraseVariable)
      do {
        signers.append(try NoteSigner(name: origin.text, privateKey: key))
      } catch {
        throw CommandError(error, in: path)
      }
    }
    return signers
  }
}
