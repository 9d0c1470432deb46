import CommandLineTools
import Files
import Pledges
import Publication
import Reports
import Storage
import Verification

/// The ledger that a command reads: the keeper's file, or with `--from` a published copy.
///
/// A published copy is read at the checkpoint that it comes with, which a log key has to have signed that the reader names.
/// Every header and body is held against its root before anything is made of it; that the signatures on the entries
/// are good is the log's word, as it is with the keeper's own file, and `verify --from` checks them all.
enum ReadLedger {
  static let options: [OptionDefinition] = [
    PublishedCopy.from, PublishedCopy.logKey.needed(.with(["from"]), or: ["policy"]), PublishedCopy.policy,
  ]

  /// Refuses what says whom to believe of a copy, where none is read.
  static func refuseTrustWithoutCopy(_ session: borrowing Session) throws(CommandError) {
    try session.arguments.refuse(["log-key", "policy"], without: "from")
  }

  /// Runs `body` on the ledger, as it is at one moment.
  static func with<Result>(
    _ session: borrowing Session, _ body: (any LedgerReading) throws -> Result
  ) throws(CommandError) -> Result {
    try refuseTrustWithoutCopy(session)
    do {
      guard let place = session.copy else {
        let reader = try OpenLedger.reader(session)
        return try reader.withSnapshot { try body(reader) }
      }
      // A copy has no snapshot: there is nothing to do without.
      try session.arguments.refuse(["replay"], with: "from")
      let copy = try PublishedCopy.ledger(session, at: place)
      do {
        return try body(copy)
      } catch let error as StorageError {
        throw PublicationFailure.commandError(PublicationError(error))
      }
    } catch let error as ReportError {
      throw CommandError(error)
    } catch {
      throw CommandError(from: error, ledger: session.shownLedger)
    }
  }

  /// Its first entries, replayed; all of them without a size.
  static func replayed(
    _ session: borrowing Session, _ store: any LedgerReading, upTo size: UInt64? = nil
  ) throws(CommandError) -> ReplayedLedger {
    if let place = session.copy {
      return try PublishedCopy.replayed(store, upTo: size, from: place)
    }
    return try OpenLedger.replayed(session, store, upTo: size)
  }

  /// What its entries say.
  static func state(_ session: borrowing Session) throws(CommandError) -> LedgerState {
    try with(session) { store in try replayed(session, store).state }
  }
}
