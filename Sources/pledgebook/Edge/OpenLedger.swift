import CommandLineTools
import LedgerWriter
import Pledges
import Storage
import TransparencyLog
import Verification

/// The ways a command opens the ledger it is about.
enum OpenLedger {
  /// For writing: alone, under the lock, replayed, with the log key that signs each batch's checkpoint.
  static func appender(_ session: borrowing Session) throws(CommandError) -> sending LedgerAppender {
    try ReceiptPrinter.requireFolder(session)
    let wait = try session.arguments.integer("wait", in: 0...86_400) ?? 30
    let origin = try origin(session)
    let issuer = try Keeper.issuer(session, origin: origin)
    // A policy that cannot be read is found out before anything is appended, not after.
    _ = try WitnessedLedger(session)
    do {
      let appender = try LedgerAppender(
        opening: session.ledgerPath, waitingUpTo: .seconds(wait), issuer: issuer,
        replaying: session.arguments.flag("replay") ? .everything : .fromSnapshot)
      if appender.isMarkMissing { warn(ofMissing: issuer.mark, session) }
      return appender
    } catch {
      throw CommandError(from: error, ledger: session.shownLedger)
    }
  }

  private static func warn(ofMissing mark: HighWaterMark, _ session: borrowing Session) {
    session.output.warn(
      "there is no high-water mark at \(mark.path), so nothing tells whether this is the newest state of the ledger",
      hint: "hold it against a checkpoint that somebody kept: pledgebook verify --held FILE; an append makes a new mark"
    )
  }

  /// Appends the envelopes that `make` makes for the ledger as it stands and its clock, all or none; `places` says in a
  /// refusal where each came from.
  static func append(
    _ session: borrowing Session, places: [String] = [],
    _ make: (LedgerState, Instant) throws(CommandError) -> [SubmittedEnvelope]
  ) throws(CommandError) -> Appended {
    var envelopes: [SubmittedEnvelope] = []
    return try append(session) { appender, now in
      envelopes = try make(appender.state, now)
      return try appender.append(envelopes, at: now)
    } refused: { position in
      guard envelopes.indices.contains(position) else { return nil }
      return (places.indices.contains(position) ? places[position] : nil, envelopes[position])
    }
  }

  /// Appends what `append` gives to an appender, all or none; `refused` tells of the envelope in a place among them where
  /// it came from.
  ///
  /// The lock is given back before this returns: nobody who writes waits for the witnesses that are asked next, or for
  /// whoever reads the receipts.
  static func append(
    _ session: borrowing Session, _ append: (inout LedgerAppender, Instant) throws -> [Receipt],
    refused: (Int) -> (place: String?, envelope: SubmittedEnvelope)?
  ) throws(CommandError) -> Appended {
    var appender = try appender(session)
    let now = try session.ledgerTime(in: appender.state.identity?.environment)
    try RestedLedger.require(session, appender.state, last: appender.chain.recorded, now: now)
    let result = Result { try append(&appender, now) }
    // Also where something failed after the commit: the removal stands then.
    if appender.holdsRemovedTexts { warnOfRemovedTexts(session) }
    do {
      return Appended(receipts: try result.get(), state: appender.state)
    } catch AppendError.refused(let refusal, let position) {
      let item = refused(position)
      let told = CommandError(refusal, in: item?.place)
      let last = appender.chain.recorded
      guard refusal.code == .signatureMissing, let envelope = item?.envelope.envelope,
        let missing = MissingWords.missing(in: envelope, appender.state, at: now)
      else { throw told.explained(byClockOf: appender.state, last: last, now: now, session) }
      throw told.naming(
        missing: missing, keyOptions: session.keyOptions, writesEnvelopes: session.writesEnvelopes)
    } catch {
      throw CommandError(from: error, ledger: session.shownLedger).explained(
        byClockOf: appender.state, last: appender.chain.recorded, now: now, session)
    }
  }

  /// Says that removed words may still be in the file: who removes them by order of a court has to know.
  static func warnOfRemovedTexts(_ session: borrowing Session) {
    session.output.warn(
      "what was removed may still be in the file of the ledger or its log, as when something is reading there",
      hint:
        "end what reads the ledger, then run pledgebook checkpoint --renew; it takes the rest out, or says this again")
  }

  /// The ledger's origin, from its genesis.
  static func origin(_ session: borrowing Session) throws(CommandError) -> Origin? {
    try origin(reader(session))
  }

  static func origin(_ reader: SQLiteLedgerReader) throws(CommandError) -> Origin? {
    let genesis: [UInt8]?
    do {
      genesis = try reader.entry(at: .genesis)?.envelope
    } catch {
      throw CommandError(from: error, in: "entry 0")
    }
    return try genesis.map(origin(ofGenesis:))
  }

  /// The origin that the envelope of entry 0 names.
  static func origin(ofGenesis envelope: [UInt8]) throws(CommandError) -> Origin {
    do {
      return try Pledges.Statement.read(Envelope.read(envelope).payload).ledger.origin
    } catch {
      throw CommandError(from: error, in: "entry 0")
    }
  }

  /// By which time what holds now is told: this machine's, or that of the last entry where the ledger's clock is ahead, as
  /// in a demo.
  static func presentTime(of store: any LedgerReading, size: UInt64) throws(StorageError) -> Instant {
    let now = Clock.now()
    return size > 0 ? max(now, try store.recorded(at: size - 1)?.recorded ?? now) : now
  }

  /// For reading only.
  static func reader(_ session: borrowing Session) throws(CommandError) -> SQLiteLedgerReader {
    do {
      return try SQLiteLedgerReader.open(session.ledgerPath)
    } catch {
      let told = CommandError(error, opening: session.shownLedger)
      guard error.code == .notFound, session.readsCopies else { throw told }
      throw CommandError(
        code: told.code, message: told.message,
        hint: "name a ledger with --ledger PATH or PLEDGEBOOK_LEDGER, or a published copy with --from URL-or-DIR; "
          + "pledgebook init makes one", exit: told.exit)
    }
  }

  /// What the entries say, replayed; a ledger that does not hold together is refused.
  static func state(_ session: borrowing Session) throws(CommandError) -> LedgerState {
    try replayed(session, reader(session), upTo: nil).state
  }

  /// The first entries of an open ledger, replayed: behind its snapshot, if there is one of no more than these.
  static func replayed(
    _ session: borrowing Session, _ reader: any LedgerReading, upTo size: UInt64?
  ) throws(CommandError) -> ReplayedLedger {
    let snapshot: LedgerSnapshot?
    do {
      snapshot =
        session.arguments.flag("replay") ? nil : try LedgerSnapshot.usable(beside: session.ledgerPath, upTo: size)
    } catch {
      throw CommandError(from: error, ledger: session.shownLedger)
    }
    do {
      return try ReplayedLedger(reader, upTo: size, from: snapshot)
    } catch {
      switch error {
      case .failure(let failure): throw CommandError(from: failure, ledger: session.shownLedger)
      case .broken(let finding): throw .broken(finding)
      }
    }
  }

  /// Refuses what was read of a snapshot that turned out to be damaged.
  static func require(_ ledger: ReplayedLedger) throws(CommandError) {
    guard let failure = ledger.failure else { return }
    throw CommandError(
      code: "storage.damaged", message: "the snapshot beside the ledger cannot be used: \(failure.reason)",
      hint: "add --replay, or remove the file that ends in .snapshot: it is made again from the entries", exit: .io)
  }
}
