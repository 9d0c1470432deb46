import CanonicalJSON
import CommandLineTools
import Cryptography
import LedgerWriter
import Pledges
import Storage

/// `backup`: a consistent copy of the database, verified before it gets its name.
enum BackupCommand {
  static let definition = CommandDefinition(
    ["backup"], group: "Keeping a ledger", summary: "write a consistent, sealed copy of the ledger",
    operands: [OperandDefinition("FILE", help: "the copy; never overwrites")],
    examples: ["pledgebook backup /media/backup/ledger-2031-05-02.db"])

  static func run(_ session: inout Session) throws(CommandError) -> ExitStatus {
    let path = try session.operand()
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
    examples: ["pledgebook export ledger.jsonl", "python3 Tests/Interoperability/second_verifier.py ledger.jsonl"])

  static func run(_ session: inout Session) throws(CommandError) -> ExitStatus {
    let path = try session.operand()
    let reader = try OpenLedger.reader(session)
    var lines: [UInt8] = []
    var head = LedgerHead.empty
    do {
      try reader.withSnapshot {
        head = try reader.head()
        try reader.forEachEntry { row in
          switch row {
          case .fault(let fault):
            throw StorageError(.damaged, "a row holds no entry: \(fault.reason)", hint: "run pledgebook verify")
          case .entry(let entry):
            lines += PortableEntry(index: entry.index, stored: entry.bytes).line
            lines.append(UInt8(ascii: "\n"))
            return true
          }
        }
      }
    } catch {
      throw CommandError(from: error)
    }
    try writeOutput(lines, to: path, inputs: [session.ledgerPath])
    if path != "-" { try CopyPrinter.print(path, size: head.size, leaf: head.leaf, &session) }
    return .done
  }
}

/// `restore`: a ledger from its portable form or from a sealed copy.
enum RestoreCommand {
  static let definition = CommandDefinition(
    ["restore"], group: "Keeping a ledger", summary: "build a ledger from an export or a backup, checking everything",
    operands: [OperandDefinition("FILE", help: "what export or backup wrote")],
    examples: ["pledgebook restore ledger.jsonl --ledger restored.db"],
    details: [
      "Never on top of an existing ledger. What is wrong with the copy is named, and nothing is written then. "
        + "A restored ledger that is older than one already published must not go on: compare its head first."
    ])

  /// An export is read whole.
  private static let limit = 8 << 30

  static func run(_ session: inout Session) throws(CommandError) -> ExitStatus {
    let path = try session.operand()
    let entries = try isDatabase(path) ? database(path) : lines(path)
    let chain: ChainHead
    do {
      chain = try LedgerRestoration.restore(entries, to: session.ledgerPath)
    } catch {
      throw CommandError(error)
    }
    try CopyPrinter.print(session.ledgerPath, size: chain.size, leaf: chain.leaf, &session)
    return .done
  }

  private static func isDatabase(_ path: String) throws(CommandError) -> Bool {
    guard path != "-" else { return false }
    // An export begins with a brace, a database with SQLite's name.
    return try readPrefix(path, count: 6) == Array("SQLite".utf8)
  }

  private static func lines(_ path: String) throws(CommandError) -> [PortableEntry] {
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

  private static func database(_ path: String) throws(CommandError) -> [PortableEntry] {
    var entries: [PortableEntry] = []
    do {
      try SQLiteLedgerReader.open(path).forEachEntry { row in
        switch row {
        case .fault(let fault):
          throw StorageError(.damaged, "a row holds no entry: \(fault.reason)", hint: "use another copy")
        case .entry(let entry):
          entries.append(PortableEntry(index: entry.index, stored: entry.bytes))
          return true
        }
      }
    } catch {
      throw CommandError(from: error)
    }
    return entries
  }
}

enum CopyPrinter {
  static func print(_ path: String, size: UInt64, leaf: Digest, _ session: inout Session) throws(CommandError) {
    if session.output.isJSON {
      let document: JSONValue = [
        "file": .string(path), "size": .integer(Int64(clamping: size)), "head": .string(leaf.hex),
      ]
      try session.output.writeDocument(document.displayText())
      return
    }
    try session.output.print("\(sanitised(path))  \(size):\(leaf)")
  }
}
