/// How a number is read and written: as ECMAScript writes the double it stands for.
enum CanonicalNumber {  // RFC 8785 §3.2.2.3
  /// Every integer up to this magnitude is a double of its own. // Format §2
  static let greatestExact: Int64 = 9_007_199_254_740_991

  /// The integer that a number's text spells, when it has neither fraction nor exponent and 64 bits hold it.
  static func integer(_ text: Span<UInt8>) -> Int64? {
    let isNegative = !text.isEmpty && text[0] == ASCII.minus
    var value: Int64 = 0
    for position in (isNegative ? 1 : 0)..<text.count {
      guard ASCII.isDigit(text[position]) else { return nil }
      // Downwards, since the least integer has no positive twin.
      let (tens, tensOverflow) = value.multipliedReportingOverflow(by: 10)
      let (next, nextOverflow) = tens.subtractingReportingOverflow(Int64(text[position] &- ASCII.zero))
      guard !tensOverflow && !nextOverflow else { return nil }
      value = next
    }
    if isNegative { return value }
    return value == .min ? nil : -value
  }

  /// The double nearest to a number's text, or nil when it lies beyond the greatest one.
  static func double(_ text: Span<UInt8>) -> Double? {
    let string = text.withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) }
    guard let double = Double(string), double.isFinite else { return nil }
    return double
  }

  /// Appends an integer, through the double it stands for where not every integer is one.
  static func append(_ integer: Int64, to buffer: inout [UInt8]) {
    if integer.magnitude <= UInt64(greatestExact) {
      buffer.append(contentsOf: String(integer).utf8)
    } else {
      append(Double(integer), to: &buffer)
    }
  }

  /// Appends a double; what is not finite has no form in JSON and is written `null`, as ECMAScript does.
  static func append(_ double: Double, to buffer: inout [UInt8]) {
    guard double.isFinite else {
      buffer.append(contentsOf: "null".utf8)
      return
    }
    guard double != 0 else {  // and not the sign of zero
      buffer.append(ASCII.zero)
      return
    }
    if double < 0 { buffer.append(ASCII.minus) }
    append(shortestDigitsOf: double.magnitude, to: &buffer)
  }

  // Swift's description has the shortest digits that read back as the same double, in a layout of its own.
  private static func append(shortestDigitsOf magnitude: Double, to buffer: inout [UInt8]) {
    var digits: [UInt8] = []
    var point = 0  // how many digits stand before the decimal point
    var sawPoint = false
    var exponent = 0
    var description = magnitude.description.utf8.makeIterator()
    while let byte = description.next() {
      if ASCII.isDigit(byte) {
        if !sawPoint { point += 1 }
        digits.append(byte)
      } else if byte == ASCII.point {
        sawPoint = true
      } else {  // e, then a signed integer to the end
        var isNegative = false
        while let byte = description.next() {
          if byte == ASCII.minus { isNegative = true }
          if ASCII.isDigit(byte) { exponent = exponent * 10 + Int(byte &- ASCII.zero) }
        }
        if isNegative { exponent = -exponent }
      }
    }
    point += exponent
    while digits.count > 1, digits.last == ASCII.zero { digits.removeLast() }
    let leading = digits.prefix { $0 == ASCII.zero }.count
    digits.removeFirst(leading)
    point -= leading
    lay(out: digits, point: point, to: &buffer)
  }

  // ECMA-262, Number::toString: k digits, the decimal point after the n-th.
  private static func lay(out digits: [UInt8], point n: Int, to buffer: inout [UInt8]) {
    let k = digits.count
    if k <= n && n <= 21 {
      buffer.append(contentsOf: digits)
      buffer.append(contentsOf: repeatElement(ASCII.zero, count: n - k))
    } else if 0 < n && n <= 21 {
      buffer.append(contentsOf: digits[..<n])
      buffer.append(ASCII.point)
      buffer.append(contentsOf: digits[n...])
    } else if -6 < n && n <= 0 {
      buffer.append(ASCII.zero)
      buffer.append(ASCII.point)
      buffer.append(contentsOf: repeatElement(ASCII.zero, count: -n))
      buffer.append(contentsOf: digits)
    } else {
      buffer.append(digits[0])
      if k > 1 {
        buffer.append(ASCII.point)
        buffer.append(contentsOf: digits[1...])
      }
      buffer.append(UInt8(ascii: "e"))
      buffer.append(n > 0 ? ASCII.plus : ASCII.minus)
      buffer.append(contentsOf: String((n - 1).magnitude).utf8)
    }
  }
}
