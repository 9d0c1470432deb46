import CommandLineTools
import Files
import Pledges
import Publication

/// What publications say went wrong, as the command line says it.
enum PublicationFailure {
  private static let usage: Set<String> = [
    "publication.malformed", "publication.unsafe-path", FormatVersion.zeroCode,
  ]

  static func commandError(_ error: PublicationError) -> CommandError {
    let hint: String? =
      switch error.code {
      case .inputOutput: "run the command again: it goes on where it ended"
      case .witnessQuorum: "ask the ledger's keeper for a checkpoint that more of these witnesses cosigned"
      default: nil
      }
    return CommandError(
      code: error.code.rawValue, message: error.reason, hint: error.hint ?? hint, exit: exit(error))
  }

  private static func exit(_ error: PublicationError) -> ExitStatus {
    if error.isVerdict { return .broken }
    if error.isBelowAssurance { return .belowAssurance }
    return usage.contains(error.code.rawValue) ? .usage : .io
  }

  /// The same, and the evidence written into a file of its own, if there is some.
  ///
  /// The file lies beside the folder or file that the command is about, and is never written over another.
  /// That the log misbehaved is the verdict, whether there is room for the file or not.
  static func commandError(_ error: PublicationError, keepingEvidenceFor place: FilePath) -> CommandError {
    guard let evidence = error.evidence else { return commandError(error) }
    do {
      let path = try keep(evidence, for: place)
      return CommandError(
        code: error.code.rawValue, message: "\(error.reason); both checkpoints are kept in \(path)",
        hint: "pledgebook compare --check \(path.shellWord) --log-key VKEY", exit: .broken)
    } catch let failure {
      return CommandError(
        code: error.code.rawValue, message: "\(error.reason); the evidence could not be kept: \(failure.message)",
        hint: "keep both checkpoints yourself, at once, for what is served may change; then make room for the file and "
          + "run the command again", exit: .broken)
    }
  }

  /// Writes evidence to a name that follows from what it holds; the same evidence is written once.
  static func keep(_ evidence: LogEvidence, for place: FilePath) throws(CommandError) -> FilePath {
    var base = place
    while base.bytes.count > 1, base.hasSuffix("/") { base = base.dropLast(1) }
    let path = base + ".evidence-\(evidence.fingerprint).json"
    do {
      try writeOutput(evidence.bytes, to: path)
    } catch {
      guard error.code == "io.exists" else { throw error }
    }
    return path
  }
}
