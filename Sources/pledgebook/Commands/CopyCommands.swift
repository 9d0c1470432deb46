import CanonicalJSON
import CommandLineTools
import Cryptography
import DataFormats
import Files
import Pledges
import Storage

/// `backup`: a consistent copy of the database, verified before it gets its name.
enum BackupCommand {
  static let definition = CommandDefinition(
    ["backup"], group: "Keeping a ledger", summary: "write a consistent, sealed copy of the ledger",
    operands: [OperandDefinition("FILE", file: .kept, help: "the copy; never overwrites")],
    without: Unheeded.replay,
    examples: ["pledgebook backup /media/backup/ledger-2031-05-02.db"])

  static func run(_ session: inout Session) throws(CommandError) -> ExitStatus {
    let path = try session.operandPath()
    try requireWritableFolder(of: path, for: "the copy")
    let reader = try OpenLedger.reader(session)
    let head: LedgerHead
    do throws(StorageError) {
      head = try reader.backup(to: path)
    } catch {
      // What stands in the way stands in the copy's place; all else is about the ledger.
      throw CommandError(error, opening: error.code == .exists ? path : session.shownLedger)
    }
    try CopyPrinter.print(path, size: head.size, leaf: head.leaf, &session)
    return .done
  }
}

/// `export`: the portable form, a line an entry.
enum ExportCommand {
  static let definition = CommandDefinition(
    ["export"], group: "Keeping a ledger", summary: "write the portable form: header and envelope of each entry",
    operands: [OperandDefinition("FILE", file: .output, help: "the JSON Lines file; - is standard output")],
    options: [.overwrite], without: Unheeded.replay,
    examples: ["pledgebook export ledger.jsonl", "python3 Tests/Interoperability/second_verifier ledger.jsonl"])

  static func run(_ session: inout Session) throws(CommandError) -> ExitStatus {
    let path = try session.operandPath()
    try session.refuseJSON(with: path, "export", holding: "JSON Lines")
    let reader = try OpenLedger.reader(session)
    var file = try session.output(to: path)
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
            let portable = PortableEntry(
              index: entry.index, stored: entry.bytes, isLast: entry.index.next.rawValue == head.size)
            try file.write(portable.line + [UInt8(ascii: "\n")])
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

enum CopyPrinter {
  static func print(_ path: FilePath, size: UInt64, leaf: Digest, _ session: inout Session) throws(CommandError) {
    if session.output.isJSON {
      let document: JSONValue = [
        "file": .string("\(path)"), "size": .integer(Int64(clamping: size)), "head": .string(leaf.hex),
      ]
      try session.output.writeDocument(.copy, document)
      return
    }
    try session.output.print("\(path)  \(size):\(leaf)")
  }
}
