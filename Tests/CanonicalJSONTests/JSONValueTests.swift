import CanonicalJSON
import Fixtures
import Testing

@Suite("Values we make")
struct JSONValueTests {
  @Test("literals make values, and a dictionary literal keeps its order")
  func literals() {
    let number = 7
    let value: JSONValue = ["b": 1, "a": [true, nil, -2, "x\(number)"], "empty": [:], "none": []]
    #expect(value.canonicalBytes() == Array(#"{"a":[true,null,-2,"x7"],"b":1,"empty":{},"none":[]}"#.utf8))
    #expect(
      value.displayText() == """
        {
          "b": 1,
          "a": [
            true,
            null,
            -2,
            "x7"
          ],
          "empty": {},
          "none": []
        }

        """)
  }

  @Test("a scalar is displayed on one line")
  func scalars() {
    #expect(JSONValue.string("a\n").displayText() == "\"a\\n\"\n")
    #expect(JSONValue.null.displayText() == "null\n")
  }

  @Test("an integer no double holds is written as the double it becomes")
  func bigIntegers() {
    #expect(JSONValue.integer(9_007_199_254_740_993).canonicalBytes() == Array("9007199254740992".utf8))
    #expect(JSONValue.integer(.min).canonicalBytes() == Array("-9223372036854776000".utf8))
    #expect(JSONValue.integer(-9_007_199_254_740_991).canonicalBytes() == Array("-9007199254740991".utf8))
  }

  @Test("what is not finite is written null", arguments: [Double.nan, .infinity, -.infinity])
  func notFinite(_ double: Double) {
    #expect(JSONValue.double(double).canonicalBytes() == Array("null".utf8))
  }

  @Test("the value of a node keeps order, kinds and numbers")
  func fromNode() throws {
    let text = #"{"b":[1,1.5,"é",null,true,-0,9007199254740993],"a":{}}"#
    let document = try JSONDocument(Array(text.utf8), profile: .strict)
    let value = JSONValue(document.root)
    #expect(value.canonicalBytes() == document.root.canonicalBytes())
    guard case .object(let members) = value, case .array(let elements) = members[0].value else {
      Issue.record("not an object with an array")
      return
    }
    #expect(members.map { $0.name } == ["b", "a"])
    if case .integer(let one) = elements[0] { #expect(one == 1) } else { Issue.record("1 is no integer") }
    if case .double(let number) = elements[1] { #expect(number == 1.5) } else { Issue.record("1.5 is no double") }
  }

  @Test("write, read, write gives the same bytes, and they are those of the slow model", arguments: 0..<8)
  func roundTrip(_ seed: UInt64) throws {
    var random = RandomJSON(generator: SeededGenerator(seed: seed))
    for _ in 0..<300 {
      let withDoubles = seed % 2 == 1
      let profile: JSONProfile = withDoubles ? .strict : .ledger
      let value = random.value(doubles: withDoubles)
      let written = value.canonicalBytes()
      #expect(written == Array(naiveCanonical(value).utf8))
      let read = try JSONDocument(written, profile: profile)
      #expect(read.isCanonical && read.root.canonicalBytes() == written)
      #expect(JSONValue(read.root).canonicalBytes() == written)
      #expect(try JSONDocument(Array(value.displayText().utf8), profile: profile).root.canonicalBytes() == written)
    }
  }

  @Test("every text of a value has the same canonical form", arguments: 0..<8)
  func manyTexts(_ seed: UInt64) throws {
    var random = RandomJSON(generator: SeededGenerator(seed: 100 + seed))
    for _ in 0..<300 {
      let value = random.value(doubles: true)
      let text = Array(random.write(value).utf8)
      let document = try JSONDocument(text, profile: .strict)
      let expected = value.canonicalBytes()
      #expect(document.root.canonicalBytes() == expected)
      #expect(JSONValue(document.root).canonicalBytes() == expected)
      #expect(document.isCanonical == (text == expected))
    }
  }

  @Test("an object is refused exactly when two of its names are the same bytes", arguments: 0..<4)
  func duplicates(_ seed: UInt64) {
    var random = RandomJSON(generator: SeededGenerator(seed: 200 + seed))
    for _ in 0..<400 {
      let names = (0..<Int.random(in: 2..<24, using: &random.generator)).map { _ in random.shortName() }
      let value: JSONValue = .object(names.map { JSONMember(name: $0, value: 1) })
      let areUnique = Set(names.map { Array($0.utf8) }).count == names.count
      #expect(refusal(random.write(value)) == (areUnique ? nil : .duplicateMember))
    }
  }

  @Test(
    "for people, what steers a terminal or turns a line is escaped, and the document stays the same",
    arguments: [
      ("a\u{7F}\u{9B}2J", #"a\u007f\u009b2J"#), ("\u{2028}\u{2029}\u{202E}x", #"\u2028\u2029\u202ex"#),
      ("\u{2066}x\u{2069}", #"\u2066x\u2069"#), ("é\"\n\u{85}", #"é\"\n\u0085"#), ("日本 👩\u{200D}🚀", "日本 👩\u{200D}🚀"),
    ])
  func displayed(_ text: String, _ written: String) throws {
    let value: JSONValue = .object([JSONMember(name: text, value: .array([.string(text)]))])
    let shown = value.displayText()
    #expect(shown == "{\n  \"\(written)\": [\n    \"\(written)\"\n  ]\n}\n")
    #expect(JSONValue(try JSONDocument(Array(shown.utf8)).root).canonicalBytes() == value.canonicalBytes())
  }
}
