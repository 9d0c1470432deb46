import CanonicalJSON
import CommandLineTools

/// A JSON document that begins with a long list and is written as the list comes, so that it need not be in memory: the
/// same text as `JSONValue.displayText` gives of the whole.
struct JSONList {
  private let name: String
  private var isEmpty = true

  init(named name: String) {
    self.name = name
  }

  /// Writes the next element.
  mutating func add(_ element: JSONValue, to output: inout Output) throws(CommandError) {
    try output.writeDocument(isEmpty ? "{\n  \(JSONValue.string(name).displayText(level: 1)): [" : ",")
    try output.writeDocument("\n    \(element.displayText(level: 2))")
    isEmpty = false
  }

  /// Ends the list, and the document with these members behind it.
  consuming func finish(with members: [JSONMember], to output: inout Output) throws(CommandError) {
    guard !isEmpty else {
      let all = [JSONMember(name: name, value: .array([]))] + members
      return try output.writeDocument(JSONValue.object(all).displayText())
    }
    try output.writeDocument("\n  ]")
    for member in members {
      let (name, value) = (JSONValue.string(member.name).displayText(level: 1), member.value.displayText(level: 1))
      try output.writeDocument(",\n  \(name): \(value)")
    }
    try output.writeDocument("\n}\n")
  }
}
