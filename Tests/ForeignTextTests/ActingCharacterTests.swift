import ForeignText
import Testing

@Suite struct `Characters that act instead of showing` {
  private func written(_ text: String) -> String {
    text.replacingActing { "<\(String($0.value, radix: 16))>" }
  }

  @Test(arguments: [
    ("\u{1B}[31m", "<1b>[31m"), ("a\nb\tc\rd", "a<a>b<9>c<d>d"), ("\u{9B}2J", "<9b>2J"), ("a\u{7F}", "a<7f>"),
    ("soft\u{AD}hyphen", "soft<ad>hyphen"), ("zero\u{200B}width", "zero<200b>width"), ("a\u{2060}b", "a<2060>b"),
    ("user\u{202E}txt", "user<202e>txt"), ("\u{2066}x\u{2069}", "<2066>x<2069>"), ("\u{61C}", "<61c>"),
    ("\u{2028}", "<2028>"), ("\u{FEFF}x", "<feff>x"), ("\u{E0041}", "<e0041>"),
    ("met\u{34F}", "met<34f>"), ("\u{3164}\u{FFA0}\u{115F}", "<3164><ffa0><115f>"), ("a\u{17B4}", "a<17b4>"),
    ("a\u{180E}b", "a<180e>b"), ("a\u{180B}\u{180F}", "a<180b><180f>"), ("\u{2800}", "<2800>"),
    ("a\u{FE00}b\u{FE0F}", "a<fe00>b<fe0f>"), ("met\u{E0100}", "met<e0100>"), ("a\u{E0FFF}", "a<e0fff>"),
    ("x\u{2065}", "x<2065>"), ("x\u{FFF0}", "x<fff0>"), ("\u{1BCA0}\u{1D173}", "<1bca0><1d173>"),
  ])
  func `they are put in other words`(text: String, written: String) {
    #expect(self.written(text) == written)
  }

  @Test(arguments: ["", "plain", "Ünïcödé", "日本語", "שלום", "e\u{301}", "\"'<>&"])
  func `what shows stays as it is`(text: String) {
    #expect(written(text) == text)
  }

  @Test(arguments: [
    ("فارسی\u{200C}زبان", "فارسی\u{200C}زبان"), ("क्\u{200D}ष", "क्\u{200D}ष"), ("👩\u{200D}🚀", "👩\u{200D}🚀"),
    ("🏳\u{FE0F}\u{200D}🌈", "🏳\u{FE0F}\u{200D}🌈"), ("quin\u{200D}ce", "quin<200d>ce"), ("Гру\u{200C}ша", "Гру<200c>ша"),
    ("\u{200D}x", "<200d>x"), ("👩\u{200D}\u{200D}🚀", "👩<200d><200d>🚀"), ("র\u{200D}্য", "র\u{200D}্য"),
    ("ه\u{200D}", "ه\u{200D}"), ("س\u{200D}م", "س<200d>م"), ("日\u{200C}本", "日<200c>本"), ("👩\u{200D}x", "👩<200d>x"),
  ])
  func `a joiner stays in the scripts that are written with joiners, and nowhere else`(text: String, written: String) {
    #expect(self.written(text) == written)
  }

  @Test(arguments: [
    ("❤\u{FE0F}", "❤\u{FE0F}"), ("1\u{FE0F}\u{20E3}", "1\u{FE0F}\u{20E3}"), ("1\u{FE0F}", "1<fe0f>"),
    ("葛\u{E0100}城", "葛\u{E0100}城"), ("葛\u{E0100}\u{E0101}", "葛\u{E0100}<e0101>"),
    ("ᠠ\u{180B}", "ᠠ\u{180B}"), ("ᠨ\u{180E}ᠠ", "ᠨ\u{180E}ᠠ"), ("ᠨ\u{180E}", "ᠨ<180e>"),
    // What no name of today is written with stays out in every place.
    ("א\u{34F}", "א<34f>"), ("🏴\u{E0067}\u{E007F}", "🏴<e0067><e007f>"), ("ក\u{17B4}", "ក<17b4>"),
  ])
  func `what gives another shape stays where it does`(text: String, written: String) {
    #expect(self.written(text) == written)
  }

  @Test func `the tables are those of the Unicode that Swift knows`() {
    for value in 0...0x10FFFF as ClosedRange<UInt32> {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let properties = scalar.properties
      if scalar.isInvisible != properties.isDefaultIgnorableCodePoint || scalar.isBlank != properties.isWhitespace {
        Issue.record("U+\(String(value, radix: 16)); run Scripts/unicode.py with newer files")
      }
    }
  }

  @Test(arguments: [0xFDD0, 0xFDEF, 0xFFFE, 0x1FFFF, 0x10FFFE])
  func `what is no character is put in other words`(value: UInt32) throws {
    let scalar = try #require(Unicode.Scalar(value))
    #expect(written(String(scalar)) == "<\(String(value, radix: 16))>")
  }

  @Test func `of all characters the same ones act with others around them as alone, joiners apart`() {
    for value in 0...0x10FFFF as ClosedRange<UInt32> {
      guard let scalar = Unicode.Scalar(value), value != 0x200C, value != 0x200D else { continue }
      let shows = written("é\(Character(scalar))é").unicodeScalars.contains(scalar)
      if shows == scalar.actsInsteadOfShowing { Issue.record("U+\(String(value, radix: 16))") }
    }
  }
}
