extension JSONView {
  /// The elements of an array in their order, one after the other; none for another kind.
  public var elements: Elements {
    @_lifetime(copy self)
    get { Elements(of: self, record.kind == .array) }
  }

  /// The members of an object in the order of the text, one after the other; none for another kind.
  public var members: Members {
    @_lifetime(copy self)
    get { Members(of: self, record.kind == .object) }
  }

  public struct Elements: ~Escapable {
    private let container: JSONView
    private var position: Int
    private let end: Int

    @_lifetime(copy container)
    fileprivate init(of container: JSONView, _ isArray: Bool) {
      self.container = container
      position = container.index + 1
      end = isArray ? Int(container.record.next) : position
    }

    @_lifetime(self: copy self)
    @_lifetime(copy self)
    public mutating func next() -> JSONView? {
      guard position < end else { return nil }
      let element = container.at(position)
      position = Int(element.record.next)
      return element
    }
  }

  public struct Members: ~Escapable {
    private let container: JSONView
    private var position: Int
    private let end: Int

    @_lifetime(copy container)
    fileprivate init(of container: JSONView, _ isObject: Bool) {
      self.container = container
      position = container.index + 1
      end = isObject ? Int(container.record.next) : position
    }

    @_lifetime(self: copy self)
    @_lifetime(copy self)
    public mutating func next() -> Member? {
      guard position < end else { return nil }
      let member = Member(name: container.at(position), value: container.at(position + 1))
      position = Int(member.value.record.next)
      return member
    }
  }

  public struct Member: ~Escapable {
    public let name: JSONView
    public let value: JSONView

    @_lifetime(copy name, copy value)
    fileprivate init(name: JSONView, value: JSONView) {
      self.name = name
      self.value = value
    }
  }
}
