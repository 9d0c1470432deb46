import ForeignText
import Testing

@Suite struct `Characters that steer` {
  @Test(arguments: [0x00, 0x09, 0x0A, 0x1B, 0x7F, 0x9B, 0x2028, 0x2029, 0x202A, 0x202E, 0x2066, 0x2069])
  func `controls steer, and no text that a command takes has them`(value: UInt32) throws {
    let scalar = try #require(Unicode.Scalar(value))
    #expect(scalar.isControl && scalar.steers)
    #expect("a\(Character(scalar))b".firstControl() == scalar)
  }

  @Test(arguments: [0x061C, 0x200E, 0x200F, 0xFEFF])
  func `marks that say which way to read are escaped and may be written`(value: UInt32) throws {
    let scalar = try #require(Unicode.Scalar(value))
    #expect(scalar.steers && !scalar.isControl)
  }

  @Test(arguments: ["", "plain", "Ünïcödé", "日本語", "שלום \u{200F}", "a\u{200D}b", "\u{A0}"])
  func `other text has none`(text: String) {
    #expect(text.firstControl() == nil)
  }

  @Test func `a text of several lines has line feeds and tabs, and no other control`() {
    #expect("a\n\tb".firstControl(butLines: true) == nil)
    #expect("a\r\nb".firstControl(butLines: true) == "\r")
    #expect("a\u{2028}b".firstControl(butLines: true) == "\u{2028}")
    #expect("a\nb".firstControl() == "\n")
  }

  @Test(
    arguments: [("\u{1B}", "U+001B"), ("\u{202E}", "U+202E"), ("\u{F0000}", "U+F0000")] as [(Unicode.Scalar, String)])
  func `one is called by its code point`(scalar: Unicode.Scalar, name: String) {
    #expect(scalar.codePoint == name)
  }

  @Test func `five marks on one letter are a pile, four are writing`() {
    let marks = "\u{301}\u{302}\u{303}\u{304}\u{305}\u{306}"
    #expect("e\(marks)".hasPileOfMarks)
    #expect("e\(String(marks.unicodeScalars.prefix(5)))x".hasPileOfMarks)
    #expect(!"e\(String(marks.unicodeScalars.prefix(4)))x\(String(marks.unicodeScalars.prefix(4)))".hasPileOfMarks)
    #expect(!"Nguyễn Văn, הַמֶּלֶךְ".hasPileOfMarks)
  }
}
