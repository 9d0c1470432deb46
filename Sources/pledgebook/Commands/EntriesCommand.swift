import CanonicalJSON
import CommandLineTools
import Cryptography
import DataFormats
import Pledges
import Reports
import StatementWords
import Storage
import Verification

/// `entries`, and `log`, its older name: one entry a line, whom and what it is about and who signed it.
enum EntriesCommand {
  static let definition = definition(
    named: "entries", summary: "list the entries: what each says, and who signed it",
    synonyms: ["entry"],
    examples: [
      "pledgebook entries --signatory quillonia", "pledgebook entries --kind attestation.submit --json",
      "pledgebook entries --reverse --limit 10",
    ],
    details: [
      "One entry a line: its number, when it was recorded, its kind, what it says in one sentence, and who signed it, by "
        + "name and id. pledgebook show INDEX says all of one. With --json each entry also has the keys that signed it.",
      "--signatory keeps the entries about it, later due dates for all or for it by name, and checks of the evidence that "
        + "its reports cite: the same that monitor tells.",
    ])

  static func definition(
    named name: String, summary: String, synonyms: [String] = [], examples: [String], details: [String] = []
  ) -> CommandDefinition {
    CommandDefinition(
      [name], group: "Reading", summary: summary,
      options: [
        .value("signatory", "ID", help: "only entries that concern this signatory"),
        .value("kind", "KIND", help: "only entries of this kind, such as attestation.submit"),
        .value("limit", "N", help: "at most so many"), .flag("reverse", help: "newest first"),
      ] + ReadLedger.options,
      synonyms: synonyms, examples: examples, details: details)
  }

  static func run(_ session: inout Session) throws(CommandError) -> ExitStatus {
    let limit = try session.arguments.integer("limit", in: 0...Int.max) ?? Int.max
    let kind = try kind(session)
    let list =
      if let text = session.arguments.value("signatory") {
        try KnownParty.reading(text, session) { id throws(CommandError) in try entries(session, kind, id, limit) }
      } else {
        try entries(session, kind, nil, limit)
      }
    let (lines, faults) = (list.lines, list.faults)
    if let kind, kind.known == nil, lines.isEmpty, limit > 0 { throw unknown(kind.text) }
    if session.output.isJSON {
      var members = [JSONMember(name: "entries", value: .array(lines.map(\.json)))]
      if !faults.isEmpty { members.append(JSONMember(name: "faults", value: .array(faults.map(json)))) }
      try session.output.writeDocument(.log, .object(members))
    } else {
      for row in alignedRows(lines.map(\.row), numbers: [0]) { try session.output.print(row) }
    }
    for fault in faults {
      session.output.warn(
        "row \(fault.index.map { "\($0)" } ?? "?") is damaged: \(fault.reason)",
        hint: "run pledgebook verify to see everything that is wrong")
    }
    // A list with gaps must not pass for the list.
    return faults.isEmpty ? .done : .broken
  }

  /// The kind that is asked for. One that this program does not know is right where the ledger has such entries.
  private static func kind(_ session: borrowing Session) throws(CommandError) -> EntryKind? {
    guard let text = session.arguments.value("kind") else { return nil }
    guard let kind = EntryKind(text) else { throw unknown(text) }
    return kind
  }

  private static func unknown(_ text: String) -> CommandError {
    let kinds = EntryKind.Known.allCases.map(\.rawValue)
    let meant = nearestNames(to: text, among: kinds)
    let suggestion = meant.isEmpty ? "" : "did you mean \(meant.joined(separator: " or "))? "
    return .usage(
      "invalid-value", "\(text) is not a kind of entry",
      hint: suggestion + "the kinds are \(kinds.joined(separator: ", "))")
  }

  private static func entries(
    _ session: borrowing Session, _ kind: EntryKind?, _ signatory: PartyID?, _ limit: Int
  ) throws(CommandError) -> EntryList {
    try ReadLedger.with(session) { store in
      let ledger = try signatory.map { _ in try ReadLedger.replayed(session, store) }
      let about = try signatory.flatMap { id in try ledger.map { try indices(about: id, $0) } }
      var list = EntryList(told: try ledger.map(ToldKeys.init) ?? ToldKeys(session, store))
      try list.read(store, kind, about, limit: limit, isReversed: session.arguments.flag("reverse"))
      return list
    }
  }

  /// The entries that concern a signatory.
  private static func indices(about id: PartyID, _ ledger: ReplayedLedger) throws -> Set<EntryIndex> {
    guard let concerns = ledger.state.concerns(of: id) else {
      throw ReportError(.unknownSignatory, "\(id) is no signatory of this ledger")
    }
    let entries = Set(concerns.map(\.entry.index))
    try OpenLedger.require(ledger)
    return entries
  }

  private static func json(_ fault: RowFault) -> JSONValue {
    ["row": fault.index.map { .integer($0) } ?? .null, "message": .string(fault.reason)]
  }
}

/// `log`: the name that scripts have.
enum LogCommand {
  static let definition = EntriesCommand.definition(
    named: "log", summary: "list the entries, as entries does",
    examples: ["pledgebook log --signatory quillonia", "pledgebook log --reverse --limit 10"])

  static func run(_ session: inout Session) throws(CommandError) -> ExitStatus { try EntriesCommand.run(&session) }
}
