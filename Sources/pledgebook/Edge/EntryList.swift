import CanonicalJSON
import CommandLineTools
import Cryptography
import Pledges
import StatementWords
import Storage

/// Entries of a ledger as a list says them: an entry that cannot be read is named, and hides no other.
struct EntryList {
  /// Nil of a ledger that does not hold together: its entries are listed by what each says of itself.
  let told: ToldKeys?
  private(set) var lines: [Line] = []
  private(set) var faults: [RowFault] = []
  private let reader: StatementReader

  init(told: ToldKeys?) {
    self.told = told
    reader = told?.reader ?? StatementReader(nil, texts: [])
  }

  struct Line {
    var index: EntryIndex
    var leaf: Digest
    /// Nil where the header cannot be read, and so the kind.
    var recorded: String?
    var kind: String?
    /// What it says, in a sentence; nil where the statement cannot be read.
    var what: String?
    /// Whom it is about, as JSON and as far as is known.
    var about: [JSONValue] = []
    var signers: [String] = []
    var keys: [(id: KeyID, known: JSONValue)] = []
    /// For a removal of words: from which entry, and how many texts.
    var removal: (entry: EntryIndex, texts: Int)?
    var marks: [Mark] = []
  }

  /// Reads the entries of a kind, or about a signatory; the newest of them first when reversed.
  mutating func read(
    _ store: any LedgerReading, _ kind: EntryKind?, _ about: Set<EntryIndex>?, limit: Int, isReversed: Bool
  ) throws {
    // Of a list from its end only the last entries are put into words.
    var last: [StoredEntry] = []
    let isShort = isReversed && limit < Int.max / 2
    try store.forEachEntry { row in
      if !isReversed, lines.count >= limit { return false }
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
      guard isShort else {
        lines.append(line(of: entry, header))
        return true
      }
      last.append(entry)
      if last.count > 2 * limit { last.removeFirst(last.count - limit) }
      return true
    }
    lines += last.suffix(limit).map { line(of: $0, EntryHeader($0.header)) }
    if isReversed { lines.reverse() }
  }

  private func line(of entry: StoredEntry, _ header: EntryHeader?) -> Line {
    var line = Line(
      index: entry.index, leaf: entry.leaf, recorded: header?.recorded.description, kind: header?.kind.text)
    let envelope = Self.envelope(of: entry)
    let statement = envelope.flatMap(Self.statement)
    if let statement {
      line.what = reader.words(statement).headline
      if case .redact(let redaction) = statement.predicate {
        line.removal = (redaction.entry, redaction.texts.count)
        line.what? += told?.concern(ofRemovalBy: entry.index) ?? ""
      }
    }
    let signatures = (envelope?.signatures ?? []).map(\.keyID)
    line.keys = signatures.map { ($0, told?.json(of: $0) ?? .null) }
    guard let told else { return line }
    line.about = told.parties(of: entry.index, statement).map(told.json)
    line.signers = told.signers(signatures)
    line.marks = told.marks(of: entry.index)
    return line
  }

  /// What is wrong with it is for verification to say; the line stands without.
  private static func envelope(of entry: StoredEntry) -> Envelope? {
    guard let bytes = entry.envelope else { return nil }
    do throws(Refusal) {
      return try Envelope.readStored(bytes)
    } catch {
      return nil
    }
  }

  private static func statement(in envelope: Envelope) -> Pledges.Statement? {
    do throws(Refusal) {
      return try .read(envelope.payload)
    } catch {
      return nil
    }
  }
}

extension EntryList.Line {
  /// For people: number, time, kind, what it says, who signed it, and what is to be said of the keys.
  var row: [String] {
    var said = [what ?? "cannot be read"]
    if !signers.isEmpty { said.append("signed by \(signers.joined(separator: ", "))") }
    said += marks.map(ToldKeys.words)
    return ["\(index)", recorded ?? "?", kind ?? "?", said.joined(separator: "  ")]
  }

  var json: JSONValue {
    [
      "index": .integer(Int64(clamping: index.rawValue)), "leaf": .string(leaf.hex),
      "recorded": recorded.map { .string($0) } ?? .null, "kind": kind.map { .string($0) } ?? .null,
      "what": what.map { .string($0) } ?? .null, "about": .array(about),
      "signedBy": .array(keys.map { .string($0.id.hex) }), "keys": .array(keys.map(\.known)),
      "target": removal.map { .integer(Int64(clamping: $0.entry.rawValue)) } ?? .null,
      "removedTexts": .integer(Int64(removal?.texts ?? 0)), "marks": ToldKeys.json(marks),
    ]
  }
}
