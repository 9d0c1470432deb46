import Fixtures
import Testing

@testable import CommandLineTools

@Suite("Text of others on a terminal")
struct TerminalTextTests {
  @Test(
    "What could steer a terminal or turn the reading order becomes a visible escape",
    arguments: [
      ("\u{1b}[31mred", "\\x1b[31mred"), ("a\u{7}b", "a\\x07b"), ("a\0b", "a\\x00b"), ("a\u{7f}b", "a\\x7fb"),
      ("\u{9b}2J", "\\x9b2J"), ("a\nb\tc\rd", "a\\nb\\tc\\rd"), ("a\r\nb", "a\\r\\nb"),
      ("user\u{202e}txt.exe", "user\\u{202e}txt.exe"), ("\u{2066}x\u{2069}", "\\u{2066}x\\u{2069}"),
      ("\u{200f}\u{61c}", "\\u{200f}\\u{061c}"), ("\u{2028}", "\\u{2028}"), ("\u{feff}x", "\\u{feff}x"),
      ("\u{e0041}", "\\u{e0041}"), ("zero\u{200b}width", "zero\\u{200b}width"), ("soft\u{ad}hyphen", "soft\\xadhyphen"),
    ])
  func escapes(_ text: String, _ shown: String) {
    #expect(sanitised(text) == shown)
  }

  @Test(
    "Letters of any script, emoji and punctuation stay",
    arguments: ["plain", "", "Ünïcödé", "日本語", "שלום", "فارسی‌زبان", "👩‍🚀", "a\\n", "q\"q", "e\u{301}"])
  func keeps(_ text: String) {
    #expect(Array(sanitised(text).utf8) == Array(text.utf8))
  }

  @Test("Lines of a longer text may stay")
  func lines() {
    #expect(sanitised("a\nb\u{1b}", keepingLines: true) == "a\nb\\x1b")
  }

  @Test("No text at all leaves a control character, and clean text is left as it is")
  func anything() {
    var random = SeededGenerator(seed: 11)
    for _ in 0..<2000 {
      var text = ""
      for _ in 0..<Int.random(in: 0...12, using: &random) {
        let limit: UInt32 = Bool.random(using: &random) ? 0x2ff : 0x10ffff
        if let scalar = Unicode.Scalar(UInt32.random(in: 0...limit, using: &random)) {
          text.unicodeScalars.append(scalar)
        }
      }
      let clean = sanitised(text)
      #expect(clean.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control })
      #expect(sanitised(clean) == clean)
    }
  }

  @Test("A JSON text stays the same document")
  func json() {
    #expect(sanitisedJSON("{\n  \"a\": \"\u{9b}x\u{202e}\"\n}\n") == "{\n  \"a\": \"\\u009bx\\u202e\"\n}\n")
    #expect(sanitisedJSON("[\"\u{e0041}\"]") == "[\"\\udb40\\udc41\"]")
    #expect(sanitisedJSON("{\"a\":\"é\"}") == "{\"a\":\"é\"}")
  }

  @Test(
    "A string becomes a JSON literal",
    arguments: [
      ("", "\"\""), ("a\"b\\c", "\"a\\\"b\\\\c\""), ("\n\r\t", "\"\\n\\r\\t\""), ("\u{1b}\0", "\"\\u001b\\u0000\""),
      ("é\r\n", "\"é\\r\\n\""), ("\u{61c}\u{200f}\u{feff}\u{202e}\u{9b}", "\"\\u061c\\u200f\\ufeff\\u202e\\u009b\""),
    ])
  func literal(_ text: String, _ json: String) {
    #expect(jsonString(text) == json)
  }
}

@Suite("Colour")
struct ColorTests {
  struct Case: Sendable {
    let choice: ColorChoice
    let isTerminal: Bool
    var term: String? = "xterm"
    var noColor: String?
    let colored: Bool
  }

  @Test(
    "The choice, the stream, TERM and NO_COLOR decide, in that order",
    arguments: [
      Case(choice: .auto, isTerminal: true, colored: true),
      Case(choice: .auto, isTerminal: true, term: nil, colored: true),
      Case(choice: .auto, isTerminal: false, colored: false),
      Case(choice: .auto, isTerminal: true, term: "dumb", colored: false),
      Case(choice: .auto, isTerminal: true, noColor: "1", colored: false),
      Case(choice: .auto, isTerminal: true, noColor: "", colored: true),
      Case(choice: .always, isTerminal: false, term: "dumb", noColor: "1", colored: true),
      Case(choice: .never, isTerminal: true, colored: false),
    ])
  func decides(_ example: Case) {
    let colored = example.choice.isColored(isTerminal: example.isTerminal) { name in
      switch name {
      case "TERM": example.term
      case "NO_COLOR": example.noColor
      default: nil
      }
    }
    #expect(colored == example.colored)
  }

  @Test("A style without colour changes nothing")
  func plain() {
    #expect(Style.plain.red("x") == "x")
    #expect(Style(isColored: true).red("x") == "\u{1b}[31mx\u{1b}[0m")
  }
}
