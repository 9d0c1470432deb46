import CanonicalJSON
import LedgerSamples

/// A JSON document with a text in it replaced, and what it says there.
struct EditedDocument {
  private(set) var value: JSONValue

  init(_ bytes: [UInt8]) throws {
    value = JSONValue(try JSONDocument(bytes, profile: .ledger).root)
  }

  var bytes: [UInt8] { value.canonicalBytes() }

  /// The text at a JSON pointer.
  func text(_ pointer: String) throws -> String {
    var value = value
    for step in Self.steps(pointer) { value = try Self.part(value, step) }
    guard case .string(let text) = value else { throw UnusableSample(what: pointer) }
    return text
  }

  /// The same document with another text there.
  func setting(_ pointer: String, to text: String) throws -> EditedDocument {
    var copy = self
    copy.value = try Self.set(value, Self.steps(pointer)[...], text)
    return copy
  }

  private static func steps(_ pointer: String) -> [String] { pointer.split(separator: "/").map(String.init) }

  private static func part(_ value: JSONValue, _ step: String) throws -> JSONValue {
    switch value {
    case .object(let members):
      guard let member = members.first(where: { $0.name == step }) else { throw UnusableSample(what: step) }
      return member.value
    case .array(let elements):
      guard let place = Int(step), elements.indices.contains(place) else { throw UnusableSample(what: step) }
      return elements[place]
    default: throw UnusableSample(what: step)
    }
  }

  private static func set(_ value: JSONValue, _ steps: ArraySlice<String>, _ text: String) throws -> JSONValue {
    guard let step = steps.first else { return .string(text) }
    let edited = try set(part(value, step), steps.dropFirst(), text)
    switch value {
    case .object(let members):
      return .object(members.map { $0.name == step ? JSONMember(name: step, value: edited) : $0 })
    case .array(let elements):
      return .array(elements.enumerated().map { String($0) == step ? edited : $1 })
    default: throw UnusableSample(what: step)
    }
  }
}
