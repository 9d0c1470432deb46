// What every language file has, whatever its texts are.

/// The plural rules by name, with the forms of each. `Languages/PluralRule.swift` says which number takes which form.
enum PluralForms {
  static let byRule: [String: [String]] = [
    "english": ["one", "other"],
    "french": ["one", "other"],
    "arabic": ["zero", "one", "two", "few", "many", "other"],
  ]

  /// The forms that are for a single number, so that the text may spell it out.
  static func ofSingleNumber(_ rule: String) -> [String] {
    switch rule {
    case "english": ["one"]
    case "arabic": ["zero", "one", "two"]
    default: []
    }
  }
}

/// The patterns of numbers, lists and dates, each with the names of its places.
enum FormatPatterns {
  static let groups: [(name: String, patterns: [(key: String, names: [String])])] = [
    (
      "numbers",
      [
        ("decimal", []), ("group", []), ("minus", []), ("percent", ["number"]), ("bytes", ["number"]),
        ("kilobytes", ["number"]), ("megabytes", ["number"]), ("gigabytes", ["number"]),
      ]
    ),
    ("lists", [("two", ["first", "second"]), ("middle", ["first", "second"]), ("last", ["first", "second"])]),
    (
      "dates",
      [
        ("day", ["day", "month", "year"]), ("firstDay", ["day", "month", "year"]), ("moment", ["date", "time"]),
        ("untilEnd", ["date"]), ("endOf", ["date"]), ("fromTo", ["start", "end"]),
      ]
    ),
  ]
}
