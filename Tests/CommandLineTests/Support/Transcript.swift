import CanonicalJSON
import Testing

/// One run of the command: what was typed and what came of it.
struct Transcript {
  let arguments: [String]
  /// Below zero: ended by that signal.
  let status: Int32
  let output: String
  let error: String

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
