import CanonicalJSON
import CommandLineTools
import DataFormats
import Pledges
import Reports
import Storage
import TransparencyLog
import Verification

/// `tasks`: what waits for somebody, for whoever keeps a ledger.
enum TasksCommand {
  static let definition = CommandDefinition(
    ["tasks"], group: "Reading", summary: "list what is due, and what waits for somebody",
    options: [
      .value("within", "TIME", help: "how far to look ahead, in days, weeks or years: 30d (default), 6w, 1y"),
      .value("signatory", "ID", help: "only what is about this signatory"), ReportSession.asOf,
      .flag("ics", help: "as a calendar (iCalendar), for programs that show one"),
      .value("out", "FILE", file: .output, help: "write the list into this file"), .overwrite,
    ] + ReadLedger.options,
    synonyms: ["todo", "deadlines", "calendar"],
    examples: ["pledgebook tasks", "pledgebook tasks --within 90d --ics --out tasks.ics"],
    details: [
      "Reports that are due soon, overdue or missing; challenges that wait for an answer, with its due date, or for a "
        + "decision; reviews of claims that were restated since; recovered keys that still wait, and parties with too few "
        + "keys; evidence whose last check is, or soon will be, older than the accord allows; and witnesses that did not "
        + "cosign the newest checkpoint. The status rules say so; a task changes nothing in any report.",
      "A calendar of the same ledger, --as-of and --within is the same bytes: its times are those of the ledger, and an event "
        + "keeps its UID, so that a due date that was extended moves. What has no date is told in the event of the ledger.",
    ])

  static func run(_ session: inout Session) throws(CommandError) -> ExitStatus {
    if session.arguments.flag("ics"), session.output.isJSON {
      throw .usage("conflicting-options", "--json and --ics ask for different forms", hint: "leave out one of them")
    }
    let days = try days(session)
    let part: ReportSession.Part = (try session.instant("as-of", .end), nil)
    let pages =
      if let text = session.arguments.value("signatory") {
        try KnownParty.reading(text, session) { id throws(CommandError) in try made(session, part, days, of: id) }
      } else {
        try made(session, part, days, of: nil)
      }
    if session.output.isJSON {
      let document = DocumentFormat.tasks.document(pages.list.json()).displayText()
      try ReportCommand.write(document, as: .tasks, json: true, &session)
    } else {
      let page = session.arguments.flag("ics") ? pages.calendar : pages.text
      try ReportCommand.write(page, as: .tasks, json: false, &session)
    }
    return .done
  }

  private static func made(
    _ session: borrowing Session, _ part: ReportSession.Part, _ days: Int64, of signatory: PartyID?
  ) throws(CommandError) -> TaskPages {
    try ReadLedger.with(session) { store in
      let (ledger, view) = try ReportSession.view(session, store, part)
      // Who cosigned is known of the newest checkpoint, and of no earlier time.
      let witnesses = part.asOf == nil && signatory == nil ? missingWitnesses(store, session) : []
      let list = try TaskList(within: days, of: signatory, missingWitnesses: witnesses, in: view)
      try OpenLedger.require(ledger)
      return TaskPages(list: list, stamp: ledger.chain.recorded ?? view.asOf)
    }
  }

  /// The witnesses of this ledger's keeper that did not cosign; none for a reader of a copy, who has no such policy.
  private static func missingWitnesses(_ store: any LedgerReading, _ session: borrowing Session) -> [String] {
    guard session.copy == nil else { return [] }
    do {
      guard let witnessed = try WitnessedLedger(session), let stored = try store.latestCheckpoint() else { return [] }
      return try witnessed.standing(of: stored, session).missing.map(\.text)
    } catch {
      session.output.warn(
        "which witnesses are missing cannot be told: \(CommandError(from: error).message)",
        hint: "pledgebook witness use says which policy this ledger has")
      return []
    }
  }

  /// `30d`, `6w`, `1y`; a year has 365 days.
  private static func days(_ session: borrowing Session) throws(CommandError) -> Int64 {
    guard let text = session.arguments.value("within") else { return 30 }
    let unit: Int64? =
      switch text.utf8.last {
      case UInt8(ascii: "d"): 1
      case UInt8(ascii: "w"): 7
      case UInt8(ascii: "y"): 365
      default: nil
      }
    let digits = text.utf8.dropLast()
    guard let unit, (1...5).contains(digits.count), digits.allSatisfy({ (0x30...0x39).contains($0) }),
      let number = Int64(String(decoding: digits, as: UTF8.self))
    else {
      throw .usage(
        "invalid-value", "--within \(text) is no number of days, weeks or years",
        hint: "write --within 30d, --within 6w or --within 1y")
    }
    return number * unit
  }
}
