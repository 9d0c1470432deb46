/// A decimal number as its text says it, compared without rounding. `-?(0|[1-9][0-9]*)(\.[0-9]{1,18})?`, not `-0`.
public struct ExactDecimal: Sendable {
  public let text: String
  private let negative: Bool
  private let whole: [UInt8]
  private let fraction: [UInt8]

  /// The number, or nil when the text is not of that form; `-0`, `-0.0` and the like are not.
  public init?(_ text: String) {
    var digits = Array(text.utf8)[...]
    negative = digits.first == UInt8(ascii: "-")
    if negative { digits = digits.dropFirst() }
    let point = digits.firstIndex(of: UInt8(ascii: ".")) ?? digits.endIndex
    let whole = Array(digits[..<point])
    let fraction = point == digits.endIndex ? [] : Array(digits[(point + 1)...])
    let isDigit = { (byte: UInt8) in (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
    guard !whole.isEmpty, whole.allSatisfy(isDigit), whole.count == 1 || whole[0] != UInt8(ascii: "0"),
      fraction.allSatisfy(isDigit), point == digits.endIndex || (1...18).contains(fraction.count),
      text.utf8.count <= 128
    else { return nil }
    var trimmed = fraction
    while trimmed.last == UInt8(ascii: "0") { trimmed.removeLast() }
    if negative, whole == [UInt8(ascii: "0")], trimmed.isEmpty { return nil }
    self.text = text
    self.whole = whole
    self.fraction = trimmed
  }
}

extension ExactDecimal: Comparable {
  public static func == (left: ExactDecimal, right: ExactDecimal) -> Bool {
    left.negative == right.negative && left.whole == right.whole && left.fraction == right.fraction
  }

  public static func < (left: ExactDecimal, right: ExactDecimal) -> Bool {
    if left.negative != right.negative { return left.negative }
    return left.negative ? magnitude(right, isLessThan: left) : magnitude(left, isLessThan: right)
  }

  private static func magnitude(_ left: ExactDecimal, isLessThan right: ExactDecimal) -> Bool {
    if left.whole.count != right.whole.count { return left.whole.count < right.whole.count }
    if left.whole != right.whole { return left.whole.lexicographicallyPrecedes(right.whole) }
    // Without trailing zeros, a fraction that is a prefix of the other is the smaller one.
    return left.fraction.lexicographicallyPrecedes(right.fraction)
  }
}
