import CommandLineTools
import Cryptography
import LedgerWriter
import Pledges
import Storage
import TransparencyLog
import Verification

/// A production ledger that has rested for long: before it goes on, somebody else's clock has to bear this one out.
/// // Format §11
///
/// Otherwise it could be dated back in its silence, or jump years ahead by an accident of the clock. Asked before an
/// append, and never when entries are read.
enum RestedLedger {
  static let option = OptionDefinition.flag(
    "after-silence", help: "append after 45 days of silence although no witness has cosigned within the last day")

  private static let silence = 45 * Instant.secondsPerDay
  private static let recent: UInt64 = 86_400

  static func require(
    _ session: borrowing Session, _ state: LedgerState, last: Instant?, now: Instant
  ) throws(CommandError) {
    guard state.identity?.environment == .production, let last, now > last.advanced(bySeconds: silence),
      !session.arguments.flag(option.long), try !isSeen(session, now)
    else { return }
    throw CommandError(
      code: "clock.silence",
      message: "the last entry is of \(last), and this clock says \(now): after 45 days of silence a witness has to "
        + "have cosigned the newest checkpoint within the last day",
      hint: "pledgebook checkpoint --cosign asks the witnesses; without any, look at the clock and add --after-silence",
      exit: .belowAssurance)
  }

  /// Whether a witness of the policy has cosigned the newest checkpoint of late, by a time that this clock agrees with.
  private static func isSeen(_ session: borrowing Session, _ now: Instant) throws(CommandError) -> Bool {
    guard let policy = try WitnessedLedger(session)?.policy(session) else { return false }
    let times = Trust.Freshness(maximumAge: recent, now: UInt64(clamping: now.seconds)).times
    do {
      guard let note = try OpenLedger.reader(session).latestCheckpoint()?.note else { return false }
      var verifier = try SignatureVerifier()
      let evaluation = try policy.evaluate(SignedCheckpoint(note), verifier: &verifier)
      guard evaluation.failedKey == nil, evaluation.isSignedByLog else { return false }
      return evaluation.witnesses.contains { times.contains($0.timestamp) }
    } catch {
      throw CommandError(from: error)
    }
  }
}
