public import CanonicalJSON

extension JSONValue {
  /// The pointer of every value inside, the document itself first.
  public var pointers: [String] {
    var pointers = [""]
    switch self {
    case .object(let members):
      for member in members { pointers += member.value.pointers.map { "/\(member.name)\($0)" } }
    case .array(let elements):
      for (position, element) in elements.enumerated() { pointers += element.pointers.map { "/\(position)\($0)" } }
    default: break
    }
    return pointers
  }

  /// The value at a JSON pointer.
  public subscript(pointer: String) -> JSONValue? {
    var value = self
    for step in pointer.split(separator: "/", omittingEmptySubsequences: false).dropFirst() {
      switch value {
      case .object(let members):
        guard let member = members.first(where: { $0.name == step }) else { return nil }
        value = member.value
      case .array(let elements):
        guard let position = Int(step), elements.indices.contains(position) else { return nil }
        value = elements[position]
      default: return nil
      }
    }
    return value
  }

  /// Whether it is an object or a list.
  public var isContainer: Bool {
    switch self {
    case .object, .array: true
    default: false
    }
  }

  /// The JSON in these bytes, or a mistake of the test.
  public static func parsed(_ bytes: [UInt8]) -> JSONValue {
    do {
      return JSONValue(try JSONDocument(bytes).root)
    } catch {
      preconditionFailure("the bytes are no JSON: \(error)")
    }
  }
}
