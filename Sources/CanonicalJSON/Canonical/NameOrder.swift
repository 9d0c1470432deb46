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
