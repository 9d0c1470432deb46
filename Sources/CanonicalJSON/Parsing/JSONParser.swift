/// Reads one text into flat records in a single pass, without recursion and without memory beside the records.
///
/// While a container is open its record serves as the stack frame: `next` holds the container around it and, in an
/// object, `end` the latest name. Depth costs nothing, and 100,000 open brackets are one comparison each.
struct JSONParser: ~Escapable {
  /// Offsets and counts fit their 32 and 28 bits up to here: an element takes two bytes at least.
  static let byteLimit = 1 << 29

  private static let noContainer = -1

  let input: Span<UInt8>
  let integersOnly: Bool
  private let depthLimit: Int

  var position = 0
  private(set) var records: [JSONRecord] = []
  /// Nothing seen so far that the canonical form writes otherwise, numbers aside.
  var isCanonical = true
  var hasUncheckedNumbers = false
  private var depth = 0
  private var container = JSONParser.noContainer
  private var duplicates = DuplicateNames()

  @_lifetime(copy input)
  init(_ input: Span<UInt8>, profile: JSONProfile) {
    self.input = input
    integersOnly = profile == .ledger
    depthLimit = profile.depthLimit
    records.reserveCapacity(min(input.count / 8 + 2, 512))
  }

  var form: JSONTree.Form {
    guard isCanonical else { return .other }
    return hasUncheckedNumbers ? .canonicalUpToNumbers : .canonical
  }

  /// The byte at the position, or zero, which no token begins with, at the end.
  @inline(__always)
  var byte: UInt8 { position < input.count ? input[position] : 0 }

  @_lifetime(self: copy self)
  mutating func parseDocument() throws(JSONError) {
    if input.count >= 2 { try refuseByteOrderMark() }
    skipWhiteSpace()
    repeat {
      switch byte {
      case ASCII.quote:
        try scanString()
      case ASCII.openBrace:
        try open(.object)
        if byte != ASCII.closeBrace {
          try scanName()
          continue
        }
      case ASCII.openBracket:
        try open(.array)
        if byte != ASCII.closeBracket {
          records[container].countChild()
          continue
        }
      case ASCII.minus, ASCII.zero...ASCII.nine:
        try scanNumber()
      case UInt8(ascii: "t"): try scanWord("true", .yes)
      case UInt8(ascii: "f"): try scanWord("false", .no)
      case UInt8(ascii: "n"): try scanWord("null", .null)
      default: throw unexpected("a value")
      }
      try finishValue()
    } while container != Self.noContainer
    skipWhiteSpace()
    guard position == input.count else { throw unexpected("the end") }
  }

  /// Goes from the end of a value to the beginning of the next one, through any closing brackets.
  @_lifetime(self: copy self)
  private mutating func finishValue() throws(JSONError) {
    while container != Self.noContainer {
      skipWhiteSpace()
      let isObject = records[container].isObject
      if byte == ASCII.comma {
        position += 1
        skipWhiteSpace()
        if isObject {
          try scanName()
        } else {
          records[container].countChild()
        }
        return
      }
      guard byte == (isObject ? ASCII.closeBrace : ASCII.closeBracket) else {
        throw unexpected(isObject ? "a comma or a closing brace" : "a comma or a closing bracket")
      }
      position += 1
      try close()
    }
  }

  @_lifetime(self: copy self)
  private mutating func open(_ kind: JSONRecord.Kind) throws(JSONError) {
    guard depth < depthLimit else { throw tooDeep() }
    depth += 1
    // A parent of -1 is stored as its 32 low bits and comes back through Int32.
    records.append(JSONRecord(kind, start: position, end: 0, next: container))
    container = records.count - 1
    position += 1
    skipWhiteSpace()
  }

  @_lifetime(self: copy self)
  private mutating func close() throws(JSONError) {
    let closed = container
    container = Int(Int32(bitPattern: records[closed].next))
    records[closed].end = UInt32(truncatingIfNeeded: position)
    records[closed].next = UInt32(truncatingIfNeeded: records.count)
    depth -= 1
    if !records[closed].isPlain, let name = duplicates.find(in: records, object: closed, input) {
      throw duplicate(Int(records[name].start) - 1)
    }
  }

  /// Reads a name and its colon. Names in ascending order, as canonical text has them, cannot repeat.
  @_lifetime(self: copy self)
  private mutating func scanName() throws(JSONError) {
    guard byte == ASCII.quote else { throw unexpected("a member name") }
    let name = records.count
    try scanString()
    let latest = Int(records[container].end)
    if latest != 0 && records[container].isPlain {
      let order = NameOrder.compare(records[latest], records[name], in: input)
      if order >= 0 {
        if order == 0 { throw duplicate(Int(records[name].start) - 1) }
        records[container].isPlain = false
        isCanonical = false
      }
    }
    records[container].end = UInt32(truncatingIfNeeded: name)
    records[container].countChild()
    skipWhiteSpace()
    guard byte == ASCII.colon else { throw unexpected("a colon") }
    position += 1
    skipWhiteSpace()
  }

  private func standsHere(_ word: StaticString) -> Bool {
    guard input.count - position >= word.utf8CodeUnitCount else { return false }
    for offset in 0..<word.utf8CodeUnitCount where input[position + offset] != word.utf8Start[offset] { return false }
    return true
  }

  @_lifetime(self: copy self)
  private mutating func scanWord(_ word: StaticString, _ kind: JSONRecord.Kind) throws(JSONError) {
    guard standsHere(word) else { throw unexpected("true, false or null") }
    append(kind, start: position, end: position + word.utf8CodeUnitCount)
    position += word.utf8CodeUnitCount
  }

  @_lifetime(self: copy self)
  mutating func append(_ kind: JSONRecord.Kind, start: Int, end: Int, isPlain: Bool = true) {
    records.append(JSONRecord(kind, start: start, end: end, next: records.count + 1, isPlain: isPlain))
  }

  @_lifetime(self: copy self)
  @inline(__always)
  private mutating func skipWhiteSpace() {
    if byte <= ASCII.space { skipSomeWhiteSpace() }
  }

  @_lifetime(self: copy self)
  private mutating func skipSomeWhiteSpace() {
    while position < input.count {
      switch input[position] {
      case ASCII.space, ASCII.lineFeed, ASCII.carriageReturn, ASCII.tab: position += 1
      default: return
      }
      isCanonical = false
    }
  }
}
