extension JSONNode {
  /// A search for members of this object by name, one after the other; nil for another kind.
  public var memberSearch: MemberSearch? {
    record.kind == .object ? MemberSearch(tree: tree, first: index + 1, end: Int(record.next)) : nil
  }

  /// Finds the members of one object by name and remembers which were found.
  ///
  /// Each search begins behind the member found last: who asks in the order of the text finds each at once.
  public struct MemberSearch: Sendable {
    private let tree: JSONTree
    private let first: Int
    private let end: Int
    /// Where the next search begins, and how many members stand before it.
    private var position: Int
    private var ordinal = 0
    /// The members found: a bit for each of the first 64, and the ordinals of others, which no honest object has.
    private var found: UInt64 = 0
    private var foundBeyond: Set<Int> = []

    init(tree: JSONTree, first: Int, end: Int) {
      self.tree = tree
      self.first = first
      self.end = end
      position = first
    }

    /// The value of the member with this name, compared as UTF-8 bytes; nil without one.
    public mutating func find(_ name: StaticString) -> JSONNode? {
      let start = position
      let bytes = tree.bytes
      let records = tree.records
      repeat {
        if position == end { (position, ordinal) = (first, 0) }
        guard first < end else { return nil }
        let value = position + 1
        let isFound = records[position].isString(name, in: bytes.span)
        if isFound { noteFound() }
        position = Int(records[value].next)
        ordinal += 1
        if isFound { return JSONNode(tree: tree, index: value) }
      } while position != start && !(position == end && start == first)
      return nil
    }

    /// The names that no search found, in the order of the text.
    public var others: [String] {
      var names: [String] = []
      var (position, ordinal) = (first, 0)
      while position < end {
        if !wasFound(ordinal) { names.append(JSONNode(tree: tree, index: position).string ?? "") }
        position = Int(tree.records[position + 1].next)
        ordinal += 1
      }
      return names
    }

    private mutating func noteFound() {
      if ordinal < 64 { found |= 1 << UInt64(ordinal) } else { foundBeyond.insert(ordinal) }
    }

    private func wasFound(_ ordinal: Int) -> Bool {
      ordinal < 64 ? found >> UInt64(ordinal) & 1 == 1 : foundBeyond.contains(ordinal)
    }

    /// How many members searches have found.
    public var foundCount: Int { found.nonzeroBitCount + foundBeyond.count }
  }
}

extension JSONRecord {
  /// Whether a string record stands for exactly this text.
  fileprivate func isString(_ name: StaticString, in source: Span<UInt8>) -> Bool {
    let count = name.utf8CodeUnitCount
    guard isPlain else {
      var unescaped = UnescapedBytes(range, of: source)
      for offset in 0..<count where unescaped.next() != name.utf8Start[offset] { return false }
      return unescaped.next() == nil
    }
    guard Int(end) &- Int(start) == count else { return false }
    for offset in 0..<count where source[Int(start) + offset] != name.utf8Start[offset] { return false }
    return true
  }
}
