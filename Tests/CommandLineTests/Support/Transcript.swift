import CanonicalJSON
import SchemaJudge
import Testing

/// One run of the command: what was typed and what came of it.
struct Transcript {
  let arguments: [String]
  /// Below zero: ended by that signal.
  let status: Int32
  let output: String
  let error: String

  init(arguments: [String], status: Int32, output: String, error: String) {
    self.arguments = arguments
    self.status = status
    self.output = output
    self.error = error
    // Whatever a test is about: what it saw of the program on the way keeps the contract with machines.
    for fault in documentFaults { Issue.record("\(fault) (see pledgebook schema)\n\(self)") }
  }

  /// What is wrong with the document, which `--json` promises and which then is all of standard output.
  private var documentFaults: [String] {
    // An error is a document with --json alone.
    let isForm =
      arguments.contains("--format=json")
      || zip(arguments, arguments.dropFirst()).contains { $0 == ("--format", "json") }
    let isAsked = arguments.contains("--json") || isForm && status == 0 && !arguments.contains("--out")
    guard let root = json.map({ JSONValue($0) }), case .object(let members) = root else {
      // Who is ended by a signal says nothing any more.
      return isAsked && status >= 0 ? ["there is no JSON document"] : []
    }
    if members.first?.name == "format" { return SchemaJudge.faults(in: root) }
    return isAsked && !members.contains(where: { Self.foreign.contains($0.name) }) ? ["the document has no format"] : []
  }

  /// Members of documents that are of other people's formats, or of the ledger's own, and are given as they are.
  private static let foreign: Set = [
    "_type", "payloadType", "bomFormat", "assessment-results", "catalog", "$schema", "type", "texts",
  ]

  /// The document on standard output.
  var json: JSONNode? {
    try? JSONDocument(Array(output.utf8), profile: .strict).root
  }

  /// The code of the error document.
  var errorCode: String? {
    json?.member("error")?.member("code")?.string
  }

  /// A value of the output document, by the names on the way to it.
  func text(_ path: String...) -> String? {
    path.reduce(json) { $0?.member($1) }?.string
  }

  /// Whether it refuses as every refusal does: a code, a sentence, a hint, on both streams, and nothing else.
  func expectRefusal(
    _ code: String, status expected: Int32, sourceLocation: SourceLocation = #_sourceLocation
  ) {
    #expect(status == expected, "\(self)", sourceLocation: sourceLocation)
    #expect(errorCode == code, "\(self)", sourceLocation: sourceLocation)
    let message = json?.member("error")?.member("message")?.string ?? ""
    let hint = json?.member("error")?.member("hint")?.string ?? ""
    #expect(!message.isEmpty && !message.hasSuffix("."), "\(self)", sourceLocation: sourceLocation)
    #expect(!hint.isEmpty, "no hint: \(self)", sourceLocation: sourceLocation)
    #expect(error.contains("error: \(message.prefix(40))"), "\(self)", sourceLocation: sourceLocation)
    #expect(error.contains("\nhint: "), "\(self)", sourceLocation: sourceLocation)
  }

  /// Fails the test when the command did not do what it was to do.
  @discardableResult
  func expectDone(sourceLocation: SourceLocation = #_sourceLocation) -> Transcript {
    #expect(status == 0, "\(self)", sourceLocation: sourceLocation)
    return self
  }
}

extension Transcript: CustomStringConvertible {
  var description: String {
    "$ pledgebook \(arguments.joined(separator: " "))\n\(output.prefix(2_000))\(error.prefix(2_000))[\(status)]"
  }
}
