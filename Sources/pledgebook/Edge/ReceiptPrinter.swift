import CanonicalJSON
import CommandLineTools
import Cryptography
import LedgerWriter
import Pledges

/// Says where new entries stand, and writes what their submitters keep.
enum ReceiptPrinter {
  static func print(_ receipts: [Receipt], _ session: inout Session) throws(CommandError) {
    var entries: [JSONValue] = []
    for receipt in receipts {
      let path = try session.arguments.value("receipt-dir").map { folder throws(CommandError) in
        try write(receipt, to: folder)
      }
      if session.output.isJSON {
        entries.append(json(receipt, path: path))
      } else {
        try session.output.print(
          "entry \(receipt.header.index)  \(receipt.header.kind)  \(receipt.header.recorded)\n  leaf \(receipt.leaf)")
        if let path { try session.output.print("  receipt \(path)") }
      }
    }
    if session.output.isJSON {
      try session.output.writeDocument(JSONValue.object([JSONMember(name: "entries", value: .array(entries))]).displayText())
    }
  }

  private static func json(_ receipt: Receipt, path: String?) -> JSONValue {
    [
      "index": .integer(Int64(clamping: receipt.header.index.rawValue)),
      "leaf": .string(receipt.leaf.hex),
      "recorded": .string(receipt.header.recorded.description),
      "kind": .string(receipt.header.kind.text),
      "statement": .string(receipt.statement.hex),
      "receipt": path.map { .string($0) } ?? .null,
    ]
  }

  /// `INDEX.header` and `INDEX.dsse.json`: what anyone can hash and check with ordinary tools. // Format §6, §7
  private static func write(_ receipt: Receipt, to folder: String) throws(CommandError) -> String {
    let base = "\(folder)/\(receipt.header.index)"
    try writeOutput(receipt.headerBytes, to: base + ".header")
    try writeOutput(receipt.envelopeBytes, to: base + ".dsse.json")
    return base + ".header"
  }
}
