import CommandLineTools
import Cryptography
import Languages
import LedgerReports
import LedgerWriter
import Pledges
import Reports
import StatementWords
import Storage
import TransparencyLog
import Verification

/// What would become of statements if they were handed in now; nothing is recorded.
///
/// The function that admits entries is asked itself, on a ledger in memory: a trial has no rules of its own.
struct Trial: ~Copyable {
  private let replayed: ReplayedLedger
  private let store: any LedgerReading
  private var ledger: Ledger
  private(set) var entries: [AdmittedEntry] = []
  /// By whose clock it would be recorded.
  let now: Instant

  /// - Parameter signatures: `check` for envelopes that are complete; `vouched` where signatures are yet to come.
  init(
    _ session: borrowing Session, _ store: any LedgerReading, signatures: EnvelopeVerifier.Signatures,
    at now: (ReplayedLedger) throws -> Instant
  ) throws {
    let replayed = try ReadLedger.replayed(session, store)
    try OpenLedger.require(replayed)
    let time = try now(replayed)
    // Locals first: a noncopyable value cannot be left half made by a failure.
    let ledger = try replayed.continued(signatures: signatures)
    self.replayed = replayed
    self.store = store
    self.now = time
    self.ledger = ledger
  }

  /// What the ledger says as it is.
  var state: LedgerState { replayed.state }
  /// What it would say with what was asked for so far.
  var next: LedgerState { ledger.state }
  /// When its last entry was recorded.
  var recorded: Instant? { replayed.chain.recorded }

  /// Why the ledger and a checkpoint of it that was given out cannot both be true.
  func contradiction(of given: Checkpoint) throws -> Finding? {
    let size = min(given.size, replayed.size)
    guard size == given.size, size > 0 else {
      return given.contradiction(of: size, root: nil, origin: state.identity?.origin)
    }
    // What the store cannot prove is said by whoever replays up to there.
    guard let root = try replayed.beginning(of: size, in: store)?.root else { return nil }
    return given.contradiction(of: size, root: root, origin: state.identity?.origin)
  }

  /// Asks for an envelope, behind those that were asked for before.
  mutating func admit(_ submitted: SubmittedEnvelope) throws(CommandError) {
    var failure: (any Error)?
    let (store, size) = (store, replayed.size)
    let earlier = entries
    let admitted = Result { () throws(Refusal) in
      try ledger.admit(submitted, at: now) { index in
        if index.rawValue >= size { return earlier.first { $0.header.index == index }?.envelopeBytes }
        do {
          return try store.entry(at: index)?.envelope
        } catch {
          failure = error
          return nil
        }
      }
    }
    // What could not be read decides nothing.
    if let failure { throw CommandError(from: failure) }
    do {
      entries.append(try admitted.get())
    } catch {
      throw CommandError(error)
    }
  }

  /// Each statement in words, as it would be told once it is recorded.
  ///
  /// - Parameters:
  ///   - signed: the keys that have signed, or are about to; nil for those of each envelope.
  ///   - speaker: who says it, where no key tells.
  func words(
    now: Instant? = nil, signedBy signed: [KeyID]? = nil, speaker: PartyID? = nil
  ) throws -> [StatementWords] {
    let reader = StatementReader(ledger.state, texts: [], now: now)
    return try entries.map { entry in
      let signers = try signed ?? Envelope.readStored(entry.envelopeBytes).signatures.map(\.keyID)
      return try reader.beside(entry.texts).knowing(entry.statement, in: store, and: entries).words(
        entry.statement, signedBy: signers, speaker: speaker, recorded: self.now)
    }
  }

  /// What would change in the reports.
  mutating func difference() throws -> LedgerDifference {
    let program = "pledgebook \(Pledgebook.version)"
    let root = try ledger.root()
    guard
      let old = LedgerProof(state, size: replayed.size, root: replayed.root, head: replayed.head, program: program),
      let new = LedgerProof(
        ledger.state, size: ledger.chain.size, root: root, head: ledger.chain.leaf, program: program)
    else {
      throw CommandError(code: "statement.kind", message: "the ledger has no genesis", exit: .broken)
    }
    let source = TrialStatements(
      stored: StoredStatements(reader: store, size: replayed.size, root: replayed.root), entries: entries)
    let removals = ledger.state.removals
    return try LedgerDifference(
      from: LedgerView(state, proof: old, asOf: now, removals: removals, source: source),
      to: LedgerView(ledger.state, proof: new, asOf: now, removals: removals, source: source), language: .english)
  }
}

/// The statements of a store, and behind them those of a trial.
private struct TrialStatements: StatementSource {
  let stored: StoredStatements
  let entries: [AdmittedEntry]

  func statement(at index: EntryIndex) throws(ReportError) -> SignedStatement {
    guard let entry = entries.first(where: { $0.header.index == index }) else { return try stored.statement(at: index) }
    do {
      let envelope = try Envelope.readStored(entry.envelopeBytes)
      return SignedStatement(entry.statement, signingKeys: envelope.signatures.map(\.keyID), texts: entry.texts)
    } catch {
      throw ReportError(.unreadableStatement, "entry \(index) cannot be read: \(error.message)")
    }
  }
}
