import CommandLineTools
import LedgerWriter
import Pledges
import Storage
import Verification

/// The ways a command opens the ledger it is about.
enum OpenLedger {
  /// For writing: alone, under the lock, replayed.
  static func appender(_ session: borrowing Session) throws(CommandError) -> LedgerAppender {
    let wait = try session.arguments.integer("wait", in: 0...86_400) ?? 30
    do {
      return try LedgerAppender(opening: session.ledgerPath, waitingUpTo: .seconds(wait))
    } catch {
      throw CommandError(error)
    }
  }

  /// For reading only.
  static func reader(_ session: borrowing Session) throws(CommandError) -> SQLiteLedgerReader {
    do {
      return try SQLiteLedgerReader.open(session.ledgerPath)
    } catch {
      throw CommandError(error)
    }
  }

  /// What the entries say, replayed; a ledger that does not hold together is refused.
  static func state(_ session: borrowing Session) throws(CommandError) -> LedgerState {
    try replayed(session).state
  }

  /// The replayed ledger with its place in chain and tree.
  static func replayed(_ session: borrowing Session) throws(CommandError) -> ReplayedLedger {
    let reader = try reader(session)
    do {
      return try ReplayedLedger(reader)
    } catch {
      switch error {
      case .failure(let failure): throw CommandError(failure)
      case .broken(let finding): throw .broken(finding)
      }
    }
  }
}
