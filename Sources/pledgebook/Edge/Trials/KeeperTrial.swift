import CommandLineTools
import Files
import LedgerWriter
import Pledges
import Storage
import TransparencyLog
import Verification

/// What an append would meet on this machine besides the rules: the keeper's settings, the log key, and the mark of what
/// was given out. Looked at before anybody is told that the rules take it, or asked whether to record it.
///
/// Nothing is opened for writing, and no passphrase is asked for where the public half of a log key lies beside it.
struct KeeperTrial {
  /// Those at hand; nil where nothing is noted of any, as beside a copy of the file.
  private let logKeys: [VerifierKey]?

  /// - Parameter isRecording: whether this very command would record it, and not one that may follow.
  init(_ session: borrowing Session, _ trial: borrowing Trial, isRecording: Bool) throws {
    try ReceiptPrinter.requireFolder(session)
    let noted = try Keeper.read(beside: session.ledgerPath)
    let paths = Keeper.keyPaths(noted)
    if paths.isEmpty {
      guard !isRecording else { throw Keeper.missingKey }
      session.output.warn("nothing would be recorded here: \(Keeper.missingKey.message)", hint: Keeper.missingKey.hint)
      logKeys = nil
    } else {
      logKeys = try KeeperTrial.keys(at: paths, session, trial.state)
      let mark = HighWaterMark(path: noted?.highWaterMark ?? Keeper.mark(session))
      try KeeperTrial.require(mark, trial)
    }
    // A policy that cannot be read.
    _ = try WitnessedLedger(session)
    do throws(CommandError) {
      try RestedLedger.require(session, trial.state, last: trial.recorded, now: trial.now)
    } catch {
      // The option for it goes with recording.
      guard !isRecording, error.exit == .belowAssurance else { throw error }
      session.output.warn(error.message, hint: error.hint)
    }
  }

  /// The same for what is tried without a ledger in memory, and changes no log key.
  static func run(_ session: borrowing Session, isRecording: Bool) throws(CommandError) {
    try ReadLedger.with(session) { store in
      let trial = try Trial(session, store, signatures: .vouched) { replayed in
        let now = try session.ledgerTime(in: replayed.state.identity?.environment)
        return max(now, replayed.chain.recorded ?? now)
      }
      try KeeperTrial(session, trial, isRecording: isRecording).require(trial.next)
    }
  }

  /// Refuses what would leave the ledger without a log key at hand that can sign its checkpoint.
  func require(_ next: LedgerState) throws(CommandError) {
    guard let logKeys, !logKeys.contains(where: next.logKeys.contains) else { return }
    throw CommandError(AppendError.notInForce(logKeys))
  }

  private static func keys(
    at paths: [FilePath], _ session: borrowing Session, _ state: LedgerState
  ) throws(CommandError) -> [VerifierKey] {
    guard let origin = state.identity?.origin else { throw Keeper.missingKey }
    var keys: [VerifierKey] = []
    for path in paths {
      let key = try PublicHalf.ofPrivate(session, path, passphraseVariable: Keeper.passphraseVariable)
      do throws(LogError) {
        keys.append(try VerifierKey(name: origin.text, publicKey: key, type: .ed25519))
      } catch {
        throw CommandError(error, in: path)
      }
    }
    return keys
  }

  private static func require(_ mark: HighWaterMark, _ trial: borrowing Trial) throws {
    guard let note = try mark.read() else { return }
    let given: Checkpoint
    do throws(LogError) {
      given = try SignedCheckpoint(note).checkpoint
    } catch {
      throw AppendError.notAMark(mark)
    }
    if let finding = try trial.contradiction(of: given) { throw AppendError.broken(finding) }
  }
}
