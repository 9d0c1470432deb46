extension JSONNode {
  /// The elements of an array in their order; empty for another kind.
  public var elements: Elements {
    let record = record
    return Elements(tree: tree, position: index + 1, end: record.kind == .array ? Int(record.next) : index + 1)
  }

  /// The members of an object in the order of the text; empty for another kind.
  public var members: Members {
    Members(nodes: memberNodes)
  }

  /// The members of an object with their names as nodes, which are compared with `isString` and never unescaped.
  public var memberNodes: MemberNodes {
    let record = record
    return MemberNodes(tree: tree, position: index + 1, end: record.kind == .object ? Int(record.next) : index + 1)
  }

  /// The value of the member with this name, compared as UTF-8 bytes; nil without one and for another kind.
  public func member(_ name: String) -> JSONNode? {
    let record = record
    guard record.kind == .object else { return nil }
    let wanted = name.utf8.span
    let bytes = tree.bytes
    var position = index + 1
    while position < Int(record.next) {
      if NameOrder.isEqual(tree.records[position], in: bytes.span, to: wanted) {
        return JSONNode(tree: tree, index: position + 1)
      }
      position = Int(tree.records[position + 1].next)
    }
    return nil
  }

  public struct Elements: Sequence, IteratorProtocol, Sendable {
    let tree: JSONTree
    var position: Int
    let end: Int

    public mutating func next() -> JSONNode? {
      guard position < end else { return nil }
      let node = JSONNode(tree: tree, index: position)
      position = Int(tree.records[position].next)
      return node
    }
  }

  public struct MemberNodes: Sequence, IteratorProtocol, Sendable {
    let tree: JSONTree
    var position: Int
    let end: Int

    public mutating func next() -> (name: JSONNode, value: JSONNode)? {
      guard position < end else { return nil }
      let name = JSONNode(tree: tree, index: position)
      let value = JSONNode(tree: tree, index: position + 1)
      position = Int(tree.records[position + 1].next)
      return (name, value)
    }
  }

  public struct Members: Sequence, IteratorProtocol, Sendable {
    var nodes: MemberNodes

    public mutating func next() -> (name: String, value: JSONNode)? {
      guard let (name, value) = nodes.next() else { return nil }
      return (name.string ?? "", value)
    }
  }
}
