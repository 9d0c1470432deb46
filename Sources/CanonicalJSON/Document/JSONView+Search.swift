extension JSONView {
  /// A search for members of this object by name, one after the other; nil for another kind.
  public var memberSearch: MemberSearch? {
    @_lifetime(copy self)
    get { record.isObject ? MemberSearch(in: self) : nil }
  }

  /// Finds the members of one object by name and remembers which were found.
  ///
  /// Each search begins behind the member found last: who asks in the order of canonical text finds each at once, and
  /// learns at once of what is not there.
  public struct MemberSearch: ~Escapable {
    private let object: JSONView
    private let first: Int
    private let end: Int
    /// Names that ascend say by one look that a name is not among them.
    private let ascends: Bool
    /// Where the next search begins, the name before it, and how many members stand before it.
    private var position: Int
    private var previous: Int
    private var ordinal = 0
    /// The members found: a bit for each of the first 64, and the ordinals of others, which no honest object has.
    private var found: UInt64 = 0
    private var foundBeyond: Set<Int> = []

    @_lifetime(copy object)
    fileprivate init(in object: JSONView) {
      self.object = object
      first = object.index + 1
      end = Int(object.record.next)
      ascends = object.record.isPlain
      position = first
      previous = first
    }

    /// The value of the member with this name, compared as UTF-8 bytes; nil without one.
    @_lifetime(self: copy self)
    @_lifetime(copy self)
    public mutating func find(_ name: StaticString) -> JSONView? {
      var order = order(position, name)
      if order != 0, position > first, !ascends || order > 0 && self.order(previous, name) >= 0 {
        // Asked out of order: it may stand among what was passed by.
        (position, previous, ordinal) = (first, first, 0)
        order = self.order(first, name)
      }
      while order != 0, position < end, order < 0 || !ascends {
        step()
        order = self.order(position, name)
      }
      guard order == 0 else { return nil }
      let value = position + 1
      noteFound()
      step()
      return object.at(value)
    }

    /// Goes behind the member at the position.
    @_lifetime(self: copy self)
    @inline(__always)
    private mutating func step() {
      previous = position
      position = Int(object.records[position &+ 1].next)
      ordinal &+= 1
    }

    /// Negative, zero or positive as the name at a position stands before, is or stands behind this one; behind the last
    /// member stands what is greater than every name.
    @inline(__always)
    private func order(_ position: Int, _ name: StaticString) -> Int {
      position < end ? NameOrder.compare(object.records[position], in: object.bytes, to: name) : 1
    }

    /// The names that no search found, in the order of the text.
    public var others: [String] {
      var names: [String] = []
      var (position, ordinal) = (first, 0)
      while position < end {
        if !wasFound(ordinal) { names.append(object.at(position).string ?? "") }
        position = Int(object.records[position + 1].next)
        ordinal += 1
      }
      return names
    }

    @_lifetime(self: copy self)
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
