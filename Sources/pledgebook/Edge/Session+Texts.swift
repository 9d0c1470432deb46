import CommandLineTools
import Pledges

extension Session {
  /// The texts of a repeated `LANG=TEXT` option.
  func textMap(_ option: String) throws(CommandError) -> TextMap? {
    var entries: [(language: String, text: String)] = []
    for value in arguments.values(option) {
      let parts = try split(value, at: "=", option: option, form: "LANG=TEXT")
      guard TextMap.isLanguage(parts.0) else { throw noLanguage(parts.0, value, option) }
      entries.append((parts.0, parts.1))
    }
    if entries.isEmpty { return nil }
    guard let map = TextMap(entries) else {
      throw .usage("invalid-value", "--\(option) names a language twice", hint: "give each language once")
    }
    return map
  }

  /// A remark: `LANG=TEXT`, once for each language, or a single text whose language nobody says.
  func textOrMap(_ option: String) throws(CommandError) -> TextMap? {
    let values = arguments.values(option)
    guard values.count == 1, Self.intendedTag(of: values[0]) == nil else { return try textMap(option) }
    return TextMap(plain: values[0])
  }

  private func noLanguage(_ tag: String, _ value: String, _ option: String) -> CommandError {
    .usage(
      "invalid-value", "--\(option) \(value): \(tag) is not a language tag",
      hint: "write --\(option) \(Self.spelled(tag) ?? "en")=TEXT")
  }

  /// What stands where `LANG=TEXT` has its language, rightly spelled or not: a single word, or a tag with blanks around it.
  /// A sentence with an `=` in it has none.
  private static func intendedTag(of value: String) -> Substring? {
    guard let equals = value.firstIndex(of: "="), equals != value.startIndex else { return nil }
    let head = value[..<equals]
    let isWord = head.allSatisfy { $0.isLetter || $0.isNumber || "-_.".contains($0) }
    return isWord || spelled(String(head)) != nil ? head : nil
  }

  /// The tag that is meant by what is spelled otherwise, such as `en_US.UTF-8` or `EN`.
  private static func spelled(_ tag: String) -> String? {
    let bare = tag.prefix { $0 != "." }.replacing("_", with: "-").filter { !$0.isWhitespace }
    let parts = bare.split(separator: "-", omittingEmptySubsequences: false)
    guard tag.split(whereSeparator: \.isWhitespace).count == 1, let first = parts.first else { return nil }
    let spelled = ([first.lowercased()] + parts.dropFirst().map(String.init)).joined(separator: "-")
    return TextMap.isLanguage(spelled) ? spelled : nil
  }
}
