import CanonicalJSON
import Testing

@Suite("Rules of the reader")
struct ParserRuleTests {
  static let both = JSONProfile.allCases

  @Test(
    "names are unique as unescaped bytes",
    arguments: [
      #"{"a":1,"a":2}"#, #"{"\u0061":1,"a":2}"#, #"{"a":1,"b":2,"\u0061":3}"#, #"{"\u00e9":1,"é":2}"#,
      #"{"b":1,"a":2,"b":3}"#, #"{"😀":1,"a":2,"\ud83d\ude00":3}"#, #"{"":1,"":2}"#, #"[{"x":{"k\/":1,"k/":2}}]"#,
    ], both)
  func duplicateNames(_ text: String, _ profile: JSONProfile) {
    #expect(refusal(text, profile) == .duplicateMember)
  }

  @Test("composed and decomposed names are two names, and so are a name and the same with a zero byte")
  func noNormalisation() throws {
    let document = try JSONDocument(Array("{\"e\u{301}\":1,\"\u{e9}\":2,\"a\":3,\"a\\u0000\":4}".utf8))
    #expect(document.root.count == 4)
    #expect(document.root.member("e\u{301}")?.integer == 1)
    #expect(document.root.member("\u{e9}")?.integer == 2)
    #expect(document.root.member("a\u{0}")?.integer == 4)
  }

  @Test(
    "what the grammar does not have is refused",
    arguments: [
      "[1,]", "{\"a\":1,}", "[,1]", "[1,,2]", "[", "{", "[1", "{\"a\"", "{\"a\":", "{\"a\":1", "]", "}", "[1}",
      "{\"a\":1]",
      "// x\n1", "[1/* x */]", "# x\n1", "01", "-01", "+1", ".5", "1.", "-", "1e", "1e+", "0x10", "NaN", "Infinity",
      "-Infinity", "1 2", "{} {}", "[]x", "null1", "nul", "True", "tru", "'a'", "{a:1}", "{1:1}", "{\"a\" 1}",
      "{\"a\":1 \"b\":2}",
      "\"", "\"a", "\"\\\"", "\"\\x41\"", "\"\\u12\"", "\"\\u12g4\"", "\"\\", "", " ", "\n\t", "\u{a0}1", "[1\u{c}]",
    ], both)
  func grammar(_ text: String, _ profile: JSONProfile) {
    #expect(refusal(text, profile) == .syntax)
  }

  @Test("control bytes stand in strings only as escapes", arguments: Array(UInt8(0)..<32), both)
  func controlBytes(_ byte: UInt8, _ profile: JSONProfile) throws {
    #expect(refusal([0x22, byte, 0x22], profile) == .syntax)
    #expect(refusal([0x22] + Array("eight bytes before".utf8) + [byte, 0x22], profile) == .syntax)
    let digits = String(byte, radix: 16)
    let escaped = "\"\\u" + String(repeating: "0", count: 4 - digits.count) + digits + "\""
    #expect(try JSONDocument(Array(escaped.utf8), profile: profile).root.stringBytes == [byte])
  }

  @Test(
    "a byte order mark is refused",
    arguments: [[0xEF, 0xBB, 0xBF, 0x31], [0xFE, 0xFF, 0, 0x31], [0xFF, 0xFE, 0x31, 0]])
  func byteOrderMark(_ bytes: [UInt8]) {
    #expect(refusal(bytes) == .byteOrderMark)
  }

  @Test("UTF-16 without a mark is refused", arguments: [[0x5B, 0, 0x5D, 0], [0, 0x5B, 0, 0x5D]])
  func utf16(_ bytes: [UInt8]) {
    #expect(refusal(bytes) == .syntax)
  }

  @Test(
    "bytes that are not UTF-8 are refused, in strings, in names and outside",
    arguments: [
      [0x80], [0xBF], [0xC0, 0x80], [0xC1, 0xBF], [0xC3], [0xC3, 0x28], [0xE0, 0x80, 0x80], [0xE0, 0x9F, 0xBF],
      [0xE2, 0x82], [0xE2, 0x28, 0xA1], [0xE2, 0x82, 0x28], [0xED, 0xA0, 0x80], [0xED, 0xBF, 0xBF],
      [0xF0, 0x80, 0x80, 0x80],
      [0xF0, 0x8F, 0xBF, 0xBF], [0xF0, 0x9F, 0x98], [0xF0, 0x9F, 0x98, 0x28], [0xF4, 0x90, 0x80, 0x80],
      [0xF5, 0x80, 0x80, 0x80], [0xF8, 0x88, 0x80, 0x80, 0x80], [0xFF],
    ] as [[UInt8]])
  func invalidUTF8(_ bytes: [UInt8]) {
    for padding in 0..<9 {
      let text = [0x22] + [UInt8](repeating: 0x61, count: padding) + bytes + [0x22]
      #expect(refusal(text) == .invalidUTF8)
      #expect(refusal([0x7B] + text + Array(":1}".utf8)) == .invalidUTF8)
    }
    #expect(refusal([0x5B] + bytes) == .invalidUTF8)
    #expect(refusal([0x22] + bytes) == .invalidUTF8)
  }

  @Test("UTF-8 is exactly what the standard library takes for it")
  func utf8AgainstTheLibrary() {
    for lead in UInt8(0x80)...0xFF {
      for second in [0x22, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0] as [UInt8] {
        for rest in [[], [0x80], [0xBF], [0x80, 0x80], [0x80, 0xC0], [0x80, 0x80, 0x80]] as [[UInt8]] {
          let inside = [lead, second] + rest
          guard !inside.contains(0x22) else { continue }
          let isValid = String(validating: inside, as: UTF8.self) != nil
          #expect((refusal([0x22] + inside + [0x22]) == nil) == isValid, "\(inside)")
        }
      }
    }
  }

  @Test(
    "half a surrogate pair is refused",
    arguments: [
      #""\ud800""#, #""\udc00""#, #""\udfffx""#, #""\udc00\ud800""#, #""\ud800\ud800""#, #""\ud800\n""#, #""\ud800x""#,
      #""\ud800\u0041""#, #"{"\ud83d":1}"#,
    ], both)
  func loneSurrogate(_ text: String, _ profile: JSONProfile) {
    #expect(refusal(text, profile) == .loneSurrogate)
  }

  @Test(
    "the ledger takes integers only, and the strict profile any number",
    arguments: ["1.0", "0.5", "1e0", "1E5", "-1.5e-3", "0e1", "-0.0", "-0e1", "1e400"])
  func fractions(_ text: String) {
    #expect(refusal(text, .ledger) == .notAnInteger)
    #expect(refusal(text, .strict) == nil)
  }

  @Test("the magnitude of an integer of the ledger ends at 2^53−1")
  func integerRange() {
    for sign in ["", "-"] {
      #expect(refusal(sign + "9007199254740991") == nil)
      #expect(refusal(sign + "9007199254740992") == .integerRange)
      #expect(refusal(sign + "9007199254740993", .strict) == nil)
      #expect(refusal(sign + "10000000000000000") == .integerRange)
      #expect(refusal(sign + "123456789012345678901234567890") == .integerRange)
    }
  }

  @Test("the ledger refuses minus zero")
  func minusZero() {
    #expect(refusal("-0") == .minusZero)
    #expect(refusal("[-0]") == .minusZero)
    #expect(refusal("-0", .strict) == nil)
  }

  @Test("a profile's depth is allowed and one more is not", arguments: both)
  func depth(_ profile: JSONProfile) {
    func nested(_ depth: Int) -> String {
      String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
    }
    func nestedObjects(_ depth: Int) -> String {
      String(repeating: "{\"a\":", count: depth - 1) + "{}" + String(repeating: "}", count: depth - 1)
    }
    for make in [nested, nestedObjects] {
      #expect(refusal(make(profile.depthLimit), profile) == nil)
      #expect(refusal(make(profile.depthLimit + 1), profile) == .depth)
    }
    #expect(refusal("[" + nested(profile.depthLimit - 1) + "," + nested(profile.depthLimit - 1) + "]", profile) == nil)
  }

  @Test("100,000 open brackets are refused and nothing else happens", arguments: ["[", "{\"a\":", "[{\"\":"], both)
  func openBrackets(_ text: String, _ profile: JSONProfile) {
    #expect(refusal(String(repeating: text, count: 100_000), profile) == .depth)
  }

  @Test("a document above the size allowed is refused unread")
  func size() {
    #expect(throws: JSONError(.tooLarge, "", offset: 0)) {
      try JSONDocument(Array("[1,2]".utf8), byteLimit: 4)
    }
    #expect(throws: Never.self) {
      try JSONDocument(Array("[1,2]".utf8), byteLimit: 5)
    }
  }

  @Test(
    "an error names the byte where the fault shows",
    arguments: [
      ("[1,]", 3), ("{\"a\":1,\"a\":2}", 7), ("{\"b\":1,\"a\":2,\"b\":3}", 13), ("[\"\\ud800\"]", 2), ("[1, 01]", 4),
      ("[1, 1.5]", 4), ("\"abc", 0), ("[[1]", 4), ("1 x", 2),
    ])
  func offset(_ text: String, _ offset: Int) {
    do {
      _ = try JSONDocument(Array(text.utf8))
      Issue.record("taken")
    } catch {
      #expect(error.offset == offset)
      #expect(error.description.hasSuffix("(at byte \(offset))"))
      #expect(error.reason.last != "." && error.reason.first?.isUppercase == false)
    }
  }
}
