extension JSONParser {
  /// Reads a number by the grammar, then by the rules of the profile. // RFC 8259 §6, Format §2
  @_lifetime(self: copy self)
  mutating func scanNumber() throws(JSONError) {
    let start = position
    let isNegative = input[start] == ASCII.minus
    let digits = isNegative ? start + 1 : start
    var end = skipDigits(from: digits)
    let digitCount = end - digits
    guard digitCount > 0 else { throw syntax("a minus sign has no digit behind it", at: start) }
    guard digitCount == 1 || input[digits] != ASCII.zero else {
      throw syntax("a number starts with a zero too many", at: digits)
    }

    var isInteger = true
    if end < input.count, input[end] == ASCII.point {
      isInteger = false
      let fraction = end + 1
      end = skipDigits(from: fraction)
      guard end > fraction else { throw syntax("a decimal point has no digit behind it", at: fraction) }
    }
    if end < input.count, input[end] | 0x20 == UInt8(ascii: "e") {
      isInteger = false
      var exponent = end + 1
      if exponent < input.count, input[exponent] == ASCII.plus || input[exponent] == ASCII.minus { exponent += 1 }
      end = skipDigits(from: exponent)
      guard end > exponent else { throw syntax("an exponent has no digit", at: exponent) }
    }

    let isMinusZero = isNegative && digitCount == 1 && input[digits] == ASCII.zero
    let isPlain = isInteger && !isMinusZero && isExact(from: digits, count: digitCount)
    if !isPlain {
      guard !integersOnly else {
        throw outsideProfile(isInteger: isInteger, isMinusZero: isMinusZero, at: start)
      }
      hasUncheckedNumbers = true
    }
    append(.number, start: start, end: end, isPlain: isPlain)
    position = end
  }

  private func skipDigits(from start: Int) -> Int {
    var end = start
    while end < input.count, ASCII.isDigit(input[end]) { end &+= 1 }
    return end
  }

  /// Whether the magnitude of an integer is at most 2^53−1, which has 16 digits.
  private func isExact(from start: Int, count: Int) -> Bool {
    if count < 16 { return true }
    guard count == 16 else { return false }
    var value: Int64 = 0
    for position in start..<start + 16 {
      value = value &* 10 &+ Int64(input[position] &- ASCII.zero)
    }
    return value <= CanonicalNumber.greatestExact
  }

  @inline(never)
  private func outsideProfile(isInteger: Bool, isMinusZero: Bool, at offset: Int) -> JSONError {
    if !isInteger {
      return JSONError(.notAnInteger, "a number has a fraction or an exponent", offset: offset)
    }
    if isMinusZero {
      return JSONError(.minusZero, "a zero has a minus sign", offset: offset)
    }
    return JSONError(.integerRange, "an integer has a magnitude above 9007199254740991", offset: offset)
  }
}
