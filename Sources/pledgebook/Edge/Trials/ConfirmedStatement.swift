import CommandLineTools
import Pledges
import StatementWords

/// What somebody at a terminal said yes to: nothing else is recorded.
///
/// The statement is drafted again for the ledger as it is by then, so that its time is right; where the ledger changed
/// in between, it may say something else.
struct ConfirmedStatement {
  let words: [StatementWords]

  func require(
    _ statement: Pledges.Statement, _ texts: [Disclosure], _ state: LedgerState, at now: Instant
  ) throws(CommandError) {
    let words = StatementReader(state, texts: texts, now: now).words(statement)
    guard self.words.map(\.lines) == [words.lines] else {
      throw CommandError(
        code: "statement.changed",
        message: "the ledger has changed meanwhile, and this would not record what was shown: \(words.headline)",
        hint: "nothing was recorded; run the command again", exit: .refused)
    }
  }
}
