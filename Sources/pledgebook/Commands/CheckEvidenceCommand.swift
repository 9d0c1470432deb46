import CanonicalJSON
import CommandLineTools
import Cryptography
import DataFormats
import Files
import Pledges
import Verification

/// `check-evidence`: finds who cites a document; a checker says whether it still is what its digest says.
enum CheckEvidenceCommand {
  static let definition = CommandDefinition(
    ["check-evidence"], group: "Oversight",
    summary: "find who cites a document, or record whether it still is what it was",
    operands: [
      OperandDefinition("SHA256-or-FILE", repeats: true, help: "a document, or its digest as an attestation names it")
    ],
    options: [
      .value("checker", "ID", help: "record a check: who checked; the key must be its own"),
      .value("uri", "URI", help: "where it is looked for; fetched unless --result says what was found"),
      .choice(
        "result", EvidenceCheckEvent.Result.allCases.map(\.rawValue),
        help: "what was found there; sealed: seen, and not public"),
      .value("checked-at", "TIME", help: "when it was looked for (default: now)"),
      StatementFlow.partyKey,
    ] + StatementFlow.options,
    examples: [
      "pledgebook check-evidence law.pdf", "# and for the record",
      "pledgebook check-evidence law.pdf --checker harbour-audit --uri https://quillonia.example/law.pdf --key harbour.key",
    ],
    details: [
      "Without --checker nothing is recorded: each file is hashed, and the entries that cite it are named. With --checker and "
        + "without --result the address is fetched, and what was found there is recorded, match or mismatch. "
        + "Where nothing comes nothing is recorded, for the fault may be this machine's; and pages of HTML are not compared: look "
        + "yourself, and give --result. The last check of a digest counts, for every "
        + "attestation that refers to it."
    ])

  /// What only a check has a place for.
  private static let checking = ["result", "checked-at", "key", "out", "draft", "check", "at"]

  static func run(_ session: inout Session) throws(CommandError) -> ExitStatus {
    guard session.arguments.flag("checker") else {
      try session.arguments.refuse(checking + StatementFlow.forAppending, without: "checker")
      return try find(&session)
    }
    guard session.arguments.operandPaths.count == 1 else {
      throw .usage("too-many", "a check is of one document", hint: "record the next one by a call of its own")
    }
    let digest = try digest(session.operandPath())
    let uri = try session.arguments.required("uri")
    let result =
      session.arguments.flag("result")
      ? try session.choice("result", EvidenceCheckEvent.Result.self) : try fetched(digest, uri, session)
    let keys = try SigningKeys.party(session)
    return try StatementFlow.run(&session, keys: keys) { session, state, now throws(CommandError) in
      try ActingParty.require("checker", session, keys, state)
      return .checkEvidence(
        EvidenceCheck(
          evidence: digest, uri: uri, result: result, checkedAt: try session.instant("checked-at") ?? now))
    }
  }

  /// A digest as it is written, or that of a file.
  private static func digest(_ operand: FilePath) throws(CommandError) -> Digest {
    if let digest = operand.text.flatMap({ Digest(hex: $0) }) { return digest }
    do throws(CommandError) {
      return try EvidenceFile.digest(of: operand).sha256
    } catch {
      throw CommandError(
        code: error.code, message: error.message,
        hint: "name a file, or give its digest: 64 lowercase hexadecimal digits", exit: error.exit)
    }
  }

  private static func fetched(
    _ digest: Digest, _ uri: String, _ session: borrowing Session
  ) throws(CommandError) -> EvidenceCheckEvent.Result {
    let found = try FetchedEvidence.look(for: digest, at: uri)
    guard found.result != .unreachable else {
      // The fault may be this machine's, and what is recorded stays.
      throw CommandError(
        code: "evidence.unreachable", message: "\(uri) is \(found.words); nothing was recorded",
        hint: "look from elsewhere, and later; where it stays so, record it with --result unreachable", exit: .io)
    }
    session.output.note("\(uri): \(found.words)")
    return found.result
  }

  // MARK: - Who cites it

  private static func find(_ session: inout Session) throws(CommandError) -> ExitStatus {
    var documents: [(place: String, digest: Digest)] = []
    for path in session.arguments.operandPaths {
      let digest = try digest(path)
      documents.append((path.description, digest))
    }
    let uri = session.arguments.value("uri")
    let citations = try ReadLedger.with(session) { store in
      try EvidenceCitations(of: Set(documents.map(\.digest)), in: store, ReadLedger.replayed(session, store).state)
    }
    var list: [JSONValue] = []
    for (place, digest) in documents {
      let found = try uri.map { (uri) throws(CommandError) in try FetchedEvidence.look(for: digest, at: uri) }
      if session.output.isJSON {
        list.append(citations.json(of: digest, place: place, found: found?.result))
        continue
      }
      try session.output.print("\(place)\n  sha256  \(digest)")
      for line in citations.lines(of: digest) { try session.output.print("  \(line)") }
      if let uri, let found { try session.output.print("  \(sanitised(uri)): \(found.words)") }
    }
    if session.output.isJSON {
      try session.output.writeDocument(.evidence, ["documents": .array(list)])
    }
    return .done
  }
}
