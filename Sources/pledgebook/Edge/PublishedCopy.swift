import CommandLineTools
import Files
import Pledges
import Publication
import Service
import Storage
import TransparencyLog
import Verification

/// A published copy that a command reads in place of the keeper's file.
enum PublishedCopy {
  static let from = OptionDefinition.value(
    "from", "URL-or-DIR", help: "a published copy, in place of the keeper's file")
  static let logKey = OptionDefinition.value(
    "log-key", "VKEY", repeats: true, help: "verifier key of the log, or a file that holds it (not the .pub file)")
  static let policy = OptionDefinition.value("policy", "FILE", help: "trust policy: logs, witnesses, quorum")

  /// The options that read the copy at a place and believe whom this command believes, as a shell takes them.
  static func options(_ session: borrowing Session, at place: FilePath) -> String {
    let keys = session.arguments.paths("log-key").map { ["--log-key", $0] }
    let policy = session.arguments.paths("policy").map { ["--policy", $0] }
    return (["--from", place] + (keys + policy).flatMap { $0 }).map(\.shellWord).joined(separator: " ")
  }

  /// Where the published files at a place come from: a web server, or a folder of this machine. Either may be late, a folder
  /// as well: somebody may be copying into it.
  static func files(at place: FilePath) throws(CommandError) -> any Fetching {
    if let address = place.text, WebAddress.isMeant(by: address) { return PatientFiles(try site(at: address)) }
    do {
      return PatientFiles(try PublishedFolder(place))
    } catch {
      throw PublicationFailure.commandError(error)
    }
  }

  private static func site(at place: String) throws(CommandError) -> PublishedSite {
    let address: WebAddress
    do {
      address = try WebAddress(place)
    } catch {
      throw CommandError(error)
    }
    do {
      return try PublishedSite(address, isStopped: { StopSignal.requested })
    } catch {
      throw PublicationFailure.commandError(error)
    }
  }

  /// A copy whose checkpoint a trusted log key signed; what is read of it is held against that.
  static func ledger(_ session: borrowing Session, at place: FilePath) throws(CommandError) -> PublishedLedger {
    let policy = try TrustFiles.policy(session)
    let files = try files(at: place)
    do throws(PublicationError) {
      return try PublishedLedger(files, at: PublishedCheckpoint.read(files, by: policy), .authentic)
    } catch {
      throw PublicationFailure.commandError(error)
    }
  }

  /// The first entries of such a copy, replayed; all of them without a size.
  static func replayed(
    _ ledger: any LedgerReading, upTo size: UInt64?, from place: FilePath
  ) throws(CommandError) -> ReplayedLedger {
    do {
      return try ReplayedLedger(ledger, upTo: size)
    } catch {
      switch error {
      case .failure(.storage(let error)): throw PublicationFailure.commandError(PublicationError(error))
      case .failure(.library(let error)): throw PublicationFailure.commandError(PublicationError(error))
      case .broken(let finding):
        throw .broken(finding, toSeeAll: "pledgebook verify --from \(place.shellWord)")
      }
    }
  }
}
