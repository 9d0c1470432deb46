import CanonicalJSON
import CommandLineTools
import Cryptography
import DataFormats
import Files
import Pledges
import Publication
import Storage
import TransparencyLog

/// `publish`: writes and keeps up the static files from which others read and verify the ledger.
enum PublishCommand {
  static let definition = CommandDefinition(
    ["publish"], group: "Publishing", summary: "write the ledger as static files that anybody can verify",
    operands: [OperandDefinition("DIR", help: "the folder to serve, as its own file system path and not a link")],
    without: Unheeded.replay,
    examples: ["pledgebook publish /srv/lantern", "pledgebook verify --from /srv/lantern --log-key VKEY"],
    details: [
      "Writes what is missing since the last time; run it after every append, or from a timer. It may be killed at any "
        + "moment and run again. Files that are there already are compared and never changed, but for texts that were "
        + "removed; a difference is an alarm, and so is a checkpoint that this ledger contradicts. "
        + "Where witnesses are asked and too few cosigned the checkpoint, it is published all the same, with a warning. "
        + "Documentation/nginx.conf serves the folder."
    ])

  static func run(_ session: inout Session) throws(CommandError) -> ExitStatus {
    let path = try session.operandPath()
    let reader = try OpenLedger.reader(session)
    let progress = suitableProgress(quiet: session.output.isQuiet)
    let outcome: Publisher.Outcome
    var published: StoredCheckpoint?
    do {
      outcome = try reader.withSnapshot {
        let publisher = try Publisher(reader, into: PublishingFolder(path))
        let total = try Int(clamping: reader.head().size)
        published = try reader.latestCheckpoint()
        return try withProgress("publishing", total: total, on: progress) { progress throws(PublicationError) in
          try publisher.publish { done, _ in
            progress.advance(to: Int(clamping: done))
            StopSignal.endIfRequested()
          }
        }
      }
    } catch let error as PublicationError {
      throw PublicationFailure.commandError(error, keepingEvidenceFor: path)
    } catch {
      throw CommandError(from: error)
    }
    let witnesses = if let published { standing(of: published, session) } else { nil as WitnessStanding? }
    try PublicationPrinter.print(outcome, witnesses: witnesses, &session)
    witnesses?.warn(session)
    PublicationPrinter.warn(ofClosed: path, session)
    if outcome.lateCount > 0 {
      session.output.warn(
        "the ledger's file still holds \(counted(outcome.lateCount, "text", "texts")) that an entry removed; "
          + "nothing of that is published",
        hint: "run pledgebook verify to see which")
    }
    return .done
  }

  /// How the keeper's witnesses stand to what was published; nil where none are asked. It is published in any case.
  private static func standing(of stored: StoredCheckpoint, _ session: borrowing Session) -> WitnessStanding? {
    do throws(CommandError) {
      return try WitnessedLedger(session)?.standing(of: stored, session)
    } catch {
      session.output.warn("whether the witnesses' quorum is there cannot be told: \(error.message)", hint: error.hint)
      return nil
    }
  }
}

/// Says what a run of `publish` or `mirror` did.
enum PublicationPrinter {
  /// Says that others cannot enter the folder: it holds other things as well, so its mode was left to its owner.
  static func warn(ofClosed path: FilePath, _ session: borrowing Session) {
    do throws(PublicationError) {
      guard try !PublishedFolder(path).isOpenToAll() else { return }
    } catch {
      return  // it was just written; whatever came in between is not what this is about
    }
    session.output.warn(
      "only its owner can enter \(path), and a web server is somebody else",
      hint: "chmod 755 \(path.shellWord), once nothing in it is to stay private")
  }

  /// - Parameter witnesses: how they stand to what was published; nil where none are asked, as of a copy.
  static func print(
    _ outcome: Publisher.Outcome, witnesses: WitnessStanding?, _ session: inout Session
  ) throws(CommandError) {
    NotUnderstood.warn(of: outcome.notUnderstood, session)
    if session.output.isJSON {
      let document: JSONValue = [
        "origin": .string(outcome.origin.text), "sizeBefore": .integer(Int64(clamping: outcome.before)),
        "size": .integer(Int64(clamping: outcome.size)), "root": .string(outcome.root.hex),
        "written": .integer(Int64(outcome.written)),
        "notUnderstood": .array(
          outcome.notUnderstood.map {
            ["index": .integer(Int64(clamping: $0.index.rawValue)), "kind": .string($0.kind.text)]
          }),
        "removalEntries": .array(outcome.removals.map { .integer(Int64(clamping: $0.rawValue)) }),
        "notOffered": .array(
          outcome.notOffered.map {
            ["entry": .integer(Int64(clamping: $0.entry.rawValue)), "sha256": .string($0.digest.hex)]
          }),
        "witnesses": witnesses?.json ?? .null,
      ]
      try session.output.writeDocument(.publication, document)
      return
    }
    let change = outcome.before == outcome.size ? "nothing new" : "\(outcome.size - outcome.before) new"
    for entry in outcome.removals { try session.output.print("entry \(entry) removed words; they are taken out here") }
    try session.output.print(
      "\(outcome.origin)  \(entryCount(outcome.size)) (\(change))  root \(outcome.root)")
  }
}
