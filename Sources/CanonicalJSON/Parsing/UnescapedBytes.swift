/// The UTF-8 bytes that the inside of a JSON string stands for, one after the other and without memory of its own.
///
/// Only for strings that the parser has let pass: the escapes are known to be whole.
struct UnescapedBytes: ~Escapable {
  private let source: Span<UInt8>
  private var position: Int
  private let end: Int
  // The rest of an escaped scalar, first byte lowest.
  private var pending: UInt32 = 0
  private var pendingCount = 0

  @_lifetime(copy source)
  init(_ range: Range<Int>, of source: Span<UInt8>) {
    self.source = source
    position = range.lowerBound
    end = range.upperBound
  }

  @_lifetime(self: copy self)
  mutating func next() -> UInt8? {
    if pendingCount > 0 { return nextPending() }
    guard position < end else { return nil }
    let byte = source[position]
    position += 1
    guard byte == ASCII.backslash else { return byte }
    (pending, pendingCount) = Self.encoded(Self.escape(at: &position, of: source))
    return nextPending()
  }

  @_lifetime(self: copy self)
  private mutating func nextPending() -> UInt8 {
    let byte = UInt8(truncatingIfNeeded: pending)
    pending >>= 8
    pendingCount -= 1
    return byte
  }

  /// Appends the unescaped bytes of a string, copying what lies between escapes in one go.
  static func append(_ range: Range<Int>, of source: Span<UInt8>, to buffer: inout [UInt8]) {
    var run = range.lowerBound
    var position = run
    while position < range.upperBound {
      guard source[position] == ASCII.backslash else {
        position += 1
        continue
      }
      buffer.append(source.extracting(run..<position))
      position += 1
      var (bytes, count) = encoded(escape(at: &position, of: source))
      while count > 0 {
        buffer.append(UInt8(truncatingIfNeeded: bytes))
        bytes >>= 8
        count -= 1
      }
      run = position
    }
    buffer.append(source.extracting(run..<range.upperBound))
  }

  // The scalar of the escape whose backslash lies before `position`; `position` moves behind it.
  private static func escape(at position: inout Int, of source: Span<UInt8>) -> UInt32 {
    let letter = source[position]
    position += 1
    switch letter {
    case UInt8(ascii: "b"): return UInt32(ASCII.backspace)
    case UInt8(ascii: "f"): return UInt32(ASCII.formFeed)
    case UInt8(ascii: "n"): return UInt32(ASCII.lineFeed)
    case UInt8(ascii: "r"): return UInt32(ASCII.carriageReturn)
    case UInt8(ascii: "t"): return UInt32(ASCII.tab)
    case UInt8(ascii: "u"): break
    default: return UInt32(letter)
    }
    let unit = codeUnit(at: &position, of: source)
    guard unit & 0xFC00 == 0xD800 else { return unit }
    position += 2  // the backslash and the u of the second half
    let low = codeUnit(at: &position, of: source)
    return 0x10000 + (unit & 0x3FF) << 10 + low & 0x3FF
  }

  private static func codeUnit(at position: inout Int, of source: Span<UInt8>) -> UInt32 {
    var unit: UInt32 = 0
    for _ in 0..<4 {
      unit = unit << 4 | (ASCII.hexValue(source[position]) ?? 0)
      position += 1
    }
    return unit
  }

  // The UTF-8 form of a scalar, first byte lowest, and its length.
  private static func encoded(_ scalar: UInt32) -> (bytes: UInt32, count: Int) {
    if scalar < 0x80 {
      return (scalar, 1)
    }
    if scalar < 0x800 {
      return (0x80C0 | scalar >> 6 | (scalar & 0x3F) << 8, 2)
    }
    if scalar < 0x10000 {
      return (0x8080E0 | scalar >> 12 | (scalar >> 6 & 0x3F) << 8 | (scalar & 0x3F) << 16, 3)
    }
    let lead = 0x8080_80F0 | scalar >> 18 | (scalar >> 12 & 0x3F) << 8
    return (lead | (scalar >> 6 & 0x3F) << 16 | (scalar & 0x3F) << 24, 4)
  }
}
