import CanonicalJSON
import CommandLineTools
import DataFormats
import Files

extension Session {
  /// Refuses `--json`, which promises one document, where standard output gets something else.
  func refuseJSON(with path: FilePath, _ what: String, holding content: String) throws(CommandError) {
    guard output.isJSON, path == .standardStream else { return }
    throw .usage(
      "conflicting-options", "--json promises one document, and \(what) - gives \(content)",
      hint: "leave out --json, or name a file")
  }
}

/// What a command wrote in the place of a result: with `--json` said in a document, so that there is one always.
enum WrittenFile: String {
  case draft, envelope
  case pae
  case report, overview, difference, explanation, form, accord

  /// Says it on standard output; nothing where that took the file itself, which then is the document.
  func show(_ path: FilePath, _ session: inout Session)
    throws(CommandError)
  {
    guard session.output.isJSON, path != .standardStream else { return }
    try session.output.writeDocument(
      .written, ["holds": .string(rawValue), "file": .string("\(path)")])
  }
}
