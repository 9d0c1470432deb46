internal import ForeignText

/// Whether an answer can be what a form asks for; where it cannot, what a spreadsheet or a hand has made of it.
enum FormValue {
  /// Why the text is none of these words; nil where it is one.
  static func reason(_ text: String, among words: [String]) -> String? {
    if words.contains(where: { $0.isExactly(text) }) { return nil }
    let plain = ExactText(normalised(text))
    let list = words.joined(separator: ", ")
    guard let meant = words.first(where: { plain == ExactText(normalised($0)) }) else {
      return "\(quoted(text)) is none of \(list)"
    }
    return "\(quoted(text)) is not exactly one of \(list); write \(meant)"
  }

  /// Why an indicator does not take this text; nil where it does.
  static func reason(_ text: String, for indicator: Indicator) -> String? {
    switch indicator.type {
    case .narrative: return proseReason(text, limit: 10_000)
    case .yesNo: return reason(text, among: ["yes", "no"])
    case .choice: return reason(text, among: indicator.choices.map(\.id.text))
    case .link:
      return EvidenceItem.address(text) == nil
        ? "\(quoted(text)) is not an address; write it with its scheme, as https://…" : nil
    case .date:
      guard let date = CalendarDate(text) else { return "\(quoted(text)) is not a date; write it as 2031-05-02" }
      return rangeReason(.date(date), indicator)
    case .integer:
      guard let number = Int64(text), String(number).isExactly(text), number.magnitude <= UInt64(Read.largestInteger)
      else { return numberReason(text, isWhole: true) }
      return rangeReason(.integer(number), indicator)
    case .decimal, .percent:
      guard let number = ExactDecimal(text) else { return numberReason(text, isWhole: false) }
      return rangeReason(.decimal(number), indicator)
    }
  }

  /// Why a text is too long, or holds what no statement takes.
  static func proseReason(_ text: String, limit: Int, lines: Bool = true) -> String? {
    if let control = text.firstControl(butLines: lines) {
      return "holds a character that no statement takes, \(control.codePoint)"
    }
    guard text.utf8.count > limit, text.unicodeScalars.count > limit else { return nil }
    return "has \(text.unicodeScalars.count) characters, and \(limit) is the most"
  }

  private static func rangeReason(_ value: Indicator.Bound, _ indicator: Indicator) -> String? {
    let (minimum, maximum) = indicator.range
    if let minimum, !minimum.isAtMost(value) { return "is below \(minimum.text), the least that it takes" }
    if let maximum, !value.isAtMost(maximum) { return "is above \(maximum.text), the most that it takes" }
    return nil
  }

  /// What is wrong with a number, and how it is written.
  private static func numberReason(_ text: String, isWhole: Bool) -> String {
    let asked = isWhole ? "a whole number" : "a decimal number such as 12.5"
    let separators: [Unicode.Scalar] = [" ", "\u{A0}", "\u{2009}", "\u{202F}", "'", "\u{2019}", "%"]
    var digits = String(String.UnicodeScalarView(text.unicodeScalars.filter { !separators.contains($0) }))
    let commas = digits.utf8.count { $0 == UInt8(ascii: ",") }
    let points = digits.utf8.count { $0 == UInt8(ascii: ".") }
    var what = text.utf8.contains(UInt8(ascii: "%")) ? "has a sign of per cent" : "has signs between its digits"
    if commas == 1, points == 0 {
      what = "has a decimal comma"
      let parts = digits.split(separator: ",", omittingEmptySubsequences: false)
      // 1,000 is a thousand to some, and one to others.
      if parts[1].utf8.count == 3, !parts[0].isEmpty {
        return "\(quoted(text)) can be read in two ways; write \(parts[0])\(parts[1]) or "
          + (isWhole ? "\(parts[0])" : "\(parts[0]).\(parts[1])")
      }
      digits = digits.replacing(",", with: ".")
    } else if commas > 1 || (commas == 1 && points == 1) {
      digits = digits.replacing(",", with: "")
    }
    let isNumber = isWhole ? Int64(digits).map { String($0).isExactly(digits) } ?? false : ExactDecimal(digits) != nil
    guard isNumber, !digits.isExactly(text) else { return "\(quoted(text)) is not \(asked)" }
    return "\(quoted(text)) \(what); write \(digits)"
  }

  /// A word without what programs and hands put around it: quotes, blanks, capitals.
  private static func normalised(_ text: String) -> String {
    let scalars = text.unicodeScalars.filter { scalar in
      scalar.properties.isAlphabetic || scalar.properties.numericType != nil
    }
    return String(String.UnicodeScalarView(scalars)).lowercased()
  }

  private static func quoted(_ text: String) -> String {
    let shown = text.unicodeScalars.prefix(60)
    return "“\(String(String.UnicodeScalarView(shown)))\(shown.endIndex < text.unicodeScalars.endIndex ? "…" : "")”"
  }
}

extension Indicator.Bound {
  /// The limit as people and statements write it.
  public var text: String {
    switch self {
    case .integer(let number): "\(number)"
    case .decimal(let number): number.text
    case .date(let date): "\(date)"
    }
  }
}
