import CanonicalJSON
import CommandLineTools
import Cryptography
import Pledges
import Verification

/// Entries of kinds that this program does not know: which of them a reader accepts, and how they are told. // Format §8
enum NotUnderstood {
  static let option = OptionDefinition.value(
    "accept-not-understood", "N:LEAF", repeats: true,
    help: "accept entry N, with this leaf hash, although its kind is not known to this program")

  /// What is said of them wherever they are counted.
  static let meaning = "of kinds that this program does not know: what they say counts for nothing here"

  /// The entries that are accepted.
  static func accepted(_ session: borrowing Session) throws(CommandError) -> Set<AcceptedEntry> {
    var accepted: Set<AcceptedEntry> = []
    for value in session.arguments.values("accept-not-understood") {
      let (index, leaf) = try session.split(value, at: ":", option: "accept-not-understood", form: "N:LEAF")
      guard let index = UInt64(index), let leaf = Digest(hex: leaf) else {
        throw .usage(
          "invalid-value", "--accept-not-understood \(value) is not N:LEAF", hint: "copy it from what verify prints")
      }
      accepted.insert(AcceptedEntry(index: EntryIndex(index), leaf: leaf))
    }
    return accepted
  }

  /// Says which of the entries that were to be accepted are none of these: a leaf hash may be that of another ledger.
  static func warn(
    ofUnused accepted: Set<AcceptedEntry>, _ entries: [LedgerState.UnknownEntry], _ session: borrowing Session
  ) {
    let found = Set(entries.map { AcceptedEntry(index: $0.index, leaf: $0.leaf) })
    for entry in accepted.subtracting(found).sorted(by: { $0.index < $1.index }) {
      session.output.warn(
        "--accept-not-understood \(entry.index):\(entry.leaf) accepts nothing: no such entry is not understood")
    }
  }

  /// Says that a copy holds such entries, where nothing else is said of what they hold.
  static func warn(of entries: [(index: EntryIndex, kind: EntryKind)], _ session: borrowing Session) {
    for (index, kind) in entries {
      session.output.warn("entry \(index) is of the kind \(kind), which this program does not know")
    }
  }

  /// Prints how many there are and which, each as `--accept-not-understood` takes it.
  static func print(_ entries: [LedgerState.UnknownEntry], _ session: inout Session) throws(CommandError) {
    guard !entries.isEmpty else { return }
    try session.output.print("unknown     \(entries.count) \(entries.count == 1 ? "entry" : "entries") \(meaning)")
    for entry in entries { try session.output.print("            \(entry.index):\(entry.leaf)  \(entry.kind)") }
  }

  static func json(_ entries: [LedgerState.UnknownEntry]) -> JSONValue {
    .array(
      entries.map {
        [
          "index": .integer(Int64(clamping: $0.index.rawValue)), "leaf": .string($0.leaf.hex),
          "kind": .string($0.kind.text),
        ]
      })
  }
}

extension Shortfall {
  /// The reason by itself, as a line of the result.
  func line() -> String {
    "short       \(index.map { "entry \($0)" } ?? "ledger")  \(code.rawValue)  \(message)"
  }

  var json: JSONValue {
    [
      "code": .string(code.rawValue),
      "index": index.map { .integer(Int64(clamping: $0.rawValue)) } ?? .null,
      "message": .string(message),
    ]
  }
}
