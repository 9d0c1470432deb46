import CanonicalJSON
import CommandLineTools
import Cryptography
import Files
import LedgerWriter
import Pledges
import Storage
import TransparencyLog
import Verification

/// `backup`: a consistent copy of the database, verified before it gets its name.
enum BackupCommand {
  static let definition = CommandDefinition(
    ["backup"], group: "Keeping a ledger", summary: "write a consistent, sealed copy of the ledger",
    operands: [OperandDefinition("FILE", help: "the copy; never overwrites")],
    examples: ["pledgebook backup /media/backup/ledger-2031-05-02.db"])

  static func run(_ session: inout Session) throws(CommandError) -> ExitStatus {
    let path = try session.operandPath()
    let head: LedgerHead
    do {
      head = try OpenLedger.reader(session).backup(to: path)
    } catch {
      throw CommandError(from: error)
    }
    try CopyPrinter.print(path, size: head.size, leaf: head.leaf, &session)
    return .done
  }
}

/// `export`: the portable form, a line an entry.
enum ExportCommand {
  static let definition = CommandDefinition(
    ["export"], group: "Keeping a ledger", summary: "write the portable form: header and envelope of each entry",
    operands: [OperandDefinition("FILE", help: "the JSON Lines file; - is standard output")],
    examples: ["pledgebook export ledger.jsonl", "python3 Tests/Interoperability/second_verifier ledger.jsonl"])

  static func run(_ session: inout Session) throws(CommandError) -> ExitStatus {
    let path = try session.operandPath()
    let reader = try OpenLedger.reader(session)
    var file = try OutputFile(path, inputs: [session.ledgerPath])
    var head = LedgerHead.empty
    do {
      try reader.withSnapshot {
        head = try reader.head()
        try reader.forEachEntry(from: .genesis, upTo: nil, withTexts: true) { row in
          switch row {
          case .fault(let fault):
            throw StorageError(.damaged, "a row holds no entry: \(fault.reason)", hint: "run pledgebook verify")
          case .entry(let entry):
            try StopSignal.check()
            guard entry.texts != nil else {
              throw StorageError(
                .damaged, "the words of entry \(entry.index) cannot be read", hint: "run pledgebook verify")
            }
            try file.write(PortableEntry(index: entry.index, stored: entry.bytes).line + [UInt8(ascii: "\n")])
            return true
          }
        }
      }
    } catch {
      throw CommandError(from: error)
    }
    try file.finish()
    if path != .standardStream { try CopyPrinter.print(path, size: head.size, leaf: head.leaf, &session) }
    return .done
  }
}

/// `restore`: a ledger from its portable form or from a sealed copy.
enum RestoreCommand {
  static let definition = CommandDefinition(
    ["restore"], group: "Keeping a ledger", summary: "build a ledger from an export or a backup, checking everything",
    operands: [OperandDefinition("FILE", help: "what export or backup wrote")],
    options: [
      .value(
        "held", "CHECKPOINT", repeats: true, help: "a checkpoint or receipt given out, which the copy has to reach"),
      .value("log-key", "FILE", repeats: true, help: "private log key: signs a checkpoint, and is noted for later"),
      .value("high-water", "FILE", help: "where the newest checkpoint is noted (default: beside the ledger)"),
    ],
    examples: [
      "pledgebook restore ledger.jsonl --ledger restored.db --held kept.checkpoint",
      "pledgebook restore ledger.jsonl --ledger restored.db --log-key Keys/log --high-water /other-volume/ledger.checkpoint",
    ],
    details: [
      "Never on top of an existing ledger. What is wrong with the copy is named, and nothing is written then. "
        + "A copy that ends before a checkpoint given out, or contradicts it, is refused: it must not go on. The program "
        + "knows of the high-water mark and of what --held names, and of nothing else."
    ])

  /// An export is read whole.
  private static let limit = 8 << 30

  static func run(_ session: inout Session) throws(CommandError) -> ExitStatus {
    let path = try session.operandPath()
    try requireHeededMark(session)
    let held = try TrustFiles.heldCheckpoints(session)
    let entries = try isDatabase(path) ? database(path, held) : lines(path)
    do {
      try LedgerRestoration.requireFormat(of: entries)
    } catch {
      throw CommandError(error)
    }
    let (issuer, keeper) = try issuer(session, of: entries)
    try keeper?.requireRoomForMark()
    let restored: LedgerRestoration.Outcome
    do {
      restored = try LedgerRestoration.restore(
        entries, to: session.ledgerPath, issuer: issuer, held: held.map(\.checkpoint))
    } catch {
      throw CommandError(error)
    }
    try keeper?.write(beside: session.ledgerPath)
    session.output.note(
      issuer == nil
        ? "no checkpoint was signed: pledgebook log-keys use --log-key FILE, then pledgebook checkpoint --renew"
        : "a checkpoint of \(restored.chain.size) entries was signed")
    if restored.lateTexts > 0 {
      session.output.note("\(restored.lateTexts) removed texts were still in the export; they were left out")
    }
    let unknown = entries.compactMap { entry in
      EntryHeader(entry.stored.header).flatMap { $0.kind.known == nil ? (index: entry.index, kind: $0.kind) : nil }
    }
    NotUnderstood.warn(of: unknown, session)
    try CopyPrinter.print(session.ledgerPath, size: restored.chain.size, leaf: restored.chain.leaf, &session)
    return .done
  }

  /// A mark is compared where this command names who signs, and is the keeper's note's where there is one: one that is
  /// given besides would not be looked at, and a copy that contradicts it would pass.
  private static func requireHeededMark(_ session: borrowing Session) throws(CommandError) {
    let isNoted = try Keeper.read(beside: session.ledgerPath) != nil
    guard isNoted || FilePath.environment("PLEDGEBOOK_LOG_KEY") == nil else { return }
    try session.arguments.refuse(["high-water"], without: "log-key")
  }

  /// Who signs the restored ledger's checkpoint: the keys named, which are then noted, or those known for its place.
  private static func issuer(
    _ session: borrowing Session, of entries: [PortableEntry]
  ) throws(CommandError) -> (CheckpointIssuer?, Keeper?) {
    let paths = session.arguments.paths("log-key")
    let isKnown =
      try Keeper.read(beside: session.ledgerPath) != nil || FilePath.environment("PLEDGEBOOK_LOG_KEY") != nil
    guard !paths.isEmpty || isKnown, let genesis = entries.first?.stored.envelope else { return (nil, nil) }
    let origin: Origin
    do {
      origin = try Pledges.Statement.read(Envelope.read(genesis).payload).ledger.origin
    } catch {
      throw CommandError(from: error, in: "entry 0")
    }
    guard !paths.isEmpty else { return (try Keeper.issuer(session, origin: origin), nil) }
    let keeper = Keeper(logKeys: paths.map(\.absolute), highWaterMark: Keeper.mark(session))
    let issuer = CheckpointIssuer(
      signers: try Keeper.signers(session, paths, origin), mark: HighWaterMark(path: keeper.highWaterMark))
    return (issuer, keeper)
  }

  private static func isDatabase(_ path: FilePath) throws(CommandError) -> Bool {
    guard path != .standardStream else { return false }
    // An export begins with a brace, a database with SQLite's name.
    return try readPrefix(path, count: 6) == Array("SQLite".utf8)
  }

  private static func lines(_ path: FilePath) throws(CommandError) -> [PortableEntry] {
    var entries: [PortableEntry] = []
    for (number, line) in try readInput(path, limit: limit).split(separator: UInt8(ascii: "\n")).enumerated() {
      do {
        entries.append(try PortableEntry.read(Array(line)))
      } catch {
        throw CommandError(error, in: "\(path), line \(number + 1)")
      }
    }
    return entries
  }

  /// The entries of a sealed copy that verifies.
  ///
  /// They alone may fit together where the copy does not: its checkpoints say what the log has given out.
  private static func database(_ path: FilePath, _ held: [SignedCheckpoint]) throws(CommandError) -> [PortableEntry] {
    var entries: [PortableEntry] = []
    var broken: Finding?
    do {
      let reader = try SQLiteLedgerReader.open(path)
      try reader.withSnapshot {
        // Words that were removed may be in a copy; they are left out.
        var verification = try LedgerVerification(trust: Trust(held: held), texts: .copy)
        broken = try verification.run(reader, structure: reader.structuralFindings()).findings.first
        guard broken == nil else { return }
        try reader.forEachEntry(from: .genesis, upTo: nil, withTexts: true) { row in
          if case .entry(let entry) = row { entries.append(PortableEntry(index: entry.index, stored: entry.bytes)) }
          return true
        }
      }
    } catch {
      throw CommandError(from: error)
    }
    guard let broken else { return entries }
    let place = broken.index.map { " at entry \($0)" } ?? ""
    throw CommandError(
      code: broken.code,
      message: broken.code == "checkpoint.rollback"
        ? "\(path): \(broken.message)" : "\(path) is broken\(place): \(broken.message)",
      hint: "pledgebook verify --ledger \(path.shellWord) names everything that is wrong; use another copy",
      exit: .broken)
  }
}

enum CopyPrinter {
  static func print(_ path: FilePath, size: UInt64, leaf: Digest, _ session: inout Session) throws(CommandError) {
    if session.output.isJSON {
      let document: JSONValue = [
        "file": .string("\(path)"), "size": .integer(Int64(clamping: size)), "head": .string(leaf.hex),
      ]
      try session.output.writeDocument(document.displayText())
      return
    }
    try session.output.print("\(path)  \(size):\(leaf)")
  }
}
