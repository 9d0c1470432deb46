import CommandLineTools
import Cryptography
import Files
import LedgerWriter
import Pledges
import Storage
import TransparencyLog
import Verification

/// `restore`: a ledger from its portable form or from a sealed copy.
enum RestoreCommand {
  static let definition = CommandDefinition(
    ["restore"], group: "Keeping a ledger", summary: "build a ledger from an export or a backup, checking everything",
    operands: [OperandDefinition("FILE", help: "what export or backup wrote; - reads an export from standard input")],
    options: [
      .value(
        "held", "CHECKPOINT", repeats: true, help: "a checkpoint or receipt given out, which the copy has to reach"),
      .value(
        "head", "SIZE:LEAF", repeats: true,
        help: "an end of the ledger that was kept, as verify prints it, which the copy has to reach"),
      .value(
        "log-signing-key", "FILE", repeats: true, file: .kept,
        help: "private log key: signs a checkpoint, and is noted for later"),
      .value(
        "high-water", "FILE", file: .kept, help: "where the newest checkpoint is noted (default: beside the ledger)"),
    ],
    former: [LogSigningKey.former], without: Unheeded.replayAnyway,
    examples: [
      "pledgebook restore ledger.jsonl --ledger restored.db --held kept.checkpoint",
      "pledgebook restore ledger.jsonl --ledger restored.db --log-signing-key Keys/log --high-water /other-volume/ledger.checkpoint",
    ],
    details: [
      "Never on top of an existing ledger. What is wrong with the copy is named, and nothing is written then. "
        + "A copy that ends before a checkpoint given out, or contradicts it, is refused: it must not go on. The program "
        + "knows of the high-water mark and of what --held and --head name, and of nothing else.",
      "An export says in its last line that it is the last. One that does not was cut, or was made by an earlier program: "
        + "it is taken when something held is of its very end.",
    ])

  static func run(_ session: inout Session) throws(CommandError) -> ExitStatus {
    let path = try session.operandPath()
    try requireWritableFolder(of: session.ledgerPath, for: "the restored ledger")
    try requireHeededMark(session)
    let trust = Trust(
      knownHeads: try TrustFiles.heads(session), held: try TrustFiles.heldCheckpoints(session))
    var input = try InputStream(path)
    guard input.hasEnd else {
      throw .io("not-a-file", "\(input.place) is a device, and no file", hint: "give what export or backup wrote")
    }
    // An export begins with a brace, a database with SQLite's name.
    let isDatabase = try input.peek(6) == Array("SQLite".utf8)
    if isDatabase, path == .standardStream {
      throw .usage("invalid-value", "a backup cannot be read from standard input", hint: "name its file")
    }
    let outcome = try isDatabase ? database(path, trust, session) : lines(&input, trust, session)
    if outcome.lateTexts > 0 {
      session.output.note(
        "\(counted(outcome.lateTexts, "removed text was", "removed texts were")) still in the export, and left out")
    }
    NotUnderstood.warn(of: outcome.notUnderstood.map { ($0.index, $0.kind) }, session)
    try CopyPrinter.print(session.ledgerPath, size: outcome.chain.size, leaf: outcome.chain.leaf, &session)
    return .done
  }

  /// A mark is compared where this command names who signs, and is the keeper's note's where there is one: one that is
  /// given besides would not be looked at, and a copy that contradicts it would pass.
  private static func requireHeededMark(_ session: borrowing Session) throws(CommandError) {
    let isNoted = try Keeper.read(beside: session.ledgerPath) != nil
    guard isNoted || FilePath.environment("PLEDGEBOOK_LOG_KEY") == nil else { return }
    try session.arguments.refuse(["high-water"], without: "log-signing-key")
  }

  // MARK: - From where

  /// From the lines of an export, one at a time.
  private static func lines(
    _ input: inout InputStream, _ trust: Trust, _ session: borrowing Session
  ) throws(CommandError) -> LedgerRestoration.Outcome {
    guard let first = try entry(of: &input, line: 1) else {
      throw CommandError(
        code: "export.cut", message: "\(input.place) holds no entry of a ledger", hint: cutHint, exit: .usage)
    }
    var restoration = try Restoration(from: first, trust, signatures: .check, session)
    var last = first
    try restoration.add(first)
    var number = 1
    while let entry = try entry(of: &input, line: number + 1) {
      number += 1
      guard !last.isLast else {
        throw CommandError(
          code: "export.malformed", message: "\(input.place), line \(number) comes after the line that is the last",
          hint: "give one export, whole and alone", exit: .usage)
      }
      try restoration.add(entry)
      last = entry
    }
    guard last.isLast || restoration.isEndKnown else {
      throw CommandError(
        code: "export.cut",
        message:
          "\(input.place) does not say that it ends after entry \(last.index): it was cut, or an earlier program made it",
        hint: cutHint, exit: .usage)
    }
    return try restoration.finish(session)
  }

  private static let cutHint =
    "take another copy; or say how far the ledger went: --held CHECKPOINT, or --head SIZE:LEAF as verify printed it"

  private static func entry(of input: inout InputStream, line number: Int) throws(CommandError) -> PortableEntry? {
    try StopSignal.check()
    let limit = PortableEntry.maximumByteCount
    guard let line = try input.line(limit: limit) else { return nil }
    guard case .bytes(let bytes) = line else {
      throw CommandError(
        code: "export.malformed", message: "\(input.place), line \(number) has more than \(limit) bytes",
        hint: "make the file with pledgebook export", exit: .usage)
    }
    do {
      return try PortableEntry.read(bytes)
    } catch {
      // Behind other entries, and with nothing after it, half a line is where a copy ends that was cut.
      guard number > 1, try input.line(limit: limit) == nil else {
        throw CommandError(error, in: "\(input.place), line \(number)")
      }
      throw CommandError(
        code: "export.cut", message: "\(input.place) ends within an entry, at line \(number): \(error.message)",
        hint: cutHint, exit: .usage)
    }
  }

  /// From a sealed copy that verifies, all of it at one moment; its signatures are checked by that.
  ///
  /// Its entries alone may fit together where the copy does not: its checkpoints say what the log has given out.
  private static func database(
    _ path: FilePath, _ trust: Trust, _ session: borrowing Session
  ) throws(CommandError) -> LedgerRestoration.Outcome {
    do {
      let reader = try SQLiteLedgerReader.open(path)
      return try reader.withSnapshot {
        let root = try verifiedRoot(reader, path, trust)
        guard let genesis = try reader.entry(at: .genesis) else {
          throw StorageError(.damaged, "there is no entry 0", hint: "run pledgebook verify")
        }
        var restoration = try Restoration(
          from: PortableEntry(index: genesis.index, stored: genesis.bytes), trust, signatures: .vouched, session)
        try reader.forEachEntry(from: .genesis, upTo: nil, withTexts: true) { row in
          try StopSignal.check()
          guard case .entry(let entry) = row else { return true }
          try restoration.add(PortableEntry(index: entry.index, stored: entry.bytes))
          return true
        }
        return try restoration.finish(session, verified: root)
      }
    } catch {
      throw CommandError(from: error, ledger: path)
    }
  }

  /// The root of a copy in which nothing is wrong.
  private static func verifiedRoot(_ reader: SQLiteLedgerReader, _ path: FilePath, _ trust: Trust) throws -> Digest {
    // Words that were removed may be in a copy; they are left out.
    var verification = try LedgerVerification(trust: trust, texts: .copy)
    let report = try verification.run(reader, structure: reader.structuralFindings())
    guard let broken = report.findings.first else { return report.root }
    let place = broken.index.map { " at entry \($0)" } ?? ""
    throw CommandError(
      code: broken.code,
      message: broken.code == "checkpoint.rollback"
        ? "\(path): \(broken.message)" : "\(path) is broken\(place): \(broken.message)",
      hint: "pledgebook verify --ledger \(path.shellWord) names everything that is wrong; use another copy",
      exit: .broken)
  }
}

/// A ledger on its way out of a copy, with who signs its checkpoint.
private struct Restoration: ~Copyable {
  private var ledger: LedgerRestoration
  private let keeper: Keeper?
  private let signs: Bool

  /// Whether something from outside says that the entries so far are all.
  var isEndKnown: Bool { ledger.isEndKnown }

  init(
    from genesis: PortableEntry, _ trust: Trust, signatures: EnvelopeVerifier.Signatures, _ session: borrowing Session
  ) throws(CommandError) {
    do {
      try LedgerRestoration.requireFormat(of: genesis)
    } catch {
      throw CommandError(error)
    }
    let (issuer, keeper) = try Self.issuer(session, of: genesis)
    try keeper?.requireRoomForMark()
    let ledger = try Self.begun(session.ledgerPath, issuer, trust, signatures)
    self.ledger = ledger
    self.keeper = keeper
    signs = issuer != nil
  }

  private static func begun(
    _ path: FilePath, _ issuer: CheckpointIssuer?, _ trust: Trust, _ signatures: EnvelopeVerifier.Signatures
  ) throws(CommandError) -> LedgerRestoration {
    do {
      return try LedgerRestoration(
        to: path, issuer: issuer, held: trust.held.map(\.checkpoint),
        heads: trust.knownHeads.map { LedgerHead(size: $0.size, leaf: $0.leaf) }, signatures: signatures)
    } catch {
      throw CommandError(from: error, ledger: path)
    }
  }

  mutating func add(_ entry: PortableEntry) throws(CommandError) {
    do {
      try ledger.add(entry)
    } catch {
      throw Self.told(error)
    }
  }

  /// Makes the ledger; what was `verified` and what was made of it have to be of one tree.
  consuming func finish(
    _ session: borrowing Session, verified root: Digest? = nil
  ) throws(CommandError) -> LedgerRestoration.Outcome {
    let (keeper, signs) = (keeper, signs)
    let outcome: LedgerRestoration.Outcome
    do {
      outcome = try ledger.finish(expecting: root)
    } catch {
      throw Self.told(error)
    }
    try keeper?.write(beside: session.ledgerPath)
    session.output.note(
      signs
        ? "a checkpoint of \(entryCount(outcome.chain.size)) was signed"
        : "no checkpoint was signed: pledgebook log-keys use --log-signing-key FILE, then pledgebook checkpoint --renew"
    )
    if try Keeper.read(beside: session.ledgerPath)?.witnesses == nil {
      session.output.note(
        "no witness will be asked: where the ledger had witnesses, name them again: pledgebook witness use --policy FILE"
      )
    }
    return outcome
  }

  /// What is wrong with a copy, which is no ledger that verify reads.
  private static func told(_ error: AppendError) -> CommandError {
    guard case .broken(let finding) = error else { return CommandError(error) }
    return .broken(finding, toSeeAll: "pledgebook verify on the ledger that the copy was made of,")
  }

  /// Who signs the restored ledger's checkpoint: the keys named, which are then noted, or those known for its place.
  private static func issuer(
    _ session: borrowing Session, of genesis: PortableEntry
  ) throws(CommandError) -> (CheckpointIssuer?, Keeper?) {
    let paths = session.arguments.paths("log-signing-key")
    let noted = try Keeper.read(beside: session.ledgerPath)
    let isKnown = noted != nil || FilePath.environment("PLEDGEBOOK_LOG_KEY") != nil
    guard !paths.isEmpty || isKnown, let genesis = genesis.stored.envelope else { return (nil, nil) }
    let origin = try OpenLedger.origin(ofGenesis: genesis)
    guard !paths.isEmpty else { return (try Keeper.issuer(session, origin: origin), nil) }
    let keeper = Keeper(
      logKeys: paths.map(\.absolute), highWaterMark: Keeper.mark(session), witnesses: noted?.witnesses)
    let issuer = CheckpointIssuer(
      signers: try Keeper.signers(session, paths, origin), mark: HighWaterMark(path: keeper.highWaterMark))
    return (issuer, keeper)
  }
}
