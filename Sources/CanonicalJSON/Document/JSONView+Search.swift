extension JSONView {
  /// A search for members of this object by name, one after the other; nil for another kind.
  public var memberSearch: MemberSearch? {
    @_lifetime(copy self)
    get { record.kind == .object ? MemberSearch(in: self) : nil }
  }

  /// Finds the members of one object by name and remembers which were found.
  ///
  /// Each search begins behind the member found last: who asks in the order of the text finds each at once.
  public struct MemberSearch: ~Escapable {
    private let object: JSONView
    private let first: Int
    private let end: Int
    /// Where the next search begins, and how many members stand before it.
    private var position: Int
    private var ordinal = 0
    /// The members found: a bit for each of the first 64, and the ordinals of others, which no honest object has.
    private var found: UInt64 = 0
    private var foundBeyond: Set<Int> = []

    @_lifetime(copy object)
    fileprivate init(in object: JSONView) {
      self.object = object
      first = object.index + 1
      end = Int(object.record.next)
      position = first
    }

    /// The value of the member with this name, compared as UTF-8 bytes; nil without one.
    @_lifetime(self: copy self)
    @_lifetime(copy self)
    public mutating func find(_ name: StaticString) -> JSONView? {
      // Who asks out of order, or for what is not there, begins again at the first.
      let start = position
      guard let found = place(of: name, from: start, to: end) ?? place(of: name, from: first, to: start) else {
        return nil
      }
      ordinal = found.position < start ? found.ordinal : ordinal + found.ordinal
      noteFound()
      ordinal += 1
      position = Int(object.records[found.position + 1].next)
      return object.at(found.position + 1)
    }

    /// Where the member with this name stands, and how many stand before it in this stretch.
    @inline(__always)
    private func place(of name: StaticString, from start: Int, to end: Int) -> (position: Int, ordinal: Int)? {
      let records = object.records
      let count = UInt32(truncatingIfNeeded: name.utf8CodeUnitCount)
      var position = start
      var ordinal = 0
      while position < end {
        let record = records[position]
        // Most names differ in length, which is told at once.
        if record.end &- record.start == count || !record.isPlain, record.isString(name, in: object.bytes) {
          return (position, ordinal)
        }
        position = Int(records[position &+ 1].next)
        ordinal &+= 1
      }
      return nil
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

extension JSONRecord {
  /// Whether a string record stands for exactly this text.
  @inline(__always)
  fileprivate func isString(_ name: StaticString, in source: Span<UInt8>) -> Bool {
    guard isPlain else { return isEscapedString(name, in: source) }
    return Int(end) &- Int(start) == name.utf8CodeUnitCount && source.holds(name, at: Int(start))
  }

  @inline(never)
  private func isEscapedString(_ name: StaticString, in source: Span<UInt8>) -> Bool {
    var unescaped = UnescapedBytes(range, of: source)
    for offset in 0..<name.utf8CodeUnitCount where unescaped.next() != name.utf8Start[offset] { return false }
    return unescaped.next() == nil
  }
}
