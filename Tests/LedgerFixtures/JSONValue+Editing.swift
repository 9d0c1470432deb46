public import CanonicalJSON

extension JSONValue {
  /// The same document with another value at a JSON pointer (RFC 6901), or without one where the value is nil.
  ///
  /// A member that is not there is added; `-` adds an element to a list. A pointer that leads nowhere is a mistake in
  /// the test.
  public func setting(_ pointer: String, to value: JSONValue?) -> JSONValue {
    let steps = pointer.split(separator: "/", omittingEmptySubsequences: false).dropFirst().map(String.init)
    guard let edited = setting(steps[...], to: value) else { preconditionFailure("there is no \(pointer)") }
    return edited
  }

  private func setting(_ steps: ArraySlice<String>, to value: JSONValue?) -> JSONValue? {
    guard let step = steps.first else { return value }
    let rest = steps.dropFirst()
    switch self {
    case .object(var members):
      if let position = members.firstIndex(where: { $0.name == step }) {
        guard !rest.isEmpty || value != nil else {
          members.remove(at: position)
          return .object(members)
        }
        guard let edited = members[position].value.setting(rest, to: value) else { return nil }
        members[position] = JSONMember(name: step, value: edited)
      } else {
        guard rest.isEmpty, let value else { return nil }
        members.append(JSONMember(name: step, value: value))
      }
      return .object(members)
    case .array(var elements):
      if step == "-" {
        guard rest.isEmpty, let value else { return nil }
        return .array(elements + [value])
      }
      guard let position = Int(step), elements.indices.contains(position) else { return nil }
      guard !rest.isEmpty || value != nil else {
        elements.remove(at: position)
        return .array(elements)
      }
      guard let edited = elements[position].setting(rest, to: value) else { return nil }
      elements[position] = edited
      return .array(elements)
    default: return nil
    }
  }
}
