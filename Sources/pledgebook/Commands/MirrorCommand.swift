import CommandLineTools
import Publication

/// `mirror`: brings a verified copy of a publication, and keeps it up.
enum MirrorCommand {
  static let definition = CommandDefinition(
    ["mirror"], group: "Publishing", summary: "keep a verified copy of a published ledger",
    operands: [
      OperandDefinition("SOURCE", help: "a published ledger: its URL or its folder"),
      OperandDefinition("DIR", help: "the folder that gets the copy"),
    ],
    options: [PublishedCopy.logKey, PublishedCopy.policy],
    examples: ["pledgebook mirror https://pledges.example/lantern copy --log-key pledges.example/lantern+ca0c7e62+AQ…"],
    details: [
      "Every file is held against the signed checkpoint before it is written; only what is new is fetched. A copy never "
        + "goes back: a source that is behind it, or has another tree, ends the command with status 1, and both "
        + "checkpoints are kept in a file beside DIR. It checks that the copy is the log's; pledgebook verify --from DIR "
        + "checks that what the log holds follows the rules. Over HTTP, redirects keep to the scheme of the URL, and "
        + "proxies of the environment are not used."
    ])

  static func run(_ session: inout Session) throws(CommandError) -> ExitStatus {
    let place = try session.operand(1)
    let policy = try TrustFiles.policy(session)
    let files = try PublishedCopy.files(at: session.operand())
    let progress = suitableProgress(quiet: session.output.isQuiet)
    let outcome: Publisher.Outcome
    do throws(PublicationError) {
      let checkpoint = try PublishedCheckpoint.read(files, by: policy)
      let source = try PublishedLedger(files, at: checkpoint, .authentic)
      let publisher = try Publisher(source, into: PublishingFolder(place))
      outcome = try withProgress("copying", total: Int(clamping: source.size), on: progress) {
        progress throws(PublicationError) in
        try publisher.publish { done, _ in
          progress.advance(to: Int(clamping: done))
          StopSignal.endIfRequested()
        }
      }
    } catch {
      throw PublicationFailure.commandError(error, keepingEvidenceFor: place)
    }
    try PublicationPrinter.print(outcome, &session)
    return .done
  }
}
