public import CanonicalJSON
import DataFormats
import Schemas

/// Holds documents against the schemas that ship with the program. It knows the keywords that these use, and takes a schema
/// with any other for a fault, so that no rule of a schema goes unheard.
public struct SchemaJudge {
  private let definitions: [JSONMember]
  private var faults: [String] = []
  private var patterns: [String: Regex<AnyRegexOutput>] = [:]

  /// What is wrong with a text that has to be one document of the program; nothing for a document as it should be.
  public static func faults(in text: String) -> [String] {
    guard let root = try? JSONDocument(Array(text.utf8), profile: .strict).root else {
      return ["this is no JSON document"]
    }
    return faults(in: JSONValue(root))
  }

  public static func faults(in document: JSONValue) -> [String] {
    guard case .object(let members) = document, case .string(let name)? = members.first?.value,
      members.first?.name == "format", let format = DocumentFormat(rawValue: name)
    else { return ["the first member is no format of this program"] }
    guard let schema = try? Schema.document(of: format) else { return ["\(name) has no schema"] }
    return faults(in: document, by: schema)
  }

  /// The same by any schema.
  public static func faults(in value: JSONValue, by schema: JSONValue) -> [String] {
    var judge = SchemaJudge(schema)
    judge.judge(value, schema, at: "")
    return judge.faults
  }

  private init(_ schema: JSONValue) {
    if case .object(let members)? = schema["$defs"] { definitions = members } else { definitions = [] }
  }

  private mutating func judge(_ value: JSONValue, _ schema: JSONValue, at place: String) {
    guard case .object(let keywords) = schema else { return fault(place, "its schema is no object") }
    for keyword in keywords {
      switch (keyword.name, keyword.value) {
      case ("$schema", _), ("$id", _), ("title", _), ("description", _), ("$defs", _): continue
      case ("$ref", .string(let target)):
        guard let definition = definitions.first(where: { "#/$defs/\($0.name)" == target }) else {
          fault(place, "\(target) is not defined")
          continue
        }
        judge(value, definition.value, at: place)
      case ("type", .string(let type)): if !value.isOf(type) { fault(place, "is no \(type)") }
      case ("type", .array(let types)):
        if !types.contains(where: { if case .string(let type) = $0 { value.isOf(type) } else { false } }) {
          fault(place, "is of another type")
        }
      case ("const", let only): if !value.isSame(as: only) { fault(place, "is not \(only.displayText(level: 0))") }
      case ("enum", .array(let all)):
        if !all.contains(where: value.isSame) { fault(place, "\(value.displayText(level: 0)) is not in the list") }
      case ("pattern", .string(let pattern)):
        if case .string(let text) = value, !matches(text, pattern) { fault(place, "\(text) does not match \(pattern)") }
      case ("minimum", .integer(let least)):
        if case .integer(let number) = value, number < least { fault(place, "\(number) is less than \(least)") }
        if case .double(let number) = value, number < Double(least) { fault(place, "\(number) is less than \(least)") }
      case ("minItems", .integer(let least)):
        if case .array(let values) = value, values.count < least { fault(place, "has fewer than \(least)") }
      case ("items", let each):
        guard case .array(let values) = value else { continue }
        for (number, element) in values.enumerated() { judge(element, each, at: "\(place)/\(number)") }
      case ("required", .array(let names)):
        guard case .object = value else { continue }
        for case .string(let name) in names where value[name] == nil { fault(place, "has no \(name)") }
      case ("properties", _), ("patternProperties", _), ("additionalProperties", .boolean(false)): continue
      case ("anyOf", .array(let choices)):
        let attempts = choices.map { choice in
          var attempt = self
          attempt.faults = []
          attempt.judge(value, choice, at: place)
          return attempt.faults
        }
        if !attempts.contains(where: \.isEmpty) {
          fault(place, "fits none: \(attempts.map { $0.joined(separator: ", ") }.joined(separator: " | "))")
        }
      default: fault(place, "the schema has a keyword that the judge does not know: \(keyword.name)")
      }
    }
    judgeMembers(of: value, schema, at: place)
  }

  private mutating func judgeMembers(of value: JSONValue, _ schema: JSONValue, at place: String) {
    guard case .object(let members) = value else { return }
    for (number, member) in members.enumerated() {
      var isKnown = false
      if members[..<number].contains(where: { $0.name == member.name }) { fault(place, "has \(member.name) twice") }
      if let own = schema["properties"]?[member.name] {
        isKnown = true
        judge(member.value, own, at: "\(place)/\(member.name)")
      }
      if case .object(let forms)? = schema["patternProperties"] {
        for form in forms where matches(member.name, form.name) {
          isKnown = true
          judge(member.value, form.value, at: "\(place)/\(member.name)")
        }
      }
      if case .boolean(false)? = schema["additionalProperties"], !isKnown { fault(place, "may have no \(member.name)") }
    }
  }

  /// Whether the whole text matches; patterns that speak of less are none of ours.
  private mutating func matches(_ text: String, _ pattern: String) -> Bool {
    guard pattern.hasPrefix("^"), pattern.hasSuffix("$") else { return false }
    if patterns[pattern] == nil { patterns[pattern] = try? Regex(pattern).matchingSemantics(.unicodeScalar) }
    guard let regex = patterns[pattern] else { return false }
    return (try? regex.wholeMatch(in: text)) != nil
  }

  private mutating func fault(_ place: String, _ what: String) {
    faults.append("\(place.isEmpty ? "/" : place) \(what)")
  }
}

extension JSONValue {
  public subscript(_ name: String) -> JSONValue? {
    guard case .object(let members) = self else { return nil }
    return members.first { $0.name == name }?.value
  }

  fileprivate func isOf(_ type: String) -> Bool {
    switch (self, type) {
    case (.null, "null"), (.boolean, "boolean"), (.integer, "integer"), (.integer, "number"), (.double, "number"),
      (.string, "string"), (.array, "array"), (.object, "object"):
      true
    // A number without a fraction is an integer, also beyond what a double counts one by one.
    case (.double(let number), "integer"): number == number.rounded()
    default: false
    }
  }

  fileprivate func isSame(as other: JSONValue) -> Bool {
    Array(displayText().utf8) == Array(other.displayText().utf8)
  }
}
