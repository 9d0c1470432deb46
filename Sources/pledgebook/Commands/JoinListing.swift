import CanonicalJSON
import CommandLineTools
import Cryptography
import DataFormats
import Files
import Pledges
import Service
import TransparencyLog

/// `join --from LIST`: a statement for each line of a list, in a file of its own, for the signatory to sign.
///
/// A join with a key needs the signature of whoever has the key, and no list can stand in for it. What a secretariat has
/// is a table; so the table becomes statements that the rules would take, and what comes back signed goes to `submit`,
/// which takes all or none.
enum JoinListing {
  /// What goes with a list; everything about a signatory stands in its line.
  private static let handling = [
    "from", "out", "draft", StatementFlow.check.long, "registrar-key", "passphrase-file", "at",
  ]

  static func run(_ session: inout Session) throws(CommandError) -> ExitStatus {
    let path = try session.arguments.requiredPath("from")
    try refuseCopy(path)
    session.copy = nil
    try session.arguments.refuse(
      JoinCommand.definition.options.map(\.long).filter { !handling.contains($0) }, with: "from")
    let modes = ["out", "draft", StatementFlow.check.long]
    guard let mode = try session.arguments.oneOf(modes) else {
      throw .usage(
        "missing-option", "a list becomes statements for its signatories to sign, and they have to go somewhere",
        hint: "give --out DIR with --registrar-key FILE, --draft DIR, or --check")
    }
    let folder = mode == StatementFlow.check.long ? nil : session.arguments.path(mode)
    // Before a passphrase is asked for.
    if let folder { try requireFolder(folder, for: mode) }
    let register = Register(try readInput(path, limit: Register.maximumByteCount), on: .signed)
    // What is checked is checked as it will be: with the registrar's signature where its key is at hand.
    let registrar = mode == "draft" ? SigningKeys() : try SigningKeys.registrar(session)
    guard mode != "out" || !registrar.isEmpty else {
      throw .usage(
        "missing-key", "no registrar key", hint: "give --registrar-key FILE, or --draft DIR for no signature")
    }
    let trial = try ListTrial.run(
      register, path, signed: registrar.publicKeys.map(\.keyID), isChecked: folder == nil, session)
    if let difference = trial.difference {
      let missing = trial.lines.compactMap { line in line.missing.map { "\($0) (\(line.id))" } }
      return try TrialPrinter.show(trial.words, missing: missing, difference, &session)
    }
    guard let folder else { return .usage }
    var files: [(name: String, bytes: [UInt8])] = []
    for line in trial.lines { files.append(("\(line.id).json", try bytes(of: line.statement, registrar, session))) }
    try writeFolder(files, to: folder)
    return try tell(trial.lines, mode, folder, &session)
  }

  /// Without an ID a list is meant, and a copy is none.
  private static func refuseCopy(_ path: FilePath) throws(CommandError) {
    let isAddress = path.text.map(WebAddress.isMeant(by:)) ?? false
    guard isAddress || (try? FileStatus(of: path, followingLinks: true))?.kind == .folder else { return }
    throw .usage(
      "missing-operand", "ID is missing: \(path) is a published copy, and a list of many is a file",
      hint: "name the signatory: pledgebook join ID --from \(path.shellWord) …")
  }

  private static func requireFolder(_ folder: FilePath, for mode: String) throws(CommandError) {
    guard folder != .standardStream else {
      throw .usage(
        "no-stream", "--\(mode) - is a stream, and many statements go into a folder", hint: "name a folder")
    }
    try requireFreeFolder(folder)
  }

  private static func bytes(
    of statement: Pledges.Statement, _ registrar: SigningKeys, _ session: borrowing Session
  ) throws(CommandError) -> [UInt8] {
    let texts = session.texts.texts(of: statement)
    guard registrar.isEmpty else {
      let envelope = try registrar.envelope(around: statement.payload ?? [])
      return SubmittedEnvelope(envelope: envelope, texts: texts).canonicalBytes + [UInt8(ascii: "\n")]
    }
    guard let draft = DraftFile.document(statement, texts: texts) else {
      throw CommandError(code: "statement.malformed", message: "a statement cannot be written", exit: .usage)
    }
    return Array(draft.displayText().utf8)
  }

  private static func tell(
    _ listed: [ListTrial.Line], _ mode: String, _ folder: FilePath, _ session: inout Session
  ) throws(CommandError) -> ExitStatus {
    session.output.note(
      "wrote \(counted(listed.count, "statement", "statements")) into \(folder); each is signed by its signatory: "
        + "pledgebook sign ID.json --key KEY --out ID.signed.json")
    session.output.note("then all are recorded, or none: pledgebook submit FILE…")
    guard !session.output.isJSON else {
      let statements = listed.map { item -> JSONValue in
        [
          "signatory": .string(item.id.text), "file": .string("\(folder / "\(item.id).json")"),
          "missing": item.missing.map { .string($0) } ?? .null,
        ]
      }
      let holds: WrittenFile = mode == "draft" ? .draft : .envelope
      try session.output.writeDocument(
        .joins,
        ["holds": .string(holds.rawValue), "folder": .string("\(folder)"), "statements": .array(statements)])
      return .done
    }
    for item in listed {
      try session.output.print(
        "\(folder / "\(item.id).json")" + (item.missing.map { ": still needs \($0)" } ?? ""))
    }
    return .done
  }
}
