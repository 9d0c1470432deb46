import Testing

@testable import LanguageCompiler

@Suite("A language file that is not whole stops the build")
struct LanguageFileTests {
  private static let english = """
    {"format": "pledgebook-language/1", "tag": "en", "name": "English", "englishName": "English", "direction": "ltr",
     "plural": "english",
     "numbers": {"decimal": ".", "group": ",", "minus": "-", "percent": "{number}%", "bytes": "{number} B",
       "kilobytes": "{number} KB", "megabytes": "{number} MB", "gigabytes": "{number} GB"},
     "lists": {"two": "{first} and {second}", "middle": "{first}, {second}", "last": "{first} and {second}"},
     "dates": {"months": ["1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12"],
       "day": "{day} {month} {year}", "firstDay": "{day} {month} {year}", "moment": "{date}, {time} (UTC)",
       "untilEnd": "until the end of {date} (UTC)",
       "endOf": "the end of {date} (UTC)", "fromTo": "{start} to {end}"},
     "codes": {"duty": {"not-member": "not a member"}},
     "texts": {"page": {"title": "Report", "entry": "entry {entry} of {party}",
       "late": {"one": "1 day late", "other": "{count} days late"}}}}
    """
  /// The same in Arabic form: six forms of the plural, from right to left.
  private static let arabic = english.replacing("\"en\"", with: "\"ar\"").replacing("\"English\"", with: "\"Arabic\"")
    .replacing("\"ltr\"", with: "\"rtl\"").replacing("\"english\"", with: "\"arabic\"").replacing(
      "{\"one\": \"1 day late\", \"other\": \"{count} days late\"}",
      with: """
        {"zero": "none", "one": "a day", "two": "two days", "few": "{count} d", "many": "{count} d", "other": "{count} d"}
        """)

  /// What is wrong, in one text; empty for nothing.
  private func faults(_ english: String, _ arabic: String? = nil) -> String {
    var files = [(name: "/a/en.json", bytes: Array(english.utf8))]
    if let arabic { files.append((name: "/a/ar.json", bytes: Array(arabic.utf8))) }
    return switch LanguageCompiler.compile(files) {
    case .source: ""
    case .faults(let faults): faults.joined(separator: "\n")
    }
  }

  @Test("whole files come out as Swift: a case for each language, a function for a text with places")
  func whole() {
    let files = [("/a/ar.json", Self.arabic), ("/a/en.json", Self.english)].map { (name: $0, bytes: Array($1.utf8)) }
    guard case .source(let source) = LanguageCompiler.compile(files) else {
      Issue.record("\(faults(Self.english, Self.arabic))")
      return
    }
    #expect(source.contains("case english = \"en\"\n"))
    #expect(source.contains("case arabic = \"ar\"\n"))
    #expect(source.contains("public var title: String {"))
    #expect(source.contains("public func entry(entry: String, party: String) -> String {"))
    #expect(source.contains("public func late(count: Int) -> String {"))
    #expect(source.contains("case .few: \"\\(count) d\""))
  }

  @Test(
    "each fault is told with its place",
    arguments: [
      // The head
      ("\"pledgebook-language/1\"", "\"pledgebook-language/2\"", "format: is not pledgebook-language/1"),
      ("\"tag\": \"ar\"", "\"tag\": \"fa\"", "tag: is not the name of the file"),
      ("\"direction\": \"rtl\",", "", "direction: is missing"),
      ("\"direction\": \"rtl\"", "\"direction\": \"up\"", "direction: is neither ltr nor rtl"),
      ("\"plural\": \"arabic\"", "\"plural\": \"welsh\"", "plural: names no rule that is known"),
      ("\"name\": \"Arabic\"", "\"name\": \"\"", "name: is empty"),
      ("\"englishName\": \"Arabic\"", "\"englishName\": \"English\"", "englishName: is that of another language"),
      ("\"format\":", "\"colour\": \"red\", \"format\":", "colour: is unknown"),
      // Formats
      ("\"decimal\": \".\", ", "", "numbers.decimal: is missing"),
      ("\"{number}%\"", "\"%\"", "numbers.percent: has other places"),
      ("\"two\": \"{first} and {second}\", ", "", "lists.two: is missing"),
      ("\"{first}, {second}\"", "\"{first}, {third}\"", "lists.middle: has other places"),
      ("\"untilEnd\": \"until the end of {date} (UTC)\"", "\"until\": \"x\"", "dates.untilEnd: is missing"),
      ("\"11\", \"12\"", "\"11\"", "dates.months: are not twelve"),
      // Texts
      ("\"title\": \"Report\", ", "", "texts.page.title: is missing"),
      ("\"title\"", "\"headline\": \"x\", \"title\"", "texts.page.headline: is unknown"),
      ("\"Report\"", "\"\"", "texts.page.title: is empty"),
      ("\"Report\"", "\"Report \"", "texts.page.title: begins or ends with a blank"),
      ("\"Report\"", "\"Report {of}\"", "texts.page.title: has other places"),
      ("of {party}", "of {partie}", "texts.page.entry: has other places"),
      (" of {party}", "", "texts.page.entry: has other places"),
      ("{party}", "{party", "texts.page.entry: has a brace that names no place"),
      ("\"few\": \"{count} d\", ", "", "texts.page.late.few: is missing"),
      ("\"few\": \"{count} d\"", "\"few\": \"some\"", "texts.page.late.few: does not say {count}"),
      ("\"zero\": \"none\"", "\"nought\": \"none\"", "texts.page.late.nought: is unknown"),
      ("\"not-member\"", "\"member\"", "codes.duty.not-member: is missing"),
      ("{\"title\"", "{\"title\": \"x\", \"title\"", "(at byte"),
    ])
  func fault(old: String, new: String, told: String) {
    #expect(faults(Self.english, Self.arabic).isEmpty)
    let changed = Self.arabic.replacing(old, with: new)
    #expect(changed != Self.arabic)
    #expect(faults(Self.english, changed).contains(told), "\(faults(Self.english, changed))")
  }

  @Test("a plural where English has none, none where it has one, and one key in two groups")
  func shapes() {
    let plural =
      "{\"zero\": \"a\", \"one\": \"b\", \"two\": \"c\", \"few\": \"{count}\", \"many\": \"{count}\", \"other\": \"{count}\"}"
    #expect(
      faults(Self.english, Self.arabic.replacing("\"Report\"", with: plural)).contains("has forms for the plural"))
    let single = Self.english.replacing("\"en\"", with: "\"ar\"").replacing("\"English\"", with: "\"Arabic\"")
      .replacing("{\"one\": \"1 day late\", \"other\": \"{count} days late\"}", with: "\"late\"")
    #expect(faults(Self.english, single).contains("texts.page.late: has no forms for the plural"))
    let twice = Self.english.replacing("\"texts\": {", with: "\"texts\": {\"other\": {\"title\": \"x\"}, ")
    #expect(faults(twice).contains("texts.page.title: stands in another group as well"))
    #expect(faults(Self.english.replacing("{count} days", with: "days")).contains("late.other: does not say {count}"))
  }

  @Test("without the file that says which texts there are, nothing is written")
  func source() {
    let files = [(name: "ar.json", bytes: Array(Self.arabic.utf8))]
    guard case .faults(let faults) = LanguageCompiler.compile(files) else {
      Issue.record("written")
      return
    }
    #expect(faults.contains { $0.contains("no en.json") })
  }

  @Test("what would end a text of Swift, or cannot be seen in it, is written as an escape")
  func escapes() {
    let files = [
      (name: "en.json", bytes: Array(Self.english.replacing("Report", with: "A \\\"B\\\" \\\\(c)\u{202F}!").utf8))
    ]
    guard case .source(let source) = LanguageCompiler.compile(files) else {
      Issue.record("not written")
      return
    }
    #expect(source.contains(#""A \"B\" \\(c)\u{202F}!""#))
  }
}
