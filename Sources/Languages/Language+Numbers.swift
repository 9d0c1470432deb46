extension Language {
  /// A whole number, its digits in groups of three from 10,000 on: a number of four digits could be a year.
  public func number(_ value: Int64) -> String { number(decimal: "\(value)") }

  /// A number as it is written for machines, `-1234.5`; what is not written so stays as it is.
  public func number(decimal text: String) -> String {
    let isNegative = text.utf8.first == UInt8(ascii: "-")
    let digits = isNegative ? text.dropFirst() : text[...]
    let parts = digits.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    let isNumber = parts.allSatisfy { part in
      !part.isEmpty && part.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    }
    guard isNumber, let whole = parts.first, parts.count <= 2 else { return text }
    var words = isNegative ? numbersMinus : ""
    var left = whole.count
    for byte in whole {
      words.unicodeScalars.append(Unicode.Scalar(byte))
      left -= 1
      if left > 0, left % 3 == 0, whole.count > 4 { words += numbersGroup }
    }
    guard parts.count == 2 else { return words }
    words += numbersDecimal
    for byte in parts[1] { words.unicodeScalars.append(Unicode.Scalar(byte)) }
    return words
  }

  /// A percentage of a number that is in words already: "37,5 %".
  public func percent(_ number: String) -> String { numbersPercent(number: number) }

  /// A size: bytes up to 999, above that in the unit of thousands that leaves the fewest digits, to a tenth.
  public func size(bytes: Int64) -> String {
    guard bytes >= 1_000 else { return numbersBytes(number: "\(bytes)") }
    var unit: Int64 = 1_000
    while unit < 1_000_000_000, bytes / unit >= 1_000 { unit *= 1_000 }
    // Without a sum that could be too large.
    let whole = bytes / unit
    let tenth = bytes % unit / (unit / 10)
    let number = number(decimal: tenth == 0 ? "\(whole)" : "\(whole).\(tenth)")
    return switch unit {
    case 1_000: numbersKilobytes(number: number)
    case 1_000_000: numbersMegabytes(number: number)
    default: numbersGigabytes(number: number)
    }
  }

  /// Things beside each other, none of them the last: "a, b, c".
  public func series(_ items: [String]) -> String {
    guard let first = items.first else { return "" }
    return items.dropFirst().reduce(first) { listsMiddle(first: $0, second: $1) }
  }

  /// Several things in a row: "a, b and c".
  public func list(_ items: [String]) -> String {
    guard let last = items.last, items.count > 1 else { return items.first ?? "" }
    if items.count == 2 { return listsTwo(first: items[0], second: last) }
    var line = items[0]
    for item in items[1..<(items.count - 1)] { line = listsMiddle(first: line, second: item) }
    return listsLast(first: line, second: last)
  }
}
