public import Pledges

extension AppendQueue {
  /// Appends each envelope by itself, in order, as many in a transaction as fit, and closes the ledger.
  ///
  /// - Returns: what became of each, in the order given, and what `stop` says of removed bodies.
  public static func append(
    each envelopes: [Envelope], to appender: consuming sending LedgerAppender, at now: Instant
  ) -> (results: [Result<Receipt, AppendError>], holdsRemovedBodies: Bool) {
    let queue = AppendQueue(appender) { now }
    let replies = envelopes.map { envelope in
      let reply = Reply()
      queue.enqueue(envelope) { reply.give($0) }
      return reply
    }
    let holdsRemovedBodies = queue.stop()
    return (replies.map { $0.wait() }, holdsRemovedBodies)
  }
}
