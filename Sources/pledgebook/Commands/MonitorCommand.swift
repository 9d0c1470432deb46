import CanonicalJSON
import CommandLineTools
import DataFormats
import Files
import Glibc
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
      .value(
        "state", "FILE", need: .with(["exec", "every"]), file: .kept, help: "what it saw before; made at the first look"
      ),
      .flag("once", help: "look once, which it does without --every too: for a timer that says so"),
      .value("every", "DURATION", help: "go on looking, with so long a pause between two looks: 90m, 36h, 7d"),
      PublishedCopy.logKey.needed(.always, or: ["policy"]), PublishedCopy.policy, NotUnderstood.option,
    ] + AlertDesk.options,
    without: Unheeded.ledger,
    examples: [
      "pledgebook monitor /srv/lantern --watch quillonia --state lantern.monitor --log-key VKEY",
      "pledgebook monitor /srv/lantern --all --once --state lantern.monitor --log-key VKEY --exec /usr/local/bin/tell",
    ],
    details: [
      "Run it from a timer, or let it run with --every, which ends by a signal, or with status 1 and 2 as one look does; "
        + "what a net did not answer is asked again after the pause. Each look replays the whole ledger and holds it against the checkpoint seen last. The state "
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
      "With --exec everything that is told is an alert as well, each with an id. Alerts are kept in FILE.alerts/new, durably, "
        + "before the state is written, and the program is run for each, without a shell: the alert (pledgebook schema alert) "
        + "is its standard input, PLEDGEBOOK_ALERT its id, and what it prints goes to standard error. Status 0 says that it is "
        + "delivered, and the alert goes to FILE.alerts/done, where it is found if the same is true at a later look. Any "
        + "other end leaves it for the next run; after ten in a row the run gives up. Status 3 says that some were not "
        + "delivered. A kill between the program's end and that move runs it again, with the same id: who keeps the ids "
        + "gets each alert once.",
      "A spool that is there is filled without --exec too. To begin with what comes from now on, make the first look without "
        + "--exec.",
    ])

  static func run(_ session: inout Session) throws(CommandError) -> ExitStatus {
    guard try session.arguments.oneOf(["once", "every"]) == "every",
      let pause = try WrittenDuration.seconds("every", session)
    else { return try look(&session) }
    guard !session.output.isJSON else {
      throw .usage(
        "conflicting-options", "--json is one document, and --every looks again and again",
        hint: "leave out one of them; with --exec each alert is a document")
    }
    while true {
      do throws(CommandError) {
        let status = try look(&session)
        if status == .broken { return status }
      } catch {
        // What may be otherwise at the next look is no reason to stop looking.
        guard error.exit == .io || error.exit == .belowAssurance else { throw error }
        session.output.warn(error.message, hint: error.hint)
      }
      let end = ContinuousClock.now + .seconds(pause)
      while ContinuousClock.now < end, !StopSignal.requested { _ = poll(nil, 0, 250) }
      StopSignal.endIfRequested()
    }
  }

  /// One look, and whatever waits in the spool is handed over, however the look ended.
  private static func look(_ session: inout Session) throws(CommandError) -> ExitStatus {
    let path = session.arguments.path("state")
    let asked = try Asked(session)
    let desk = try AlertDesk(session, state: path)
    let status: ExitStatus
    do throws(CommandError) {
      status = try look(&session, asked, path, desk)
    } catch {
      _ = deliver(desk, session)
      throw error
    }
    return !deliver(desk, session) && status == .done ? .io : status
  }

  /// What was told stands, so that a failure from here on is no error in its place: with --json there is one document.
  private static func deliver(_ desk: AlertDesk, _ session: borrowing Session) -> Bool {
    do throws(CommandError) {
      return try desk.deliver(session)
    } catch {
      session.output.warn(error.message, hint: error.hint)
      return false
    }
  }

  /// Whom to believe and whom to watch; what is wrong with that is said before anything is made or handed over.
  private struct Asked {
    let monitor: Monitor
    let accepted: Set<AcceptedEntry>

    init(_ session: borrowing Session) throws(CommandError) {
      let policy = try TrustFiles.policy(session)
      accepted = try NotUnderstood.accepted(session)
      let mode = try session.arguments.oneOf(["watch", "all"])
      let watched: [PartyID]? =
        mode == "all" ? nil : try session.ids(session.arguments.values("watch"), "signatory")
      monitor = Monitor(watching: watched, by: policy)
    }
  }

  private static func look(
    _ session: inout Session, _ asked: Asked, _ path: FilePath?, _ desk: AlertDesk
  ) throws(CommandError) -> ExitStatus {
    let files = try PublishedCopy.files(at: session.operandPath())
    let (monitor, accepted) = (asked.monitor, asked.accepted)
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
      let told = PublicationFailure.commandError(error, keepingEvidenceFor: path)
      raise(told.code, told.message, told.exit, after: last, desk, session)
      throw told
    }
    guard let state = look.state else {
      try VerificationPrinter.print(look.verification, took: .zero, &session)
      let finding = look.verification.findings.first
      raise(finding?.code ?? "", "the ledger is broken: \(finding?.message ?? "")", .broken, after: last, desk, session)
      return .broken
    }
    let shortfalls = look.verification.shortfalls(accepting: accepted)
    NotUnderstood.warn(ofUnused: accepted, look.verification.notUnderstood, session)
    // The state forgets what the look told, so the alerts are durable first.
    let copy = try PublishedCopy.options(session, at: session.operandPath())
    try desk.keep { try Alert.all(look, shortfalls, from: copy) }
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
    do throws(CommandError) {
      try keep(state, in: path)
    } catch {
      // Told it is; the next look tells it again.
      session.output.warn(error.message, hint: error.hint)
      return error.exit
    }
    return status
  }

  /// Keeps an alert of what is wrong with the ledger or its log. That is the verdict, whether there is room for the alert
  /// or not.
  private static func raise(
    _ code: String, _ message: String, _ exit: ExitStatus, after last: MonitorState?, _ desk: AlertDesk,
    _ session: borrowing Session
  ) {
    guard exit == .broken || exit == .belowAssurance else { return }
    do throws(CommandError) {
      try desk.keep { [try Alert.verdict(code, message, after: last)] }
    } catch {
      session.output.warn(error.message, hint: error.hint)
    }
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
  static func words(of act: KeyAct, from copy: String) -> String {
    let recovery = act.recovery.map { "; rests on recovery \($0)" } ?? ""
    let objection =
      act.isOpenToObjection
      ? "; to object: pledgebook key object \(act.party) \(act.entry.index) --key KEY \(sanitised(copy)) --out FILE, "
        + "then send FILE to the keeper" : ""
    return "\(act.party)  entry \(act.entry.index)  \(act.entry.recorded)  \(what(act))\(recovery)\(objection)"
  }

  static func what(_ act: KeyAct) -> String {
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
