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
    self.init(node.view)
  }

  /// The value of a view and of all that lies in it; an object keeps the order of its members.
  public init(_ view: JSONView) {
    switch view.kind {
    case .null: self = .null
    case .boolean: self = .boolean(view.boolean ?? false)
    case .number:
      if let integer = view.integer, view.record.isPlain {
        self = .integer(integer)
      } else {
        // Beyond the range of doubles no value is left; reading such a number as infinity writes it as null.
        self = .double(view.double ?? .infinity)
      }
    case .string: self = .string(view.string ?? "")
    case .array:
      var values: [JSONValue] = []
      var elements = view.elements
      while let element = elements.next() { values.append(JSONValue(element)) }
      self = .array(values)
    case .object:
      var values: [JSONMember] = []
      var members = view.members
      while let member = members.next() {
        values.append(JSONMember(name: member.name.string ?? "", value: JSONValue(member.value)))
      }
      self = .object(values)
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
