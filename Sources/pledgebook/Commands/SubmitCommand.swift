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
        + "the order given: those that are refused, and lines that are no envelope, are named with the reason, and the exit status is 5. A receipt is printed only once its entry is "
        + "durable. Submitting the same statement twice is refused and says which it is.",
      "Envelopes of other signers are taken: a key id that is absent, or none of this ledger's, is replaced by that of the "
        + "one key that the signature verifies with, and base64 may be that of addresses, or without padding.",
    ])

  /// Room for as many envelopes as one transaction reasonably takes.
  private static let limit = 512 << 20

  static func run(_ session: inout Session) throws(CommandError) -> ExitStatus {
    var items: [EnvelopeFile.Item] = []
    for path in session.arguments.operandPaths { items += EnvelopeFile.items(try readInput(path, limit: limit), path) }
    if session.arguments.flag("each") { return try submitEach(items, &session) }
    var foreign: [(place: String, envelope: ForeignEnvelope)] = []
    for item in items {
      do {
        foreign.append((item.place, try item.envelope.get()))
      } catch {
        throw CommandError(error, in: item.place)
      }
    }
    var sameWords = SameWords()
    let receipts = try OpenLedger.append(session, places: foreign.count > 1 ? foreign.map(\.place) : []) {
      (state, _) throws(CommandError) in
      var resolver = try resolver(state)
      var envelopes: [SubmittedEnvelope] = []
      for item in foreign {
        do throws(Refusal) {
          envelopes.append(try resolver.resolved(item.envelope))
        } catch {
          throw CommandError(from: error, in: foreign.count > 1 ? item.place : nil)
        }
      }
      sameWords = try SameWords(removedBy: envelopes, session)
      return envelopes
    }
    return try ReceiptPrinter.finish(receipts, &session, sameWords: sameWords)
  }

  private static func resolver(_ state: LedgerState) throws(CommandError) -> SignatureResolver {
    do {
      return try SignatureResolver(state)
    } catch {
      throw CommandError(error)
    }
  }

  /// Through the queue that takes envelopes from anywhere: what is refused is said, what is no envelope as well, and the
  /// rest goes on.
  private static func submitEach(
    _ items: [EnvelopeFile.Item], _ session: inout Session
  ) throws(CommandError) -> ExitStatus {
    let appender = try OpenLedger.appender(session)
    let now = try session.ledgerTime(in: appender.state.identity?.environment)
    try RestedLedger.require(session, appender.state, last: appender.chain.recorded, now: now)
    var resolver = try resolver(appender.state)
    var envelopes: [Result<SubmittedEnvelope, Refusal>] = []
    for item in items {
      envelopes.append(Result { () throws(Refusal) in try resolver.resolved(item.envelope.get()) })
    }
    var removed: [SameWords] = []
    for case .success(let envelope) in envelopes {
      removed.append(try SameWords(removedBy: [envelope], session))
    }
    let readable = envelopes.compactMap { envelope in
      if case .success(let submitted) = envelope { submitted } else { nil }
    }
    let (appended, holdsRemovedTexts) = AppendQueue.append(each: readable, to: appender, at: now)
    if holdsRemovedTexts { OpenLedger.warnOfRemovedTexts(session) }
    var sameWords = SameWords()
    for (words, result) in zip(removed, appended) {
      if case .success = result { sameWords.formUnion(words) }
    }
    var rest = appended[...]
    let results = envelopes.map { envelope -> Result<Receipt, AppendError> in
      if case .failure(let refusal) = envelope { return .failure(.refused(refusal, position: 0)) }
      return rest.removeFirst()
    }
    let (receipts, shortfall) = sorted(results, items.map(\.place))
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
