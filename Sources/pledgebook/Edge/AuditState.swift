import CommandLineTools
import Cryptography
import Files
import Pledges
import Storage
import TransparencyLog

/// An auditor's own record of what was verified and when, in a file that the auditor keeps. `verify --state`
///
/// It holds the state that the entries came to, so that next time only what is new has to be read. It is as good as the
/// hands it was in: whoever can change it can hide what it covers, so it does not belong beside the ledger.
final class AuditState {
  private let path: FilePath
  /// What was verified earlier; nil the first time.
  private let earlier: LedgerSnapshot?
  private let isFull: Bool
  private var failure: ArchiveFault?

  /// Nil without `--state`.
  init?(_ session: borrowing Session) throws(CommandError) {
    isFull = session.arguments.flag("full")
    guard let path = session.arguments.path("state") else { return nil }
    self.path = path
    do {
      earlier = try LedgerSnapshot.verified(at: path)
    } catch {
      throw CommandError(
        code: "audit.state", message: "\(path) is not a record of an earlier verification: \(error.reason)",
        hint: "name the file that verify --state wrote, or a new one", exit: .usage)
    }
  }

  /// The end of what was verified, which the ledger must still contain.
  var knownHead: (size: UInt64, leaf: Digest)? {
    earlier.map { ($0.size, $0.head) }
  }

  /// Refuses a record of another ledger, which would make this one look rewritten.
  func requireRecord(of origin: Origin?) throws(CommandError) {
    guard let earlier, let origin, earlier.origin != origin else { return }
    throw CommandError(
      code: "audit.state", message: "\(path) is the record of \(earlier.origin), and this is \(origin)",
      hint: "keep a record for each ledger", exit: .usage)
  }

  /// What to go on behind; nil when everything is to be read.
  var resumable: LedgerSnapshot? {
    isFull ? nil : earlier.flatMap { $0.hasRoomForStretch ? $0 : nil }
  }

  /// Keeps what verified without a finding; `after` is what it went on behind.
  func keep(_ ledger: borrowing Ledger, _ root: Digest, after resumed: LedgerSnapshot?) {
    var stretches = resumed?.stretches ?? []
    // Nothing was read, so nothing is newer.
    if stretches.last?.upTo == ledger.chain.size { return }
    stretches.append(VerifiedStretch(upTo: ledger.chain.size, at: Clock.now()))
    do {
      try LedgerSnapshot.keep(verified: ledger, root: root, at: path, after: resumed, stretches)
    } catch {
      failure = error
    }
  }

  /// Whether the record is as new as the verdict.
  var isKept: Bool { failure == nil }

  /// Says when the record could not be read or written; the verdict stands all the same.
  func warn(_ session: borrowing Session) {
    if let damage = earlier?.failure {
      session.output.warn(
        "\(path) is damaged, and nothing was taken from it but the end that it names: \(damage.reason)",
        hint: failure == nil ? "everything was read, and the record is new where the ledger is intact" : nil)
    }
    guard let failure else { return }
    session.output.warn(
      "\(path) was not brought up to date: \(failure.reason)",
      hint: "make its folder writable, or name another file; until then the next verification knows nothing of this one"
    )
  }
}
