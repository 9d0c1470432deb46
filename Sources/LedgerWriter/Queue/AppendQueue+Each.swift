public import Pledges

extension AppendQueue {
  /// Appends each envelope by itself, in order, as many in a transaction as fit, and closes the ledger.
  ///
  /// - Returns: what became of each, in the order given.
  public static func append(
    each envelopes: [Envelope], to appender: consuming sending LedgerAppender, at now: Instant
  ) -> [Result<Receipt, AppendError>] {
    let queue = AppendQueue(appender) { now }
    let replies = envelopes.map { envelope in
      let reply = Reply()
      queue.enqueue(envelope) { reply.give($0) }
      return reply
    }
    queue.stop()
    return replies.map { $0.wait() }
  }
}
