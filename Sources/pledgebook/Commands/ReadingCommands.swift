import CanonicalJSON
import CommandLineTools
import Cryptography
import DataFormats
import Pledges
import Reports
import Storage
import TransparencyLog
import Verification

/// `show`: one entry, whole or in parts.
enum ShowCommand {
  static let definition = CommandDefinition(
    ["show"], group: "Reading", summary: "show one entry",
    operands: [OperandDefinition("INDEX", help: "the entry's number")],
    options: [
      .flag("header", help: "the header, byte for byte"), .flag("envelope", help: "the envelope, byte for byte"),
      .flag("statement", help: "the statement, byte for byte as it was signed"),
    ] + ReadLedger.options,
    examples: ["pledgebook show 12", "(printf '\\0'; pledgebook show 11 --header) | sha256sum"])

  static func run(_ session: inout Session) throws(CommandError) -> ExitStatus {
    let index = try session.index(session.operand())
    let part = try session.arguments.oneOf(["header", "envelope", "statement"])
    let shown = try ReadLedger.with(session) { store in
      let entry = try stored(index, store)
      guard part == nil else { return Shown(entry: entry, texts: [], told: nil) }
      let texts = texts(of: entry)
      // Words are shown only where it is known which were removed; without any, a broken ledger is shown as well.
      guard !texts.isEmpty else { return Shown(entry: entry, texts: [], told: try ToldKeys(session, store)) }
      let ledger = try ReadLedger.replayed(session, store)
      return Shown(
        entry: entry, texts: try words(of: texts, in: entry, ledger.state.removals, store), told: ToldKeys(ledger))
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
      hint: "pledgebook log lists them", exit: .usage)
  }

  /// What is read of an entry for showing it.
  private struct Shown {
    var entry: StoredEntry
    var texts: [ShownText]
    var told: ToldKeys?
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

  /// The words of an entry; those that were removed by any entry of the ledger are not given, wherever they still lie.
  private static func words(
    of texts: [DetachedText], in entry: StoredEntry, _ removals: TextRemovals, _ store: any LedgerReading
  ) throws -> [ShownText] {
    let there = try store.texts(at: entry.index).map { try Disclosure(unchecked: $0) }
    return texts.map { text in
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

/// `log`: the entries, one a line.
enum LogCommand {
  static let definition = CommandDefinition(
    ["log"], group: "Reading", summary: "list the entries",
    options: [
      .value("signatory", "ID", help: "only entries about this signatory"),
      .value("kind", "KIND", help: "only entries of this kind, such as attestation.submit"),
      .value("limit", "N", help: "at most so many"), .flag("reverse", help: "newest first"),
    ] + ReadLedger.options,
    examples: ["pledgebook log --signatory quillonia", "pledgebook log --reverse --limit 10"])

  static func run(_ session: inout Session) throws(CommandError) -> ExitStatus {
    let limit = try session.arguments.integer("limit", in: 0...Int.max) ?? Int.max
    var kind: EntryKind?
    if let text = session.arguments.value("kind") {
      guard let known = EntryKind(text) else {
        throw .usage("invalid-value", "\(text) is not a kind of entry", hint: "such as attestation.submit")
      }
      kind = known
    }
    let signatory: PartyID? = try session.arguments.value("signatory").map { (text) throws(CommandError) in
      try session.id(text, "signatory")
    }
    let isReversed = session.arguments.flag("reverse")
    var (lines, faults) = try ReadLedger.with(session) { store in
      let ledger = try signatory.map { _ in try ReadLedger.replayed(session, store) }
      let about = try signatory.flatMap { id in try ledger.map { try entries(about: id, $0) } }
      var (lines, faults) = try entries(store, kind, about, isReversed ? nil : limit)
      if let told = try ledger.map(ToldKeys.init) ?? ToldKeys(session, store) {
        for place in lines.indices {
          lines[place].marks = told.marks(of: lines[place].index)
          lines[place].concern = told.concern(ofRemovalBy: lines[place].index)
        }
      }
      return (lines, faults)
    }
    if isReversed { lines = Array(lines.reversed().prefix(limit)) }
    if session.output.isJSON {
      var members = [JSONMember(name: "entries", value: .array(lines.map(json)))]
      if !faults.isEmpty { members.append(JSONMember(name: "faults", value: .array(faults.map(json)))) }
      try session.output.writeDocument(.log, .object(members))
    } else {
      let rows = lines.map { line in
        let note = line.removal.map { "\($0.texts) text(s) of entry \($0.entry)" } ?? ""
        let marks = line.marks.map(ToldKeys.words)
        let notes = ([note + line.concern] + marks).filter { !$0.isEmpty }
        return ["\(line.index)", line.recorded ?? "?", line.kind ?? "?"] + notes
      }
      for row in alignedRows(rows, numbers: [0]) { try session.output.print(row) }
    }
    for fault in faults {
      session.output.warn(
        "row \(fault.index.map { "\($0)" } ?? "?") is damaged: \(fault.reason)",
        hint: "run pledgebook verify to see everything that is wrong")
    }
    // A list with gaps must not pass for the list.
    return faults.isEmpty ? .done : .broken
  }

  private struct Line {
    var index: EntryIndex
    var leaf: Digest
    /// Nil where the header cannot be read, and so the kind.
    var recorded: String?
    var kind: String?
    /// For a removal of words: from which entry, and how many texts.
    var removal: (entry: EntryIndex, texts: Int)?
    /// That the words spoke against the registrar, where a removal took such.
    var concern = ""
    var marks: [Mark] = []
  }

  private static func removal(_ entry: StoredEntry, _ header: EntryHeader?) -> (entry: EntryIndex, texts: Int)? {
    guard header?.kind.known == .textRedact, let bytes = entry.envelope else { return nil }
    do throws(Refusal) {
      guard case .redact(let redaction) = try Statement.read(Envelope.readStored(bytes).payload).predicate else {
        return nil
      }
      return (redaction.entry, redaction.texts.count)
    } catch {
      // The line stands without it; verification says what is wrong.
      return nil
    }
  }

  /// The entries about a signatory.
  private static func entries(about id: PartyID, _ ledger: ReplayedLedger) throws -> Set<EntryIndex> {
    guard let member = ledger.state.members[id] else {
      throw ReportError(.unknownSignatory, "\(id) is no signatory of this ledger")
    }
    let entries = Set(member.entries.map(\.entry.index))
    try OpenLedger.require(ledger)
    return entries
  }

  private static func entries(
    _ store: any LedgerReading, _ kind: EntryKind?, _ about: Set<EntryIndex>?, _ limit: Int?
  ) throws -> ([Line], [RowFault]) {
    var lines: [Line] = []
    var faults: [RowFault] = []
    try store.forEachEntry { row in
      if let limit, lines.count >= limit { return false }
      let entry: StoredEntry
      switch row {
      case .fault(let fault):
        faults.append(fault)
        return true
      case .entry(let stored): entry = stored
      }
      let header = EntryHeader(entry.header)
      if header == nil {
        let reason = "the header is not six lines of the format's form"
        faults.append(RowFault(index: Int64(clamping: entry.index.rawValue), reason: reason))
      }
      guard kind == nil || header?.kind == kind, about?.contains(entry.index) != false else { return true }
      lines.append(
        Line(
          index: entry.index, leaf: entry.leaf, recorded: header?.recorded.description, kind: header?.kind.text,
          removal: removal(entry, header)))
      return true
    }
    return (lines, faults)
  }

  private static func json(_ fault: RowFault) -> JSONValue {
    ["row": fault.index.map { .integer($0) } ?? .null, "message": .string(fault.reason)]
  }

  private static func json(_ line: Line) -> JSONValue {
    [
      "index": .integer(Int64(clamping: line.index.rawValue)), "leaf": .string(line.leaf.hex),
      "recorded": line.recorded.map { .string($0) } ?? .null, "kind": line.kind.map { .string($0) } ?? .null,
      "target": line.removal.map { .integer(Int64(clamping: $0.entry.rawValue)) } ?? .null,
      "removedTexts": .integer(Int64(line.removal?.texts ?? 0)), "marks": ToldKeys.json(line.marks),
    ]
  }
}
