import CanonicalJSON
import CommandLineTools
import Cryptography
import DataFormats
import Files
import LedgerWriter
import Pledges
import StatementWords
import Storage
import TransparencyLog

/// Says where new entries stand, and writes what their submitters keep.
enum ReceiptPrinter {
  /// Asks the ledger's witnesses, where there are some, and then prints; what is printed is durable in either case.
  ///
  /// A receipt that is not final is not written: nobody shall take it for one. // Operations, witnesses
  /// `summary` is said to people behind many entries, in the place of their leaf hashes; of envelopes that were taken each
  /// by itself, one document or list tells of all. All that each entry says is told in any case. `sameWords` are those that the entries
  /// removed: where they still are is told.
  static func finish(
    _ appended: Appended, _ session: inout Session, summary: String? = nil, shortfall: Shortfall = Shortfall(),
    sameWords: SameWords = SameWords(), warnings: [String] = []
  ) throws(CommandError) -> ExitStatus {
    let receipts = appended.receipts
    // Nothing new for witnesses to see.
    let witnessing = receipts.isEmpty ? .unwitnessed : WitnessedLedger.settle(session)
    let places = sameWords.placesLeft(session)
    do throws(CommandError) {
      let removal = sameWords.words.map { _ in SameWords.json(places) }
      try hand(
        out: appended, shortfall, summary, witnessing, sameWords, placesLeft: removal, warnings, &session)
    } catch {
      throw recorded(receipts, error)
    }
    SameWords.warn(of: places ?? [], session)
    witnessing.warn(receipts, session)
    if let failure = shortfall.failure {
      session.output.tell(failure)
      return failure.exit
    }
    guard shortfall.refused.isEmpty else { return .refused }
    return witnessing.isFinal ? .done : .belowAssurance
  }

  /// Refuses a folder for receipts that cannot take them: once the entries are there, it is late to hear of it.
  static func requireFolder(_ session: borrowing Session) throws(CommandError) {
    guard let folder = session.arguments.path("receipt-dir") else { return }
    try requireWritableFolder(folder, for: "receipts")
  }

  /// What of a submission became no entry.
  struct Shortfall {
    /// Refused by the rules, each with its file or line.
    var refused: [(place: String, error: CommandError)] = []
    /// The files or lines that the failure speaks of.
    var failed: [String] = []
    /// Those that came after the batch that failed, and were not recorded.
    var untried: [String] = []
    /// Why some were not even judged: the disk's or the ledger's fault.
    var failure: CommandError?
  }

  /// What fails from here on is not the submission: who reads the error has to know that the entries are there.
  private static func recorded(_ receipts: [Receipt], _ error: CommandError) -> CommandError {
    guard let first = receipts.first?.header.index, let last = receipts.last?.header.index else { return error }
    let entries = first == last ? "entry \(first) is recorded" : "entries \(first) to \(last) are recorded"
    return CommandError(
      code: error.code, message: "\(entries), but \(error.message)",
      hint: "do not submit again; pledgebook proof \(first) --out DIR writes a receipt", exit: error.exit)
  }

  private static func hand(
    out appended: Appended, _ shortfall: Shortfall, _ summary: String?,
    _ witnessing: WitnessedLedger.Settlement, _ sameWords: SameWords, placesLeft: JSONValue?, _ warnings: [String],
    _ session: inout Session
  ) throws(CommandError) {
    let folder = witnessing.isFinal ? session.arguments.path("receipt-dir") : nil
    let store = appended.receipts.isEmpty ? nil : try OpenLedger.reader(session)
    let reader = appended.reader
    var sameWords = sameWords
    let isBrief = summary != nil && folder == nil
    var list = JSONList(.receipts, named: "entries")
    for receipt in appended.receipts {
      guard let store else { break }
      let words = try Appended.words(of: receipt, in: store, reader, &sameWords)
      let path = try folder.map { folder throws(CommandError) in try write(receipt, to: folder, store) }
      if session.output.isJSON {
        try list.add(json(receipt, words, path: path), to: &session.output)
        continue
      }
      try session.output.print("entry \(receipt.header.index): \(words.headline)")
      for line in words.details { try session.output.print("  \(line)") }
      if isBrief { continue }
      try session.output.print("  \(receipt.header.kind), recorded \(receipt.header.recorded)\n  leaf \(receipt.leaf)")
      if let path { try session.output.print("  receipt \(path)") }
    }
    if isBrief, let summary, !session.output.isJSON { try session.output.print(summary) }
    let ledger = try store.map(LedgerName.init)
    if let ledger, !session.output.isJSON { try session.output.print("in \(ledger)") }
    if session.output.isJSON {
      try list.finish(with: members(shortfall, witnessing, placesLeft, warnings, ledger), to: &session.output)
    } else {
      for (_, error) in shortfall.refused { session.output.warn("refused: \(error.message)", hint: error.hint) }
    }
    // What the failure says of entries shall not be taken to be true of envelopes that became none.
    if let places = named(shortfall.untried) {
      session.output.warn(
        "\(places) \(shortfall.untried.count == 1 ? "was" : "were") not recorded",
        hint: "a batch before theirs failed; submit them again once that is mended")
    }
    if let places = named(shortfall.failed) { session.output.warn("the failure is that of \(places)") }
    // Here and not at the end of the command, so that a reader who is not there is no refusal.
    try session.output.flush()
  }

  /// What the document says behind its entries.
  private static func members(
    _ shortfall: Shortfall, _ witnessing: WitnessedLedger.Settlement, _ sameWords: JSONValue?,
    _ warnings: [String], _ ledger: LedgerName?
  ) -> [JSONMember] {
    var members = [JSONMember(name: "witnessing", value: witnessing.json)]
    if let ledger { members.append(JSONMember(name: "ledger", value: ledger.json)) }
    if let sameWords { members.append(JSONMember(name: "sameWords", value: sameWords)) }
    if !warnings.isEmpty {
      members.append(JSONMember(name: "warnings", value: .array(warnings.map { .string($0) })))
    }
    if !shortfall.refused.isEmpty {
      members.append(JSONMember(name: "refused", value: .array(shortfall.refused.map(json))))
    }
    for (name, places) in [("failed", shortfall.failed), ("untried", shortfall.untried)] where !places.isEmpty {
      members.append(JSONMember(name: name, value: .array(places.map { .string($0) })))
    }
    if let failure = shortfall.failure {
      members.append(JSONMember(name: "error", value: .object(fields(of: failure))))
    }
    return members
  }

  /// The first of them, and how many more there are; nil for none.
  private static func named(_ places: [String]) -> String? {
    places.first.map { places.count == 1 ? $0 : "\($0) and \(places.count - 1) more" }
  }

  private static func json(_ refused: (place: String, error: CommandError)) -> JSONValue {
    .object([JSONMember(name: "place", value: .string(refused.place))] + fields(of: refused.error))
  }

  private static func fields(of error: CommandError) -> [JSONMember] {
    [
      JSONMember(name: "code", value: .string(error.code)), JSONMember(name: "message", value: .string(error.message)),
      JSONMember(name: "hint", value: error.hint.map { .string($0) } ?? .null),
    ]
  }

  private static func json(_ receipt: Receipt, _ words: StatementWords, path: FilePath?) -> JSONValue {
    [
      "index": .integer(Int64(clamping: receipt.header.index.rawValue)),
      "leaf": .string(receipt.leaf.hex),
      "recorded": .string(receipt.header.recorded.description),
      "kind": .string(receipt.header.kind.text),
      "statement": .string(receipt.statement.hex),
      "words": words.json,
      "receipt": path.map { .string("\($0)") } ?? .null,
    ]
  }

  private static func write(
    _ receipt: Receipt, to folder: FilePath, _ ledger: SQLiteLedgerReader
  ) throws(CommandError) -> FilePath {
    let index = receipt.header.index
    do {
      return try write(
        header: receipt.headerBytes, envelope: ledger.entry(at: index)?.envelope, proof: ledger.proofFile(of: index),
        index: index, to: folder)
    } catch {
      throw CommandError(from: error)
    }
  }

  /// `INDEX.header`, `INDEX.dsse.json` and `INDEX.tlog-proof`: checked together with no ledger at hand. // Format §7
  static func write(
    header: [UInt8], envelope: [UInt8]?, proof: ProofFile, index: EntryIndex, to folder: FilePath
  ) throws(CommandError) -> FilePath {
    let base = folder / "\(index)"
    try writeOutput(header, to: base + ".header")
    if let envelope { try writeOutput(envelope, to: base + ".dsse.json") }
    try writeOutput(proof.bytes, to: base + ".tlog-proof")
    return base + ".tlog-proof"
  }
}
