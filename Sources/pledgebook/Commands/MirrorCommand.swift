import CommandLineTools
import Files
import Pledges
import Publication
import Storage
import TransparencyLog
import Verification

/// `mirror`: brings a verified copy of a publication, and keeps it up.
enum MirrorCommand {
  static let definition = CommandDefinition(
    ["mirror"], group: "Publishing", summary: "keep a verified copy of a published ledger",
    operands: [
      OperandDefinition("SOURCE", help: "a published ledger: its URL or its folder"),
      OperandDefinition("DIR", help: "the folder that gets the copy"),
    ],
    options: [PublishedCopy.logKey.needed(.always, or: ["policy"]), PublishedCopy.policy],
    without: Unheeded.ledger,
    examples: ["pledgebook mirror https://pledges.example/lantern copy --log-key pledges.example/lantern+ca0c7e62+AQ…"],
    details: [
      "Every file is held against the signed checkpoint before it is written; only what is new is fetched. A copy never "
        + "goes back: a source that has another tree ends the command with status 1, and both checkpoints are kept in a "
        + "file beside DIR. One that is behind the copy may be a late cache: status 3, and 1 once it is for a day. What "
        + "does not come, or is something else than the file, ends it with status 3 too. It checks that the copy is the log's; pledgebook verify --from DIR "
        + "checks that what the log holds follows the rules. Over HTTP, redirects keep to the scheme of the URL, and "
        + "proxies of the environment are not used.",
      "Of a production ledger it warns of entries that are dated later than this machine's clock, and of new ones that are "
        + "dated before the copy was last written: published late, or dated back.",
    ])

  static func run(_ session: inout Session) throws(CommandError) -> ExitStatus {
    let place = try session.operandPath(1)
    let policy = try TrustFiles.policy(session)
    let files = try PublishedCopy.files(at: session.operandPath())
    // The last look, as far as anything tells of it.
    let last = Clock.written(place / "checkpoint")
    let progress = suitableProgress(quiet: session.output.isQuiet)
    let outcome: Publisher.Outcome
    do throws(PublicationError) {
      let mirror = try Mirror(of: files, by: policy, into: PublishingFolder(place))
      outcome = try withProgress("copying", total: nil, on: progress) { progress throws(PublicationError) in
        try mirror.follow(now: Clock.now()) { done, _ in
          progress.advance(to: Int(clamping: done))
          StopSignal.endIfRequested()
        }
      }
      try warnOfTimes(in: PublishedFolder(place), policy, outcome, last, session)
    } catch {
      throw PublicationFailure.commandError(error, keepingEvidenceFor: place)
    }
    try PublicationPrinter.print(outcome, witnesses: nil, &session)
    PublicationPrinter.warn(ofClosed: place, session)
    CopiedWords.warn(ofLate: outcome.lateCount, session)
    return CopiedWords.status(notOffered: outcome.notOffered, session) ?? .done
  }

  /// Says which entries of a production ledger are dated later than this clock, or before a look that did not show them.
  private static func warnOfTimes(
    in copy: PublishedFolder, _ policy: TrustPolicy, _ outcome: Publisher.Outcome, _ last: Instant?,
    _ session: borrowing Session
  ) throws(PublicationError) {
    do {
      let ledger = try PublishedLedger(copy, at: PublishedCheckpoint.read(copy, by: policy), .authentic)
      guard try isProduction(ledger) else { return }
      if let ahead = try EntriesAhead(ledger, size: outcome.size, clock: Clock.now()) {
        session.output.warn(
          "from entry \(ahead.first.index) on: \(ahead.words)", hint: "one of the two clocks is wrong: look at both")
      }
      if let last, let late = try LateEntries(ledger, from: outcome.before, to: outcome.size, look: last) {
        session.output.warn(MonitorCommand.words(of: late))
      }
    } catch let error as PublicationError {
      throw error
    } catch let error as StorageError {
      throw PublicationError(error)
    } catch {
      // A genesis that cannot be read is for verification to find.
    }
  }

  private static func isProduction(_ ledger: PublishedLedger) throws -> Bool {
    guard let bytes = try ledger.entry(at: .genesis)?.envelope,
      case .genesis(let genesis) = try Pledges.Statement.read(Envelope.readStored(bytes).payload).predicate
    else { return false }
    return genesis.environment == .production
  }
}
