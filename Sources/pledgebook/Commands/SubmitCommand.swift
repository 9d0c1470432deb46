import CommandLineTools
import LedgerWriter
import Pledges
import Verification

/// `submit`: admits signed envelopes and appends them.
enum SubmitCommand {
  static let definition = CommandDefinition(
    ["submit"], group: "Statements", summary: "admit signed envelopes and append them",
    operands: [
      OperandDefinition("FILE", repeats: true, help: "an envelope, or several as JSON Lines; - reads standard input")
    ],
    options: [
      StatementFlow.check,
      .flag("each", help: "take each envelope by itself: one that is refused holds up no other"),
      .value("receipt-dir", "DIR", help: "write header and envelope of each new entry into this folder"),
      StatementFlow.clock, StatementFlow.wait, RestedLedger.option,
    ],
    examples: [
      "pledgebook submit attestation.dsse.json --receipt-dir receipts", "pledgebook submit --each many.jsonl",
    ],
    details: [
      "All envelopes of one call become entries together, or none does. With --each the rules judge each by itself, in "
        + "the order given: those that are refused, and lines that are no envelope, are named with the reason, and the exit status is 5. A receipt is printed only once its entry is "
        + "durable. Submitting the same statement twice is refused and says which it is.",
      "Envelopes of other signers are taken: a key id that is absent, or none of this ledger's, is replaced by that of the "
        + "one key that the signature verifies with, and base64 may be that of addresses, or without padding.",
    ])

  static func run(_ session: inout Session) throws(CommandError) -> ExitStatus {
    var envelopes = EnvelopeStream(session.arguments.operandPaths)
    if session.arguments.flag("check") { return try check(&envelopes, &session) }
    // Before the ledger is opened: what is no envelope has nothing to wait for.
    guard let first = try envelopes.next() else { throw noEnvelope }
    return try session.arguments.flag("each")
      ? submitEach(first, &envelopes, &session) : submitAll(first, &envelopes, &session)
  }

  private static var noEnvelope: CommandError {
    CommandError(
      code: "envelope.malformed", message: "there is no envelope in the input", hint: "pledgebook sign makes one",
      exit: .usage)
  }

  // MARK: - Nothing recorded

  /// As many envelopes as somebody reads the words of; more are handed in and not looked at.
  private static let mostChecked = 1_000

  /// What would become of them together, and what would change in the reports.
  private static func check(
    _ envelopes: inout EnvelopeStream, _ session: inout Session
  ) throws(CommandError) -> ExitStatus {
    try session.arguments.refuse(["each", "receipt-dir", "wait", RestedLedger.option.long], with: "check")
    var items: [EnvelopeStream.Item] = []
    while let item = try envelopes.next() {
      guard items.count < mostChecked else {
        throw .usage(
          "too-many", "more than \(mostChecked) envelopes are not looked at together",
          hint: "check them in parts, each behind those that are recorded by then")
      }
      items.append(item)
    }
    guard !items.isEmpty else { throw noEnvelope }
    let (words, difference) = try ReadLedger.with(session) { store in
      var trial = try Trial(session, store, signatures: .check) {
        try session.ledgerTime(in: $0.state.identity?.environment)
      }
      let keeper = session.copy == nil ? try KeeperTrial(session, trial, isRecording: false) : nil
      for item in items {
        var resolver = try resolver(trial.next)
        do throws(CommandError) {
          try trial.admit(resolver.envelope(of: items.count == 1 ? ("", item.envelope) : item))
        } catch {
          guard items.count > 1 else { throw error }
          throw CommandError(
            code: error.code, message: "\(item.place): \(error.message)", hint: error.hint, exit: error.exit)
        }
      }
      try keeper?.require(trial.next)
      return (try trial.words(), try trial.difference())
    }
    return try TrialPrinter.show(words, missing: [], difference, &session)
  }

  // MARK: - All or none

  private static func submitAll(
    _ first: EnvelopeStream.Item, _ envelopes: inout EnvelopeStream, _ session: inout Session
  ) throws(CommandError) -> ExitStatus {
    var slice = SubmissionSlice(first)
    // As many as are examined at once are read before the ledger is locked: most submissions are no longer than that.
    var isRead = try slice.fill(from: &envelopes)
    var sameWords = SameWords()
    let appended = try OpenLedger.append(session) { appender, now in
      try appender.append(at: now) { state in
        guard try isRead || slice.fill(from: &envelopes) else { return [] }
        isRead = false
        try slice.resolve(in: state)
        sameWords.formUnion(try SameWords(removedBy: slice.envelopes, session))
        return slice.envelopes[...]
      }
    } refused: {
      slice.item(at: $0)
    }
    return try ReceiptPrinter.finish(appended, &session, sameWords: sameWords)
  }

  // MARK: - Each by itself

  private static func resolver(_ state: LedgerState) throws(CommandError) -> SignatureResolver {
    do {
      return try SignatureResolver(state)
    } catch {
      throw CommandError(error)
    }
  }

  /// Through the queue that takes envelopes from anywhere: what is refused is said, and the rest goes on.
  private static func submitEach(
    _ first: EnvelopeStream.Item, _ envelopes: inout EnvelopeStream, _ session: inout Session
  ) throws(CommandError) -> ExitStatus {
    let appender = try OpenLedger.appender(session)
    let state = appender.state
    let now = try session.ledgerTime(in: appender.state.identity?.environment)
    try RestedLedger.require(session, appender.state, last: appender.chain.recorded, now: now)
    var resolver = try resolver(appender.state)
    var outcome = SubmissionOutcome()
    var item: EnvelopeStream.Item? = first
    var limits = AppendQueue.Limits()
    limits.bytes = mostBytesWaiting
    let holdsRemovedTexts = AppendQueue.append(
      each: {
        do throws(CommandError) {
          while true {
            if item == nil { item = try envelopes.next() }
            guard let next = item.take() else { return nil }
            do throws(CommandError) {
              let envelope = try resolver.envelope(of: next)
              outcome.expect(next.place, try SameWords(removedBy: [envelope], session))
              return envelope
            } catch {
              guard error.exit == .usage || error.exit == .refused else { throw error }
              outcome.note(next.place, error)
            }
          }
        } catch {
          outcome.stop(by: error)
        }
        return nil
      }, to: appender, at: now, limits: limits, answer: { outcome.note($0) })
    if holdsRemovedTexts { OpenLedger.warnOfRemovedTexts(session) }
    return try ReceiptPrinter.finish(
      Appended(receipts: outcome.receipts, state: state), &session, shortfall: outcome.shortfall,
      sameWords: outcome.sameWords)
  }

  /// The bytes of envelopes that wait in the queue; they are there several times, read and examined.
  private static let mostBytesWaiting = 4 << 20
}
