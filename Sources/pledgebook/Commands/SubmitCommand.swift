import CommandLineTools
import LedgerWriter
import Pledges

/// `submit`: admits signed envelopes and appends them.
enum SubmitCommand {
  static let definition = CommandDefinition(
    ["submit"], group: "Statements", summary: "admit signed envelopes and append them",
    operands: [
      OperandDefinition("FILE", repeats: true, help: "an envelope, or several as JSON Lines; - reads standard input")
    ],
    options: [
      .flag("each", help: "take each envelope by itself: one that is refused holds up no other"),
      .value("receipt-dir", "DIR", help: "write header and envelope of each new entry into this folder"),
      StatementFlow.clock, StatementFlow.wait, RestedLedger.option,
    ],
    examples: [
      "pledgebook submit attestation.dsse.json --receipt-dir receipts", "pledgebook submit --each many.jsonl",
    ],
    details: [
      "All envelopes of one call become entries together, or none does. With --each the rules judge each by itself, in "
        + "the order given: those that are refused are named with the reason, and the exit status is 5. A receipt is printed only once its entry is "
        + "durable. Submitting the same statement twice is refused and says which it is."
    ])

  /// Room for as many envelopes as one transaction reasonably takes.
  private static let limit = 512 << 20

  static func run(_ session: inout Session) throws(CommandError) -> ExitStatus {
    var envelopes: [SubmittedEnvelope] = []
    var places: [String] = []
    for path in session.arguments.operandPaths {
      let bytes = try readInput(path, limit: limit)
      for (place, envelope) in try EnvelopeFile.envelopes(bytes, path) {
        places.append(place)
        envelopes.append(envelope)
      }
    }
    guard !envelopes.isEmpty else {
      throw CommandError(
        code: "envelope.malformed", message: "there is no envelope in the input", hint: "pledgebook sign makes one",
        exit: .usage)
    }
    if session.arguments.flag("each") { return try submitEach(envelopes, places, &session) }
    var sameWords = SameWords()
    let receipts = try OpenLedger.append(session, places: envelopes.count > 1 ? places : []) {
      (_, _) throws(CommandError) in
      sameWords = try SameWords(removedBy: envelopes, session)
      return envelopes
    }
    return try ReceiptPrinter.finish(receipts, &session, sameWords: sameWords)
  }

  /// Through the queue that takes envelopes from anywhere: what is refused is said, and the rest goes on.
  private static func submitEach(
    _ envelopes: [SubmittedEnvelope], _ places: [String], _ session: inout Session
  ) throws(CommandError) -> ExitStatus {
    let appender = try OpenLedger.appender(session)
    let now = try session.ledgerTime(in: appender.state.identity?.environment)
    try RestedLedger.require(session, appender.state, last: appender.chain.recorded, now: now)
    var removed: [SameWords] = []
    for envelope in envelopes { removed.append(try SameWords(removedBy: [envelope], session)) }
    let (results, holdsRemovedTexts) = AppendQueue.append(each: envelopes, to: appender, at: now)
    if holdsRemovedTexts { OpenLedger.warnOfRemovedTexts(session) }
    let (receipts, shortfall) = sorted(results, places)
    var sameWords = SameWords()
    for (words, result) in zip(removed, results) {
      if case .success = result { sameWords.formUnion(words) }
    }
    return try ReceiptPrinter.finish(receipts, &session, shortfall: shortfall, sameWords: sameWords)
  }

  /// What became an entry, and what of the rest is told.
  static func sorted(
    _ results: [Result<Receipt, AppendError>], _ places: [String]
  ) -> ([Receipt], ReceiptPrinter.Shortfall) {
    var receipts: [Receipt] = []
    var shortfall = ReceiptPrinter.Shortfall()
    for (place, result) in zip(places, results) {
      switch result {
      case .success(let receipt): receipts.append(receipt)
      case .failure(.refused(let refusal, _)):
        shortfall.refused.append((place, CommandError(refusal, in: place)))
      // The first says what went wrong; those behind its batch, that nothing was done any more.
      case .failure(let error):
        if shortfall.failure != nil, case .queueStopped = error {
          shortfall.untried.append(place)
        } else {
          shortfall.failed.append(place)
        }
        shortfall.failure = shortfall.failure ?? CommandError(error)
      }
    }
    return (receipts, shortfall)
  }
}
