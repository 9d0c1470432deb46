/// What a spreadsheet program writes into a cell in the place of what was meant: no register says that.
enum SpreadsheetResidue {
  private static let errors: Set<ExactText> = [
    "#NAME?", "#REF!", "#VALUE!", "#N/A", "#DIV/0!", "#NULL!", "#NUM!", "#SPILL!", "#CALC!", "#FIELD!", "#GETTING_DATA",
    "Err:502", "Err:508", "Err:509", "Err:522",
  ]

  /// Why the cell does not say what was meant, or nil where it may.
  static func reason(of text: String) -> String? {
    if errors.contains(ExactText(text)) {
      return "\(text) is an error of the spreadsheet program; mend the formula, or type what is meant"
    }
    if !text.isEmpty, text.utf8.allSatisfy({ $0 == UInt8(ascii: "#") }) {
      return "\(text) stands for what did not fit into the cell; make the column wider and save the file again"
    }
    if isRoundedNumber(text[...].utf8) {
      return
        "\(text) is a number that the spreadsheet program rounded; make the column one of text, and type what is meant"
    }
    return nil
  }

  /// Whether this is a number as `1.2E+10` or `1,2E+10`: digits, perhaps a fraction, `E`, a sign, digits.
  private static func isRoundedNumber(_ text: Substring.UTF8View) -> Bool {
    var rest = text
    if rest.first == UInt8(ascii: "-") { rest.removeFirst() }
    guard takeDigits(&rest) else { return false }
    if rest.first == UInt8(ascii: ".") || rest.first == UInt8(ascii: ",") {
      rest.removeFirst()
      guard takeDigits(&rest) else { return false }
    }
    guard rest.popFirst() == UInt8(ascii: "E"), let sign = rest.popFirst(),
      sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-")
    else { return false }
    return takeDigits(&rest) && rest.isEmpty
  }

  /// Takes one digit or more away.
  private static func takeDigits(_ text: inout Substring.UTF8View) -> Bool {
    let digits = text.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    text.removeFirst(digits.count)
    return !digits.isEmpty
  }
}
