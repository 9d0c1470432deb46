import CommandLineTools
import Cryptography
import Pledges
import StatementWords

/// What somebody at a terminal said yes to: nothing else is recorded, and in no other ledger.
///
/// The statement is drafted again for the ledger as it is by then, so that its time is right. Where the ledger changed in
/// between, or another one took its place, it may say something else.
struct ConfirmedStatement {
  /// As it was shown: ledger, accord and all that it says.
  private let statement: Pledges.Statement
  private let words: StatementWords

  /// - Parameter state: of the ledger before it: names are those of that time.
  init(_ statement: Pledges.Statement, _ texts: [Disclosure], _ state: LedgerState) {
    self.statement = statement
    words = Self.words(statement, texts, state, at: statement.issuedAt)
  }

  /// When it was drafted.
  var drafted: Instant { statement.issuedAt }

  /// Refuses what is not what was shown.
  ///
  /// - Parameters:
  ///   - redrafted: what the same command says to the ledger as it is now, by the clock of the question: the same bytes, or
  ///     it is for another ledger, under another accord, or about something else.
  ///   - statement: what is about to be recorded, which differs from that in its times alone.
  func require(
    _ statement: Pledges.Statement, sameAs redrafted: Pledges.Statement, _ texts: [Disclosure], _ state: LedgerState
  ) throws(CommandError) {
    let words = Self.words(statement, texts, state, at: statement.issuedAt)
    guard redrafted.ledger == self.statement.ledger else {
      throw Self.changed("another ledger lies in the place of the one that was shown", words)
    }
    guard redrafted.payload == self.statement.payload, words.lines == self.words.lines else {
      throw Self.changed("the ledger has changed meanwhile", words)
    }
  }

  private static func words(
    _ statement: Pledges.Statement, _ texts: [Disclosure], _ state: LedgerState, at now: Instant
  ) -> StatementWords {
    StatementReader(state, texts: texts, now: now).words(statement)
  }

  private static func changed(_ why: String, _ words: StatementWords) -> CommandError {
    CommandError(
      code: "statement.changed",
      message: "\(why), and this would not record what was shown: \(words.headline)",
      hint: "nothing was recorded; run the command again", exit: .refused)
  }
}
