public import Pledges

extension AppendQueue {
  /// Appends each envelope by itself, in order, as many in a transaction as fit, and closes the ledger.
  ///
  /// - Returns: what became of each, in the order given, and what `stop` says of removed words.
  public static func append(
    each envelopes: [SubmittedEnvelope], to appender: consuming sending LedgerAppender, at now: Instant
  ) -> (results: [Result<Receipt, AppendError>], holdsRemovedTexts: Bool) {
    let queue = AppendQueue(appender) { now }
    let replies = envelopes.map { envelope in
      let reply = Reply()
      queue.enqueue(envelope) { reply.give($0) }
      return reply
    }
    let holdsRemovedTexts = queue.stop()
    return (replies.map { $0.wait() }, holdsRemovedTexts)
  }
}
