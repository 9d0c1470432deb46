import CanonicalJSON
import Testing

@Suite("Canonical form")
struct CanonicalFormTests {
  @Test(
    "a number is written as ECMAScript writes its double",
    arguments: [
      ("0", "0"), ("-0", "0"), ("-0.0", "0"), ("1.0", "1"), ("1e2", "100"), ("0.000001", "0.000001"), ("1e-7", "1e-7"),
      ("0.00000123", "0.00000123"), ("1.23e-7", "1.23e-7"), ("1e20", "100000000000000000000"), ("1e21", "1e+21"),
      ("123456789012345680000", "123456789012345680000"), ("1234567890123456800000", "1.2345678901234568e+21"),
      ("9007199254740993", "9007199254740992"), ("-9007199254740993", "-9007199254740992"), ("1E30", "1e+30"),
      ("4.50", "4.5"), ("2e-3", "0.002"), ("333333333.33333329", "333333333.3333333"), ("5e-324", "5e-324"),
      ("1e-400", "0"), ("1.7976931348623157e308", "1.7976931348623157e+308"), ("-1.5e-9", "-1.5e-9"), ("0.1", "0.1"),
    ])
  func numbers(_ text: String, _ expected: String) throws {
    #expect(try canonical(text) == expected)
    #expect(try canonical("{\"b\":\(text),\"a\":1}") == "{\"a\":1,\"b\":\(expected)}")
    #expect(try JSONDocument(Array(text.utf8), profile: .strict).isCanonical == (text == expected))
  }

  @Test("a number beyond every double keeps its text and is never canonical")
  func beyondDoubles() throws {
    #expect(try canonical("[1e400, -1e999]") == "[1e400,-1e999]")
    #expect(try !JSONDocument(Array("1e400".utf8), profile: .strict).isCanonical)
  }

  @Test("names stand in the order of their UTF-16 code units")
  func nameOrder() throws {
    #expect(
      try canonical(#"{"\ufb33":1,"😀":2,"€":3,"ö":4,"1":5,"\r":6,"":7}"#)
        == "{\"\":7,\"\\r\":6,\"1\":5,\"ö\":4,\"€\":3,\"😀\":2,\"\u{fb33}\":1}")
    #expect(
      try canonical(#"{"\uffff":1,"\ud800\udc00":2,"\ue000":3,"\ud7ff":4}"#)
        == "{\"\u{d7ff}\":4,\"\u{10000}\":2,\"\u{e000}\":3,\"\u{ffff}\":1}")
    #expect(try canonical(#"{"ab":1,"a":2,"a\u0000":3}"#) == #"{"a":2,"a\u0000":3,"ab":1}"#)
  }

  @Test("every pair of names stands in UTF-16 order, escaped or not")
  func nameOrderAgainstUTF16() throws {
    let scalars: [Unicode.Scalar] = [
      "\u{0}", "A", "\u{7f}", "\u{80}", "\u{7ff}", "\u{800}", "\u{cfff}", "\u{d7ff}", "\u{e000}", "\u{efff}",
      "\u{f000}",
      "\u{ffff}", "\u{10000}", "\u{3ffff}", "\u{40000}", "\u{fffff}", "\u{100000}", "\u{10ffff}",
    ]
    for left in scalars {
      for right in scalars where left != right {
        let value: JSONValue = .object([
          JSONMember(name: "x\(left)", value: 1), JSONMember(name: "x\(right)", value: 1),
        ])
        let expected = Array(naiveCanonical(value).utf8)
        #expect(value.canonicalBytes() == expected)
        #expect(try JSONDocument(Array(value.displayText().utf8)).root.canonicalBytes() == expected)
      }
    }
  }

  @Test("a string is escaped where it must be, the short way where there is one")
  func strings() throws {
    #expect(try canonical(#""\u0022\u005c\/\u0008\u000c\u000A\u000d\u0009""#) == #""\"\\/\b\f\n\r\t""#)
    #expect(try canonical(#""\u0000\u001F\u007f\u2028é\u00e9""#) == "\"\\u0000\\u001f\u{7f}\u{2028}éé\"")
  }

  @Test(
    "a text that is its own canonical form is known as one",
    arguments: [
      "{}", "[]", "\"\"", "0", "-1", "null", "true", #"{"a":1,"b":[1,2,{"c":"é"}]}"#, #""\"\\\b\t\n\f\r\u0000\u001f""#,
      "[9007199254740991]", "{\"😀\":1,\"\u{FB33}\":2}", "{\"\\n\":1,\"a\":2}", "\"\u{7f}\"", "1.5", "1e+30", "1e-7",
    ])
  func isCanonical(_ text: String) throws {
    let document = try JSONDocument(Array(text.utf8), profile: .strict)
    #expect(document.isCanonical)
    #expect(document.root.canonicalBytes() == document.bytes)
  }

  @Test(
    "a text that differs from its canonical form is known to differ",
    arguments: [
      " {}", "{} ", "[1, 2]", "[1\n]", "{\"a\" :1}", "{\"b\":1,\"a\":2}", #""\/""#, #""\u0061""#, #""\u000a""#,
      #""\u001F""#,
      #""\u0022""#, #""\u00e9""#, #""\ud83d\ude00""#, "{\"\u{FB33}\":1,\"😀\":2}", "[{\"a\":{\"c\":1,\"b\":2}}]", "1.0",
      "1E5",
      "-0", "9007199254740993", "1e400", #"{"a":1,"\u0000":2}"#,
    ])
  func isNotCanonical(_ text: String) throws {
    #expect(try !JSONDocument(Array(text.utf8), profile: .strict).isCanonical)
  }

  @Test("any value of a document has its canonical form, and it is appended to what is there")
  func parts() throws {
    for text in [#"{"a":["x",{"y":"\n"},12,true],"b":"c"}"#, #"{ "b":"c", "a":["x",{"y":"\u000A"},12,true] }"#] {
      let root = try JSONDocument(Array(text.utf8)).root
      let expected = ["\"x\"", #"{"y":"\n"}"#, "12", "true"]
      let elements = try #require(root.member("a")).elements
      #expect(elements.map { String(decoding: $0.canonicalBytes(), as: UTF8.self) } == expected)
      var buffer = Array("> ".utf8)
      root.member("b")?.appendCanonicalBytes(to: &buffer)
      #expect(buffer == Array("> \"c\"".utf8))
    }
  }
}
