extension [UInt8] {
  /// Appends a number in decimal, digit by digit: a text made for each would cost more than hashing it.
  mutating func append(decimal number: UInt64) {
    let start = endIndex
    var rest = number
    repeat {
      append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10))
      rest /= 10
    } while rest > 0
    self[start...].reverse()
  }

  /// Appends a number in decimal, with a zero before a single digit.
  mutating func append(twoDigits number: Int) {
    if number < 10 { append(UInt8(ascii: "0")) }
    append(decimal: UInt64(number.magnitude))
  }
}
