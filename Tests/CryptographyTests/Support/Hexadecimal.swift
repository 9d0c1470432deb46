extension [UInt8] {
  /// The bytes written as hexadecimal digits; spaces between them are for the reader. Nil for any other text.
  init?(hex text: String) {
    let digits = text.filter { $0 != " " }.compactMap { $0.hexDigitValue }
    guard digits.count == text.count(where: { $0 != " " }), digits.count % 2 == 0 else { return nil }
    self = stride(from: 0, to: digits.count, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
  }

  var hex: String {
    map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }
}
