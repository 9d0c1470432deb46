internal import CanonicalJSON

/// Reads the members of one object by name; what nobody asked for is an unknown member and a fault.
///
/// Nobody signs what nobody reads. // Format §3
struct Members: ~Escapable {
  private let node: JSONView
  private let log: FaultLog
  private var search: JSONView.MemberSearch

  /// Nil, with a fault, when the value is not an object.
  @_lifetime(copy node)
  init?(_ node: JSONView, _ log: FaultLog) {
    guard let search = node.memberSearch else {
      log.fault("must be an object")
      return nil
    }
    self.node = node
    self.log = log
    self.search = search
  }

  /// The value of a member that has to be there, or nil with a fault.
  @_lifetime(self: copy self)
  mutating func required<T>(_ name: StaticString, _ read: (JSONView, FaultLog) -> T?) -> T? {
    guard let value = search.find(name) else {
      log.fault(at: .member(name), reason: "is missing")
      return nil
    }
    return log.at(.member(name)) { read(value, log) }
  }

  /// The value of a member that may be absent; nil when it is, or, with a fault, when it cannot be read.
  @_lifetime(self: copy self)
  mutating func optional<T>(_ name: StaticString, _ read: (JSONView, FaultLog) -> T?) -> T? {
    guard let value = search.find(name) else { return nil }
    return log.at(.member(name)) { read(value, log) }
  }

  /// The value of a member that has to be there and may be null: nil with a fault, or a value or nil inside.
  @_lifetime(self: copy self)
  mutating func nullable<T>(_ name: StaticString, _ read: (JSONView, FaultLog) -> T?) -> T?? {
    guard let value = search.find(name) else {
      log.fault(at: .member(name), reason: "is missing")
      return nil
    }
    if value.kind == .null { return .some(nil) }
    return log.at(.member(name)) { read(value, log) }.map { .some($0) }
  }

  /// Notes every member that nobody asked for.
  func finish() {
    guard search.foundCount != node.count else { return }
    for name in search.others { log.fault(at: .name(name), reason: "is an unknown member") }
  }
}

/// Reads a list whose length lies in a range, with a fault for each element that cannot be read.
func readList<T>(_ count: ClosedRange<Int>, _ read: @escaping (JSONView, FaultLog) -> T?) -> (JSONView, FaultLog) ->
  [T]?
{
  { node, log in
    guard node.kind == .array else {
      log.fault("must be a list")
      return nil
    }
    guard count.contains(node.count) else {
      log.fault(
        node.count < count.lowerBound
          ? "must have at least \(count.lowerBound) items" : "must have at most \(count.upperBound) items")
      return nil
    }
    var values: [T] = []
    values.reserveCapacity(node.count)
    var elements = node.elements
    var position = 0
    while let element = elements.next() {
      if let value = log.at(.element(position), { read(element, log) }) { values.append(value) }
      position += 1
    }
    return values.count == node.count ? values : nil
  }
}
