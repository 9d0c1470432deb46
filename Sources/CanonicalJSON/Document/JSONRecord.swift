/// One value or member name of a document: 16 bytes in a flat array, children right behind their container.
///
/// An object is followed by name, value, name, value …; an array by its elements. `next` leads past a whole subtree.
struct JSONRecord {
  enum Kind: UInt32 {
    case object, array, string, number, yes, no, null
  }

  /// The first byte of the value's text; of a string the byte after its opening quote.
  var start: UInt32
  /// The byte after the value's text; of a string its closing quote. In an open object: the record of its latest name.
  var end: UInt32
  /// The record after this value and all that lies in it. In an open container: the container around it.
  var next: UInt32
  /// Kind in bits 0–2, `isPlain` in bit 3, number of children above.
  private var word: UInt32

  init(_ kind: Kind, start: Int, end: Int, next: Int, isPlain: Bool = true) {
    self.start = UInt32(truncatingIfNeeded: start)
    self.end = UInt32(truncatingIfNeeded: end)
    self.next = UInt32(truncatingIfNeeded: next)
    word = kind.rawValue | (isPlain ? 8 : 0)
  }

  @inline(__always)
  var kind: Kind { Kind(rawValue: word & 7) ?? .null }

  @inline(__always)
  var isObject: Bool { word & 7 == Kind.object.rawValue }

  /// Whether the text is canonical by itself: a string has no escape, a number is an integer that a double holds
  /// exactly, the names of an object ascend.
  var isPlain: Bool {
    get { word & 8 != 0 }
    set { word = newValue ? word | 8 : word & ~8 }
  }

  /// Members of an object or elements of an array.
  var count: Int { Int(word >> 4) }

  mutating func countChild() {
    word &+= 16
  }

  var range: Range<Int> { Int(start)..<Int(end) }
}
