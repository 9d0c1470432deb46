public import Pledges

extension AppendQueue {
  /// Appends each envelope by itself, in order, as many in a transaction as fit, and closes the ledger.
  ///
  /// `next` gives them one after the other, and nil at the end; `answer` hears what became of each, in the same order, soon
  /// after it is known. So they are never in memory all at once.
  ///
  /// - Returns: what `stop` says of removed words.
  public static func append(
    each next: () -> SubmittedEnvelope?, to appender: consuming sending LedgerAppender, at now: Instant,
    limits: Limits = Limits(), answer: (Result<Receipt, AppendError>) -> Void
  ) -> Bool {
    let queue = AppendQueue(appender, limits: limits) { now }
    var waiting: [Reply] = []
    while let envelope = next() {
      let reply = Reply()
      queue.enqueue(envelope) { reply.give($0) }
      waiting.append(reply)
      // Those that the queue no longer holds have their answer.
      if waiting.count >= 2 * limits.envelopes {
        for reply in waiting.prefix(limits.envelopes) { answer(reply.wait()) }
        waiting.removeFirst(limits.envelopes)
      }
    }
    let holdsRemovedTexts = queue.stop()
    for reply in waiting { answer(reply.wait()) }
    return holdsRemovedTexts
  }
}
