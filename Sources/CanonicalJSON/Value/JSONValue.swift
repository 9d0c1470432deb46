/// A JSON value that we make ourselves, to be written.
///
/// What is read stays a `JSONNode`; this is for what we say. Whoever builds an object gives each name once.
public indirect enum JSONValue: Sendable {
  case null
  case boolean(Bool)
  case integer(Int64)
  case double(Double)
  case string(String)
  case array([JSONValue])
  case object([JSONMember])

  /// The value of a node and of all that lies in it; an object keeps the order of its members.
  public init(_ node: JSONNode) {
    switch node.kind {
    case .null: self = .null
    case .boolean: self = .boolean(node.boolean ?? false)
    case .number:
      if let integer = node.integer, node.record.isPlain {
        self = .integer(integer)
      } else {
        // Beyond the range of doubles no value is left; reading such a number as infinity writes it as null.
        self = .double(node.double ?? .infinity)
      }
    case .string: self = .string(node.string ?? "")
    case .array: self = .array(node.elements.map { JSONValue($0) })
    case .object: self = .object(node.members.map { JSONMember(name: $0.name, value: JSONValue($0.value)) })
    }
  }
}

/// A member of an object that we make ourselves.
public struct JSONMember: Sendable {
  public var name: String
  public var value: JSONValue

  public init(name: String, value: JSONValue) {
    self.name = name
    self.value = value
  }
}
