import CanonicalJSON
import CommandLineTools
import Cryptography
import DataFormats
import Files
import Pledges
import Storage
import Verification

/// `join --from LIST`: a statement for each line of a list, in a file of its own, for the signatory to sign.
///
/// A join with a key needs the signature of whoever has the key, and no list can stand in for it. What a secretariat has is a
/// table; so the table becomes statements that the rules would take, and what comes back signed goes to `submit`, which takes
/// all or none.
enum JoinListing {
  /// What goes with a list; everything about a signatory stands in its line.
  private static let handling = [
    "from", "out", "draft", "registrar-key", "passphrase-file", "at", "ledger", "json", "quiet", "color", "replay",
  ]

  private struct Listed {
    let id: PartyID
    let statement: Pledges.Statement
    let missing: String?
  }

  static func run(_ session: inout Session) throws(CommandError) -> ExitStatus {
    try session.arguments.refuse(
      JoinCommand.definition.options.map(\.long).filter { !handling.contains($0) }, with: "from")
    guard let path = session.arguments.path("from") else {
      throw .usage(
        "missing-operand", "ID is missing", hint: "pledgebook join ID …, or many with pledgebook join --from LIST --out DIR")
    }
    guard let mode = try session.arguments.oneOf(["out", "draft"]), let folder = session.arguments.path(mode) else {
      throw .usage(
        "missing-option", "a list becomes statements for its signatories to sign, and they have to go somewhere",
        hint: "give --out DIR with --registrar-key FILE, or --draft DIR")
    }
    let registrar = mode == "out" ? try SigningKeys.registrar(session) : SigningKeys()
    guard mode == "draft" || !registrar.isEmpty else {
      throw .usage("missing-key", "no registrar key", hint: "give --registrar-key FILE, or --draft DIR for no signature")
    }
    var list = JoinList(try readInput(path, limit: JoinList.maximumByteCount))
    let reader = try OpenLedger.reader(session)
    let listed: [Listed]
    do {
      listed = try reader.withSnapshot { try examine(&list, reader, registrar, session) }
    } catch {
      throw CommandError(from: error)
    }
    guard list.faults.isEmpty else {
      throw CommandError(
        code: "joins.malformed", message: "\(path.inputName) cannot be taken as it is; nothing was written",
        faults: list.faults.faults, upTo: .max, hint: list.faults.hint ?? "mend what is named; see pledgebook join --help",
        exit: .usage)
    }
    return try write(listed, registrar, mode, to: folder, &session)
  }

  /// The statements, each tried behind those before it; notes in the list what is wrong with a line.
  private static func examine(
    _ list: inout JoinList, _ reader: SQLiteLedgerReader, _ registrar: SigningKeys, _ session: borrowing Session
  ) throws -> [Listed] {
    var trial = try Trial(session, reader, signatures: .vouched) { replayed in
      try max(session.ledgerTime(in: replayed.state.identity?.environment), replayed.chain.recorded ?? Clock.now())
    }
    var listed: [Listed] = []
    for line in list.lines {
      guard let join = try join(line, &list, session) else { continue }
      do throws(CommandError) {
        let statement = try StatementFlow.draft(.join(join), trial.state, at: trial.now)
        let signed = registrar.publicKeys.map(\.keyID)
        try UnsignedTrial.run(
          statement, texts: session.texts.texts(of: statement), signed: signed, speaker: nil, &trial)
        for doubt in KnownNames.doubts(about: .join(join), in: trial.state) {
          session.output.warn("\(line.place): \(doubt)")
        }
        listed.append(
          Listed(
            id: join.signatory, statement: statement,
            missing: MissingWords.missing(on: .join(join), by: signed, trial.state, at: trial.now)))
      } catch {
        list.fault(line.place, join.signatory.text, error.message)
      }
    }
    return listed
  }

  /// What a line says; nil, with a fault, where that cannot be told.
  private static func join(
    _ line: JoinList.Line, _ list: inout JoinList, _ session: borrowing Session
  ) throws(CommandError) -> Join? {
    var keys: [PublicKey] = []
    for text in line.keys {
      do throws(CommandError) {
        let key = try key(text, session)
        if !keys.contains(key) { keys.append(key) }
      } catch {
        list.fault(line.place, "public_key", error.message)
      }
    }
    var identifications: [KeyIdentification] = []
    do throws(CommandError) {
      identifications = try KeyIdentifications.read(line.identified.map { FilePath($0) }, session, of: keys)
    } catch {
      list.fault(line.place, "identified", error.message)
    }
    guard let id = line.id, let name = line.name, let kind = line.kind, let effective = line.effective, !keys.isEmpty
    else { return nil }
    return Join(
      signatory: id, name: name, kind: kind, country: line.country, traits: line.traits, effective: effective,
      joinedVia: line.joinedVia, subscribed: line.subscribed, keys: keys, basis: .signed, threshold: line.threshold,
      identifications: identifications)
  }

  private static func key(_ text: String, _ session: borrowing Session) throws(CommandError) -> PublicKey {
    guard text.utf8.starts(with: "-----BEGIN".utf8) else { return try PublicHalf.read(session, FilePath(text)) }
    do {
      return try PublicKey(pem: text.utf8.last == UInt8(ascii: "\n") ? text : text + "\n")
    } catch {
      throw CommandError(error)
    }
  }

  /// Writes the files, all of them or none.
  private static func write(
    _ listed: [Listed], _ registrar: SigningKeys, _ mode: String, to folder: FilePath, _ session: inout Session
  ) throws(CommandError) -> ExitStatus {
    try requireWritableFolder(folder, for: "statements")
    let files = listed.map { folder + "/\($0.id).json" }
    for file in files where file.exists {
      throw .io(
        "exists", "\(file) exists already; nothing was written", hint: "choose another folder, or move that file away")
    }
    for (item, file) in zip(listed, files) {
      let texts = session.texts.texts(of: item.statement)
      if mode == "out" {
        let envelope = try registrar.envelope(around: item.statement.payload ?? [])
        try StatementFlow.write(SubmittedEnvelope(envelope: envelope, texts: texts), to: file)
      } else if let draft = DraftFile.document(item.statement, texts: texts) {
        try writeOutput(Array(draft.displayText().utf8), to: file)
      }
    }
    session.output.note(
      "each signs its own with pledgebook sign ID.json --key KEY --out ID.signed.json; all that came back are recorded "
        + "together, or none, by pledgebook submit \(folder.shellWord)/*.signed.json")
    if session.output.isJSON {
      let statements = zip(listed, files).map { item, file -> JSONValue in
        [
          "signatory": .string(item.id.text), "file": .string("\(file)"),
          "missing": item.missing.map { .string($0) } ?? .null,
        ]
      }
      try session.output.writeDocument(.joins, ["statements": .array(statements)])
      return .done
    }
    for (item, file) in zip(listed, files) {
      try session.output.print("\(file)" + (item.missing.map { "  needs \($0)" } ?? ""))
    }
    return .done
  }
}
