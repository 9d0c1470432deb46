import Languages
import Testing

@Suite("Numbers, sizes and lists in words of the language")
struct FormatTests {
  @Test(
    "signs and groups",
    arguments: [
      (0, "0", "0"), (1_234, "1234", "1234"), (12_345, "12,345", "12\u{202F}345"),
      (-1_234_567, "−1,234,567", "−1\u{202F}234\u{202F}567"),
      (.min, "−9,223,372,036,854,775,808", "−9\u{202F}223\u{202F}372\u{202F}036\u{202F}854\u{202F}775\u{202F}808"),
    ] as [(Int64, String, String)])
  func numbers(value: Int64, english: String, french: String) {
    #expect(Language.english.number(value) == english)
    #expect(Language.french.number(value) == french)
  }

  @Test("decimals, and what is no number stays as it is")
  func decimals() {
    #expect(Language.french.number(decimal: "37.5") == "37,5")
    #expect(Language.french.percent(Language.french.number(decimal: "37.5")) == "37,5\u{202F}%")
    #expect(Language.english.percent("37.5") == "37.5%")
    for text in ["", "-", ".", "1.", ".5", "1.2.3", "1e5", "٣", "n/a"] {
      #expect(Language.french.number(decimal: text) == text)
    }
  }

  @Test(
    "sizes",
    arguments: [
      (80, "80 B", "80\u{A0}o"), (999, "999 B", "999\u{A0}o"), (1_000, "1 KB", "1\u{A0}ko"),
      (1_550, "1.5 KB", "1,5\u{A0}ko"),
      (999_999, "999.9 KB", "999,9\u{A0}ko"), (12_000_000, "12 MB", "12\u{A0}Mo"),
      (.max, "9,223,372,036.8 GB", "9\u{202F}223\u{202F}372\u{202F}036,8\u{A0}Go"),
    ] as [(Int64, String, String)])
  func sizes(bytes: Int64, english: String, french: String) {
    #expect(Language.english.size(bytes: bytes) == english)
    #expect(Language.french.size(bytes: bytes) == french)
  }

  @Test("things beside each other, none of them the last")
  func series() {
    #expect(Language.english.series([]) == "")
    #expect(Language.english.series(["a", "b", "c"]) == "a, b, c")
    #expect(Language.allCases.first { $0.rawValue == "ar" }?.series(["a", "b"]) == "a، b")
  }

  @Test("lists")
  func lists() {
    #expect(
      [[], ["a"], ["a", "b"], ["a", "b", "c"], ["a", "b", "c", "d"]].map(Language.french.list) == [
        "", "a", "a et b", "a, b et c", "a, b, c et d",
      ])
  }
}
