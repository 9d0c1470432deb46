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
      // Most names of one object differ within eight bytes, and are ASCII, which sorts alike in UTF-8 and in UTF-16.
      let (a, b) = (beginning(of: left, in: source), beginning(of: right, in: source))
      if a != b, (a | b) & 0x8080_8080_8080_8080 == 0 { return a < b ? -1 : 1 }
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

  /// Compares a string record with a text.
  static func compare(_ record: JSONRecord, in source: Span<UInt8>, to text: Span<UInt8>) -> Int {
    guard !record.isPlain else { return compare(source.extracting(record.range), text) }
    var unescaped = UnescapedBytes(record.range, of: source)
    for position in text.indices {
      guard let byte = unescaped.next() else { return -1 }
      if byte != text[position] { return compare(byte, text[position]) }
    }
    return unescaped.next() == nil ? 0 : 1
  }

  /// The same for a literal, of which most are what they are compared with.
  @inline(__always)
  static func compare(_ record: JSONRecord, in source: Span<UInt8>, to literal: StaticString) -> Int {
    let count = literal.utf8CodeUnitCount
    if record.isPlain, record.range.count == count, source.holds(literal, at: Int(record.start)) { return 0 }
    return compare(record, in: source, to: Span(_unsafeStart: literal.utf8Start, count: count))
  }

  /// Whether a string record stands for exactly these bytes.
  static func isEqual(_ record: JSONRecord, in source: Span<UInt8>, to bytes: Span<UInt8>) -> Bool {
    compare(record, in: source, to: bytes) == 0
  }

  /// The first eight bytes of a string, unescaped, the first one highest; behind a shorter one zeros, which stand in no
  /// plain string.
  @inline(__always)
  static func beginning(of record: JSONRecord, in source: Span<UInt8>) -> UInt64 {
    let (start, count) = (Int(record.start), record.range.count)
    guard record.isPlain, start &+ 8 <= source.count else { return beginning(ofOther: record, in: source) }
    // The guard has seen that eight bytes lie there; those behind a shorter string are cut off.
    let word = UInt64(bigEndian: source.bytes.unsafeLoadUnaligned(fromUncheckedByteOffset: start, as: UInt64.self))
    return count >= 8 ? word : word & ~(UInt64.max >> UInt64(8 &* count))
  }

  /// The same for a string with escapes, or at the end of a document.
  @inline(never)
  private static func beginning(ofOther record: JSONRecord, in source: Span<UInt8>) -> UInt64 {
    var beginning: UInt64 = 0
    var unescaped = UnescapedBytes(record.range, of: source)
    for _ in 0..<8 { beginning = beginning << 8 | UInt64(unescaped.next() ?? 0) }
    return beginning
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
