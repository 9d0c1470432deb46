import CanonicalJSON
import CommandLineTools
import Cryptography
import Pledges
import Reports
import Storage
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
    let entry = try ReadLedger.with(session) { store in try stored(index, store) }
    if part == "header" {
      try showHeader(of: entry, &session)
      return .done
    }
    guard let bytes = entry.envelope else {
      guard part == nil else {
        guard let by = entry.redactedBy else {
          throw CommandError(
            code: "envelope.missing", message: "entry \(index) has no body, and no redaction says so",
            hint: "run pledgebook verify to see everything that is wrong", exit: .broken)
        }
        throw CommandError(
          code: "envelope.redacted", message: "entry \(index) has no body any more: it was redacted by entry \(by)",
          hint: "pledgebook show \(by) says why; pledgebook show \(index) shows what is left", exit: .io)
      }
      try show(entry, nil, &session)
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
    default: try show(entry, envelope, &session)
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
    try session.output.writeDocument(document.displayText())
  }

  private static func stored(_ index: EntryIndex, _ reader: any LedgerReading) throws -> StoredEntry {
    if let entry = try reader.entry(at: index) { return entry }
    throw CommandError(
      code: "entry.unknown", message: "there is no entry \(index): the ledger has \(try reader.head().size) entries",
      hint: "pledgebook log lists them", exit: .usage)
  }

  private static func show(
    _ entry: StoredEntry, _ envelope: Envelope?, _ session: inout Session
  ) throws(CommandError) {
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
        "signers": .array((envelope?.signatures ?? []).map { .string($0.keyID.hex) }), "statement": statement,
        "redactedBy": entry.redactedBy.map { .integer(Int64(clamping: $0.rawValue)) } ?? .null,
      ]
      try session.output.writeDocument(document.displayText())
      return
    }
    try session.output.write(sanitised(String(decoding: entry.header, as: UTF8.self), keepingLines: true))
    try session.output.print("leaf \(entry.leaf)")
    if let by = entry.redactedBy { try session.output.print("redacted by entry \(by)") }
    for signature in envelope?.signatures ?? [] { try session.output.print("signed by \(signature.keyID)") }
    if case .null = statement { return }
    try session.output.print()
    try session.output.write(sanitised(statement.displayText(), keepingLines: true))
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
      let about = try signatory.map { try entries(about: $0, session, store) }
      return try entries(store, kind, about, isReversed ? nil : limit)
    }
    if isReversed { lines = Array(lines.reversed().prefix(limit)) }
    if session.output.isJSON {
      var members = [JSONMember(name: "entries", value: .array(lines.map(json)))]
      if !faults.isEmpty { members.append(JSONMember(name: "faults", value: .array(faults.map(json)))) }
      try session.output.writeDocument(JSONValue.object(members).displayText())
    } else {
      for line in lines {
        let note = line.redactedBy.map { "  redacted by \($0)" } ?? ""
        try session.output.print("\(line.index)  \(line.recorded)  \(line.kind)\(note)")
      }
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
    var recorded: String
    var kind: String
    var redactedBy: EntryIndex?
  }

  /// The entries about a signatory.
  private static func entries(
    about id: PartyID, _ session: borrowing Session, _ store: any LedgerReading
  ) throws -> Set<EntryIndex> {
    let ledger = try ReadLedger.replayed(session, store)
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
          index: entry.index, leaf: entry.leaf, recorded: header?.recorded.description ?? "?",
          kind: header?.kind.text ?? "?", redactedBy: entry.redactedBy))
      return true
    }
    return (lines, faults)
  }

  private static func json(_ fault: RowFault) -> JSONValue {
    ["row": fault.index.map { .integer($0) } ?? .null, "reason": .string(fault.reason)]
  }

  private static func json(_ line: Line) -> JSONValue {
    [
      "index": .integer(Int64(clamping: line.index.rawValue)), "leaf": .string(line.leaf.hex),
      "recorded": .string(line.recorded), "kind": .string(line.kind),
      "redactedBy": line.redactedBy.map { .integer(Int64(clamping: $0.rawValue)) } ?? .null,
    ]
  }
}
