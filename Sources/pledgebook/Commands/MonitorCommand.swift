import CanonicalJSON
import CommandLineTools
import DataFormats
import Files
import Pledges
import Publication
import Reports
import TransparencyLog
import Verification

/// `monitor`: looks at a published ledger again and says what is new about some of its signatories.
enum MonitorCommand {
  static let definition = CommandDefinition(
    ["monitor"], group: "Publishing", summary: "report what is new, or overdue, about signatories you follow",
    operands: [OperandDefinition("SOURCE", help: "a published ledger: its URL or its folder")],
    options: [
      .value(
        "watch", "ID", repeats: true, need: .unless(["all"]), help: "a signatory, or a party that was admitted"),
      .flag("all", help: "everybody in the ledger, and whoever comes later"),
      .value("state", "FILE", file: .kept, help: "what it saw before; made at the first look"),
      PublishedCopy.logKey.needed(.always, or: ["policy"]), PublishedCopy.policy, NotUnderstood.option,
    ],
    without: Unheeded.ledger,
    examples: ["pledgebook monitor /srv/lantern --watch quillonia --state lantern.monitor --log-key VKEY"],
    details: [
      "Run it from a timer. Each look replays the whole ledger and holds it against the checkpoint seen last. The state "
        + "is written after everything was told, so that what is told twice after a crash is never left out. A log that "
        + "forked, and a ledger that is broken, end it with status 1 and leave the state as it was; both checkpoints of a "
        + "fork are then kept in a file beside it. Smaller checkpoints than the one seen last may come from a late cache: "
        + "status 3, and 1 once they come for a day, which is a rollback. What does not come, or is something else than "
        + "the file, says nothing of the ledger and ends it with status 3.",
      "Without --state every look is the first: all there is is told, and that the log went back or forked since an "
        + "earlier look goes unnoticed.",
      "Of those watched it reports every act on their keys: registration, replacement, revocation, recovery, threshold and "
        + "objection. Of a production ledger it reports entries that are dated later than this machine's clock, with status "
        + "4, and new ones that are dated before the last look, which did not show them: published late, or dated back.",
      "An entry of a kind that this program does not know ends it with status 4, each time, until --accept-not-understood "
        + "accepts that very entry: it may be about a signatory that you watch.",
    ])

  static func run(_ session: inout Session) throws(CommandError) -> ExitStatus {
    let path = session.arguments.path("state")
    let policy = try TrustFiles.policy(session)
    let accepted = try NotUnderstood.accepted(session)
    let mode = try session.arguments.oneOf(["watch", "all"])
    let watched: [PartyID]? =
      mode == "all" ? nil : try session.ids(session.arguments.values("watch"), "signatory")
    let files = try PublishedCopy.files(at: session.operandPath())
    let monitor = Monitor(watching: watched, by: policy)
    var last: MonitorState?
    if let path { last = try state(path) }
    let progress = suitableProgress(quiet: session.output.isQuiet)
    let look: Monitor.Look
    do {
      look = try withProgress("verifying", total: nil, on: progress) { progress throws(PublicationError) in
        try monitor.look(at: files, after: last, now: Clock.now()) { done, _ in
          progress.advance(to: Int(clamping: done))
          StopSignal.endIfRequested()
        }
      }
    } catch {
      // A fork shows only against what an earlier look kept.
      guard let path else { throw PublicationFailure.commandError(error) }
      if error.code == .behind, let last { try keep(last.noting(behindAt: Clock.now()), in: path) }
      throw PublicationFailure.commandError(error, keepingEvidenceFor: path)
    }
    guard let state = look.state else {
      try VerificationPrinter.print(look.verification, took: .zero, &session)
      return .broken
    }
    let shortfalls = look.verification.shortfalls(accepting: accepted)
    NotUnderstood.warn(ofUnused: accepted, look.verification.notUnderstood, session)
    try print(look, shortfalls, &session)
    // What nobody was told must be told again.
    try session.output.flush()
    CopiedWords.warn(ofLate: look.lateCount, session)
    let missing = CopiedWords.status(notOffered: look.verification.notOffered, session)
    let status = missing ?? (shortfalls.isEmpty ? .done : .belowAssurance)
    guard let path else {
      session.output.note("nothing is kept of this look; with --state FILE the next one tells what is new since")
      return status
    }
    try keep(state, in: path)
    return status
  }

  private static func keep(_ state: MonitorState, in path: FilePath) throws(CommandError) {
    try writeOwnFile(state.bytes, to: path)
  }

  private static func state(_ path: FilePath) throws(CommandError) -> MonitorState? {
    guard let bytes = try readOwnFile(path, limit: MonitorState.maximumByteCount) else { return nil }
    do {
      return try MonitorState(bytes)
    } catch {
      throw PublicationFailure.commandError(error)
    }
  }

  private static func print(
    _ look: Monitor.Look, _ shortfalls: [Shortfall], _ session: inout Session
  ) throws(CommandError) {
    for id in look.unknown { session.output.warn("no entry brings in a signatory or party \(id)") }
    if session.output.isJSON {
      try session.output.writeDocument(.monitor, json(look, shortfalls))
      return
    }
    let report = look.verification
    let notices = LedgerNotices(report.identity?.environment)
    for line in notices.banner { try session.output.print("*** \(line)") }
    if let identity = report.identity {
      try session.output.print("ledger      \(identity.origin), \(identity.environment.rawValue)")
    }
    try session.output.print("size        \(entryCount(report.size)), \(look.before) at the last look")
    try NotUnderstood.print(report.notUnderstood, &session)
    for shortfall in shortfalls { try session.output.print(shortfall.line()) }
    if let late = look.late { try session.output.print("late        \(words(of: late))") }
    try CopiedWords.print(look.removals, &session)
    for entry in look.entries {
      try session.output.print("new         \(entry.signatory)  entry \(entry.index)  \(entry.recorded)  \(entry.kind)")
    }
    let copy = try PublishedCopy.options(session, at: session.operandPath())
    for act in look.keyActs { try session.output.print("keys        \(words(of: act, from: copy))") }
    for silence in look.silences {
      let owed = silence.commitments.map(\.text).joined(separator: ", ")
      try session.output.print(
        "\(silence.isMissing ? "missing" : "overdue")     \(silence.signatory)  \(silence.period)  due \(silence.due)  "
          + owed)
    }
    for line in notices.all { try session.output.print(line) }
  }

  /// Which entries they are, and what that may mean.
  static func words(of late: LateEntries) -> String {
    let entries =
      late.first.index == late.last.index
      ? "entry \(late.first.index) is" : "entries \(late.first.index) to \(late.last.index) are"
    return "\(entries) dated before the look of \(late.look), which did not show them: published late, or dated back"
  }

  /// What was done to a party's keys, on whose word, and what the party can do about it, without the keeper's ledger.
  private static func words(of act: KeyAct, from copy: String) -> String {
    let recovery = act.recovery.map { "; rests on recovery \($0)" } ?? ""
    let objection =
      act.isOpenToObjection
      ? "; to object: pledgebook key object \(act.party) \(act.entry.index) --key KEY \(sanitised(copy)) --out FILE, "
        + "then send FILE to the keeper" : ""
    return "\(act.party)  entry \(act.entry.index)  \(act.entry.recorded)  \(what(act))\(recovery)\(objection)"
  }

  private static func what(_ act: KeyAct) -> String {
    switch act.what {
    case .done(let done): KeyWords.words(of: done)
    case .voided(let key, let since): "key \(key) counts for nothing since \(since)"
    }
  }

  private static func json(_ act: KeyAct) -> JSONValue {
    [
      "party": .string(act.party.text), "index": KeyWords.index(act.entry.index),
      "recorded": .string(act.entry.recorded.description), "what": .string(what(act)),
      "recovery": KeyWords.index(act.recovery), "openToObjection": .boolean(act.isOpenToObjection),
    ]
  }

  private static func json(_ look: Monitor.Look, _ shortfalls: [Shortfall]) -> JSONValue {
    let notices = LedgerNotices(look.verification.identity?.environment)
    return [
      "origin": look.verification.identity.map { .string($0.origin.text) } ?? .null,
      "environment": look.verification.identity.map { .string($0.environment.rawValue) } ?? .null,
      "size": .integer(Int64(clamping: look.verification.size)), "sizeBefore": .integer(Int64(clamping: look.before)),
      "assurance": .string(look.verification.assurance.rawValue), "removals": CopiedWords.json(look.removals),
      "entries": .array(
        look.entries.map {
          [
            "signatory": .string($0.signatory.text), "index": .integer(Int64(clamping: $0.index.rawValue)),
            "recorded": .string($0.recorded.description), "kind": .string($0.kind.text),
          ]
        }),
      "silences": .array(
        look.silences.map {
          [
            "signatory": .string($0.signatory.text), "period": .string($0.period.text),
            "due": .string($0.due.description), "submission": .string($0.isMissing ? "missing" : "overdue"),
            "commitments": .array($0.commitments.map { .string($0.text) }),
          ]
        }),
      "keyActs": .array(look.keyActs.map(json)),
      "lateEntries": look.late.map {
        [
          "first": KeyWords.index($0.first.index), "last": KeyWords.index($0.last.index),
          "look": .string($0.look.description),
        ]
      } ?? .null,
      "notUnderstood": NotUnderstood.json(look.verification.notUnderstood),
      "reasons": .array(shortfalls.map(\.json)),
      "unknown": .array(look.unknown.map { .string($0.text) }),
      "banner": .array(notices.banner.map { .string($0) }), "notices": .array(notices.all.map { .string($0) }),
    ]
  }
}
