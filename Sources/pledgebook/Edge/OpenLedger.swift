import CommandLineTools
import LedgerWriter
import Pledges
import Storage
import TransparencyLog
import Verification

/// The ways a command opens the ledger it is about.
enum OpenLedger {
  /// For writing: alone, under the lock, replayed, with the log key that signs each batch's checkpoint.
  static func appender(_ session: borrowing Session) throws(CommandError) -> LedgerAppender {
    let wait = try session.arguments.integer("wait", in: 0...86_400) ?? 30
    let origin = try origin(session)
    let issuer = try Keeper.issuer(session, origin: origin)
    do {
      return try LedgerAppender(opening: session.ledgerPath, waitingUpTo: .seconds(wait), issuer: issuer)
    } catch {
      throw CommandError(error)
    }
  }

  /// The ledger's origin, from its genesis.
  static func origin(_ session: borrowing Session) throws(CommandError) -> Origin? {
    let reader = try reader(session)
    do {
      guard let bytes = try reader.entry(at: .genesis)?.envelope else { return nil }
      return try Pledges.Statement.read(Envelope.read(bytes).payload).ledger.origin
    } catch {
      throw CommandError(from: error, in: "entry 0")
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
