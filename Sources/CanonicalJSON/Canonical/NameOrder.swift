/// The order of member names: by UTF-16 code units of the unescaped name, decided on the UTF-8 bytes.
enum NameOrder {  // RFC 8785 §3.2.3
  /// Negative, zero or positive as the left name stands before, equals or stands behind the right one.
  static func compare(_ left: Span<UInt8>, _ right: Span<UInt8>) -> Int {
    let shared = min(left.count, right.count)
    var position = 0
    while position < shared {
      let (a, b) = (left[position], right[position])
      if a != b { return compare(a, b) }
      position &+= 1
    }
    return left.count - right.count
  }

  /// Compares two string records of one document.
  static func compare(_ left: JSONRecord, _ right: JSONRecord, in source: Span<UInt8>) -> Int {
    if left.isPlain && right.isPlain {
      let beginnings = (beginning(of: left, in: source), beginning(of: right, in: source))
      // Most names of one object differ within eight bytes, and are ASCII, which sorts alike in UTF-8 and in UTF-16.
      if let order = compareASCII(beginnings.0, beginnings.1) { return order }
      return compare(source.extracting(left.range), source.extracting(right.range))
    }
    var left = UnescapedBytes(left.range, of: source)
    var right = UnescapedBytes(right.range, of: source)
    while true {
      switch (left.next(), right.next()) {
      case (let a?, let b?) where a == b: continue
      case (let a?, let b?): return compare(a, b)
      case (nil, nil): return 0
      case (nil, _): return -1
      case (_, nil): return 1
      }
    }
  }

  /// Compares a string record with a literal of ASCII.
  @inline(__always)
  static func compare(_ record: JSONRecord, in source: Span<UInt8>, to literal: StaticString) -> Int {
    guard record.isPlain else { return compareEscaped(record, in: source, to: literal) }
    let (start, count) = (Int(record.start), Int(record.end &- record.start))
    if count == literal.utf8CodeUnitCount, source.holds(literal, at: start) { return 0 }
    let expected = UnsafeBufferPointer(start: literal.utf8Start, count: literal.utf8CodeUnitCount)
    for offset in 0..<min(count, expected.count) {
      // A byte beyond ASCII is above every byte of the literal, in UTF-8 as in UTF-16.
      let order = Int(source[start &+ offset]) &- Int(expected[offset])
      if order != 0 { return order }
    }
    return count &- expected.count
  }

  @inline(never)
  private static func compareEscaped(_ record: JSONRecord, in source: Span<UInt8>, to literal: StaticString) -> Int {
    var unescaped = UnescapedBytes(record.range, of: source)
    for offset in 0..<literal.utf8CodeUnitCount {
      guard let byte = unescaped.next() else { return -1 }
      let order = Int(byte) - Int(literal.utf8Start[offset])
      if order != 0 { return order }
    }
    return unescaped.next() == nil ? 0 : 1
  }

  /// The first eight bytes of a plain string, the first one highest, with zeros, which no name has, behind a shorter one.
  @inline(__always)
  private static func beginning(of record: JSONRecord, in source: Span<UInt8>) -> UInt64? {
    let (start, count) = (Int(record.start), Int(record.end &- record.start))
    guard start &+ 8 <= source.count else { return nil }
    // The guard has seen that eight bytes lie there; of a shorter name those behind it are cut off.
    let word = UInt64(bigEndian: source.bytes.unsafeLoadUnaligned(fromUncheckedByteOffset: start, as: UInt64.self))
    return count >= 8 ? word : word & ~(UInt64.max >> UInt64(8 &* count))
  }

  /// The order of two names by their first eight bytes; nil where those do not decide it.
  @inline(__always)
  private static func compareASCII(_ left: UInt64?, _ right: UInt64?) -> Int? {
    guard let left, let right, left != right, (left | right) & 0x8080_8080_8080_8080 == 0 else { return nil }
    return left < right ? -1 : 1
  }

  /// Whether a string record stands for exactly these bytes.
  static func isEqual(_ record: JSONRecord, in source: Span<UInt8>, to bytes: Span<UInt8>) -> Bool {
    guard record.isPlain else {
      var unescaped = UnescapedBytes(record.range, of: source)
      for position in bytes.indices where unescaped.next() != bytes[position] { return false }
      return unescaped.next() == nil
    }
    let start = Int(record.start)
    guard Int(record.end) - start == bytes.count else { return false }
    for position in bytes.indices where source[start + position] != bytes[position] { return false }
    return true
  }

  // The first bytes that differ. UTF-8 sorts as scalars do. UTF-16 differs from that in one place: scalars above U+FFFF
  // (lead bytes from F0) are written with surrogates and stand before U+E000…U+FFFF (lead bytes EE and EF).
  private static func compare(_ a: UInt8, _ b: UInt8) -> Int {
    if a >= 0xEE && b >= 0xEE && (a >= 0xF0) != (b >= 0xF0) {
      return a >= 0xF0 ? -1 : 1
    }
    return Int(a) - Int(b)
  }
}
