import CanonicalJSON
import CommandLineTools
import DataFormats
import Files

extension Session {
  /// Writes a file of somebody's choice, whole or not at all; one that is there is replaced with `--overwrite` alone.
  ///
  /// Never in the place of what the command reads, or of what belongs to its ledger: `GuardedFiles`.
  func write(_ bytes: [UInt8], to path: FilePath) throws(CommandError) {
    var file = try output(to: path)
    try file.write(bytes)
    do throws(CommandError) {
      try file.finish()
    } catch {
      throw error.offeringToOverwrite()
    }
  }

  /// The same of a file that is written piece by piece.
  func output(to path: FilePath) throws(CommandError) -> OutputFile {
    try guarded.require(path, ledger: ledgerPath)
    do throws(CommandError) {
      return try OutputFile(path, overwriting: arguments.flag("overwrite"))
    } catch {
      throw error.offeringToOverwrite()
    }
  }

  /// Refuses `--json`, which promises one document, where standard output gets something else.
  func refuseJSON(with path: FilePath, _ what: String, holding content: String) throws(CommandError) {
    guard output.isJSON, path == .standardStream else { return }
    throw .usage(
      "conflicting-options", "--json promises one document, and \(what) - gives \(content)",
      hint: "leave out --json, or name a file")
  }
}

extension CommandError {
  /// With the way to replace a file that stands in the way.
  func offeringToOverwrite() -> CommandError {
    guard code == "io.exists" else { return self }
    return CommandError(
      code: code, message: message, details: details, hint: "choose another name, or add --overwrite to replace it",
      exit: exit)
  }
}

/// What a command wrote in the place of a result: with `--json` said in a document, so that there is one always.
enum WrittenFile: String {
  case draft, envelope
  case pae
  case report, overview, difference, explanation, signatories, tasks, form, accord

  /// Says it on standard output; nothing where that took the file itself, which then is the document.
  func show(_ path: FilePath, _ session: inout Session)
    throws(CommandError)
  {
    guard session.output.isJSON, path != .standardStream else { return }
    try session.output.writeDocument(
      .written, ["holds": .string(rawValue), "file": .string("\(path)")])
  }
}
