import CanonicalJSON
import CommandLineTools
import DataFormats

extension Output {
  /// The JSON document that is the result, with its format in front.
  mutating func writeDocument(_ format: DocumentFormat, _ body: JSONValue) throws(CommandError) {
    try writeDocument(format.document(body).displayText())
  }
}

/// A JSON document that begins with a long list and is written as the list comes, so that it need not be in memory: the
/// same text as `JSONValue.displayText` gives of the whole.
struct JSONList {
  private let format: DocumentFormat
  private let name: String
  private var isEmpty = true

  init(_ format: DocumentFormat, named name: String) {
    self.format = format
    self.name = name
  }

  /// Writes the next element.
  mutating func add(_ element: JSONValue, to output: inout Output) throws(CommandError) {
    let (member, list) = (format.member, JSONValue.string(name).displayText(level: 1))
    let head =
      "{\n  \(JSONValue.string(member.name).displayText(level: 1)): \(member.value.displayText(level: 1)),\n  \(list): ["
    try output.writeDocument(isEmpty ? head : ",")
    try output.writeDocument("\n    \(element.displayText(level: 2))")
    isEmpty = false
  }

  /// Ends the list, and the document with these members behind it.
  consuming func finish(with members: [JSONMember], to output: inout Output) throws(CommandError) {
    guard !isEmpty else {
      let all = [JSONMember(name: name, value: .array([]))] + members
      return try output.writeDocument(format, .object(all))
    }
    try output.writeDocument("\n  ]")
    for member in members {
      let (name, value) = (JSONValue.string(member.name).displayText(level: 1), member.value.displayText(level: 1))
      try output.writeDocument(",\n  \(name): \(value)")
    }
    try output.writeDocument("\n}\n")
  }
}
