import CanonicalJSON
import CommandLineTools
import Cryptography
import DataFormats
import Pledges
import Reports
import StatementWords
import Storage
import TransparencyLog
import Verification

/// `show`: one entry, whole or in parts.
enum ShowCommand {
  static let definition = CommandDefinition(
    ["show"], group: "Reading", summary: "show one entry: what it says, in words, and who signed it",
    operands: [OperandDefinition("INDEX", help: "the entry's number")],
    options: [
      .flag("header", help: "the header, byte for byte"), .flag("envelope", help: "the envelope, byte for byte"),
      .flag("statement", help: "the statement, byte for byte as it was signed"),
    ] + ReadLedger.options,
    synonyms: ["entry"],
    examples: ["pledgebook show 12", "(printf '\\0'; pledgebook show 11 --header) | sha256sum"])

  static func run(_ session: inout Session) throws(CommandError) -> ExitStatus {
    let index = try session.index(session.operand())
    let part = try session.arguments.oneOf(["header", "envelope", "statement"])
    let shown = try ReadLedger.with(session) { store in
      let entry = try stored(index, store)
      guard part == nil else { return Shown(entry: entry, texts: [], told: nil) }
      let texts = texts(of: entry)
      // Words are shown only where it is known which were removed; without any, a broken ledger is shown as well.
      guard !texts.isEmpty else {
        let told = try ToldKeys(session, store)
        return Shown(entry: entry, texts: [], told: told, said: said(entry, [], told))
      }
      let ledger = try ReadLedger.replayed(session, store)
      let there = try store.texts(at: entry.index).map { try Disclosure(unchecked: $0) }
      let told = ToldKeys(ledger)
      return Shown(
        entry: entry, texts: words(of: texts, there, ledger.state.removals), told: told, said: said(entry, there, told))
    }
    let entry = shown.entry
    if part == "header" {
      try showHeader(of: entry, &session)
      return .done
    }
    guard let bytes = entry.envelope else {
      guard part == nil else {
        throw CommandError(
          code: "envelope.missing", message: "entry \(index) has no envelope",
          hint: "run pledgebook verify to see everything that is wrong", exit: .broken)
      }
      try show(Shown(entry: entry, texts: [], told: shown.told), nil, &session)
      return .done
    }
    let envelope: Envelope
    do {
      envelope = try Envelope.read(bytes)
    } catch {
      throw CommandError(error)
    }
    switch part {
    case "envelope": try session.output.write(bytes)
    case "statement": try session.output.write(envelope.payload)
    default: try show(shown, envelope, &session)
    }
    return .done
  }

  /// Byte for byte, or as the one document that `--json` promises: of the three parts only this one is none by itself.
  private static func showHeader(of entry: StoredEntry, _ session: inout Session) throws(CommandError) {
    guard session.output.isJSON else { return try session.output.write(entry.header) }
    let document: JSONValue = [
      "index": .integer(Int64(clamping: entry.index.rawValue)), "leaf": .string(entry.leaf.hex),
      "header": .string(String(decoding: entry.header, as: UTF8.self)),
    ]
    try session.output.writeDocument(.header, document)
  }

  /// The entry of this number, or that there is none and how many there are.
  static func stored(_ index: EntryIndex, _ reader: any LedgerReading) throws -> StoredEntry {
    if let entry = try reader.entry(at: index) { return entry }
    throw CommandError(
      code: "entry.unknown",
      message: "there is no entry \(index): the ledger has \(entryCount(try reader.head().size))",
      hint: "pledgebook entries lists them", exit: .usage)
  }

  /// What is read of an entry for showing it.
  private struct Shown {
    var entry: StoredEntry
    var texts: [ShownText]
    var told: ToldKeys?
    /// What it says, in words; nil where the statement cannot be read.
    var said: (words: StatementWords, about: [PartyID])?
  }

  /// A text of an entry, and what is to be shown of it.
  private struct ShownText {
    var text: DetachedText
    var words: JSONValue?
    var removal: TextRemoval?

    var json: JSONValue {
      var members = [
        JSONMember(name: "place", value: .string(text.place)),
        JSONMember(name: "sha256", value: .string(text.digest.hex)),
      ]
      if let removal {
        members.append(JSONMember(name: "removedBy", value: .integer(Int64(clamping: removal.entry.index.rawValue))))
        members.append(JSONMember(name: "basis", value: .string(removal.legalBasis.basis.rawValue)))
        members.append(JSONMember(name: "reference", value: .string(removal.legalBasis.reference)))
        members.append(JSONMember(name: "concernsRegistrar", value: .boolean(removal.concernsRegistrar)))
      } else {
        members.append(JSONMember(name: "text", value: words ?? .null))
      }
      return .object(members)
    }
  }

  /// The detached texts of an entry, in the order of its statement.
  private static func texts(of entry: StoredEntry) -> [DetachedText] {
    guard let bytes = entry.envelope else { return [] }
    do throws(Refusal) {
      return try Statement.read(Envelope.readStored(bytes).payload).texts
    } catch {
      // What is wrong with it is for verification to say; it is shown as it is.
      return []
    }
  }

  /// What an entry says, in words, and whom it is about.
  private static func said(
    _ entry: StoredEntry, _ there: [Disclosure], _ told: ToldKeys?
  ) -> (words: StatementWords, about: [PartyID])? {
    guard let bytes = entry.envelope else { return nil }
    do throws(Refusal) {
      let statement = try Statement.read(Envelope.readStored(bytes).payload)
      let reader = told?.reader ?? StatementReader(nil, texts: [])
      return (reader.beside(there).words(statement), told?.parties(of: entry.index, statement) ?? [])
    } catch {
      // What is wrong with it is for verification to say; it is shown as it is.
      return nil
    }
  }

  /// The words of an entry; those that were removed by any entry of the ledger are not given, wherever they still lie.
  private static func words(
    of texts: [DetachedText], _ there: [Disclosure], _ removals: TextRemovals
  ) -> [ShownText] {
    texts.map { text in
      let removal = removals.removal(of: text.digest)
      let words = removal == nil ? there.first { $0.digest == text.digest }?.text : nil
      return ShownText(text: text, words: words, removal: removal)
    }
  }

  /// By which a statement is named wherever it is not given itself.
  private static func digest(of envelope: Envelope?) throws(CommandError) -> JSONValue {
    guard let envelope else { return .null }
    do {
      return .string(try Digest.sha256(of: envelope.payload).hex)
    } catch {
      throw CommandError(from: error)
    }
  }

  private static func show(
    _ shown: Shown, _ envelope: Envelope?, _ session: inout Session
  ) throws(CommandError) {
    let (entry, texts, told) = (shown.entry, shown.texts, shown.told)
    let header = EntryHeader(entry.header)
    var statement: JSONValue = .null
    if let payload = envelope?.payload {
      do {
        statement = JSONValue(try JSONDocument(payload, profile: .strict).root)
      } catch {
        session.output.warn(
          "the statement is not strict JSON: \(error.reason)",
          hint: "run pledgebook verify to see everything that is wrong")
      }
    }
    if session.output.isJSON {
      let document: JSONValue = [
        "index": .integer(Int64(clamping: entry.index.rawValue)), "leaf": .string(entry.leaf.hex),
        "recorded": header.map { .string($0.recorded.description) } ?? .null,
        "kind": header.map { .string($0.kind.text) } ?? .null,
        "header": .string(String(decoding: entry.header, as: UTF8.self)),
        "signedBy": .array((envelope?.signatures ?? []).map { .string($0.keyID.hex) }),
        "statement": try digest(of: envelope), "content": statement,
        "texts": .array(texts.map(\.json)),
        "keys": .array((envelope?.signatures ?? []).map { told?.json(of: $0.keyID) ?? .null }),
        "marks": ToldKeys.json(told?.marks(of: entry.index) ?? []),
        "words": shown.said?.words.json ?? .null,
        "about": .array((shown.said?.about ?? []).compactMap { told?.json(of: $0) }),
      ]
      try session.output.writeDocument(.entry, document)
      return
    }
    try session.output.write(sanitised(String(decoding: entry.header, as: UTF8.self), keepingLines: true))
    try session.output.print("leaf \(entry.leaf)")
    for signature in envelope?.signatures ?? [] {
      let whose = told?.words(of: signature.keyID).map { "  \($0)" } ?? ""
      try session.output.print("signed by \(signature.keyID)\(whose)")
    }
    for mark in told?.marks(of: entry.index) ?? [] { try session.output.print("mark \(ToldKeys.words(of: mark))") }
    if let words = shown.said?.words {
      try session.output.print()
      for line in words.lines { try session.output.print(line) }
    }
    if case .null = statement { return }
    try session.output.print()
    try session.output.write(sanitised(statement.displayText(), keepingLines: true))
    for shown in texts {
      try session.output.print()
      try session.output.print("\(shown.text.place)  text \(shown.text.digest)")
      if let removal = shown.removal {
        try session.output.print("  \(sanitised(LedgerNotices.removed(by: removal)))")
      } else if let words = shown.words {
        try session.output.write(sanitised(words.displayText(), keepingLines: true))
      } else {
        try session.output.print("  the words are not here")
      }
    }
  }
}
