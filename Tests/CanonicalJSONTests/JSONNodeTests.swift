import CanonicalJSON
import Fixtures
import Testing

@Suite("Nodes")
struct JSONNodeTests {
  let root: JSONNode

  init() throws {
    let text = #" {"s":"a\u00e9\n","o":{"x":1},"a":[1,"two",null,[3],{}],"t":true,"f":false,"n":null,"d":1.50,"i":-7} "#
    root = try JSONDocument(Array(text.utf8), profile: .strict).root
  }

  @Test("a node has the kind of its text, and its count")
  func kinds() {
    let expected: [(String, JSONNode.Kind, Int)] = [
      ("s", .string, 0), ("o", .object, 1), ("a", .array, 5), ("t", .boolean, 0), ("f", .boolean, 0), ("n", .null, 0),
      ("d", .number, 0), ("i", .number, 0),
    ]
    #expect(root.kind == .object && root.count == 8)
    for (name, kind, count) in expected {
      #expect(root.member(name)?.kind == kind)
      #expect(root.member(name)?.count == count)
    }
  }

  @Test("a value is given for its own kind and for no other")
  func values() {
    #expect(root.members.map { $0.value.string } == ["aé\n", nil, nil, nil, nil, nil, nil, nil])
    #expect(root.members.map { $0.value.stringBytes?.count } == [4, nil, nil, nil, nil, nil, nil, nil])
    #expect(root.members.map { $0.value.boolean } == [nil, nil, nil, true, false, nil, nil, nil])
    #expect(root.members.map { $0.value.integer } == [nil, nil, nil, nil, nil, nil, nil, -7])
    #expect(root.members.map { $0.value.double } == [nil, nil, nil, nil, nil, nil, 1.5, -7])
    #expect(root.members.map { $0.value.isNull } == [false, false, false, false, false, true, false, false])
  }

  @Test("members and elements come in the order of the text")
  func order() {
    #expect(root.members.map { $0.name } == ["s", "o", "a", "t", "f", "n", "d", "i"])
    #expect(root.memberNodes.map { $0.name.string } == root.members.map { $0.name })
    #expect(root.member("a")?.elements.map { $0.kind } == [.number, .string, .null, .array, .object])
  }

  @Test("what is no container has no children")
  func childless() {
    for node in [root.member("s"), root.member("i"), root.member("n")].compactMap({ $0 }) {
      #expect(Array(node.elements).isEmpty && Array(node.members).isEmpty && node.member("s") == nil)
    }
    #expect(Array(root.elements).isEmpty)
    #expect(root.member("a").map { Array($0.members).isEmpty } == true)
  }

  @Test("a member is found by the bytes of its name, past nested values")
  func lookup() throws {
    let root = try JSONDocument(Array(#"{"x":{"y":1,"z":[{"y":2}]},"\u0079":3,"":4}"#.utf8)).root
    #expect(root.member("y")?.integer == 3)
    #expect(root.member("")?.integer == 4)
    #expect(root.member("z") == nil && root.member("yy") == nil && root.member("X") == nil)
  }

  @Test("a string is compared by bytes, escaped or not")
  func isString() throws {
    let root = try JSONDocument(Array(#"["é","\u00e9","a","\u0061\u0000",7]"#.utf8)).root
    #expect(root.elements.map { $0.isString("é") } == [true, true, false, false, false])
    #expect(root.elements.map { $0.isString("e\u{301}") } == [false, false, false, false, false])
    #expect(root.elements.map { $0.isString("a") } == [false, false, true, false, false])
    #expect(root.elements.map { $0.isString("a\u{0}") } == [false, false, false, true, false])
  }

  @Test(
    "an escape stands for its scalar",
    arguments: [
      (#"\"\\\/\b\f\n\r\t"#, "\"\\/\u{8}\u{c}\n\r\t"), (#"\u0000"#, "\u{0}"), (#"\u007F\u0080"#, "\u{7f}\u{80}"),
      (#"\u07ff\u0800"#, "\u{7ff}\u{800}"), (#"\uFFFF\ue000"#, "\u{ffff}\u{e000}"), (#"\ud800\udc00"#, "\u{10000}"),
      (#"a\uDBFF\uDFFFb"#, "a\u{10ffff}b"), (#"\u0061é\u0062"#, "aéb"),
    ])
  func escapes(_ text: String, _ string: String) throws {
    let node = try JSONDocument(Array("\"\(text)\"".utf8)).root
    #expect(node.stringBytes == Array(string.utf8))
    #expect(node.string?.utf8.elementsEqual(string.utf8) == true)
    #expect(node.isString(string))
    var buffer: [UInt8] = [1]
    #expect(node.appendStringBytes(to: &buffer) && buffer == [1] + Array(string.utf8))
  }

  @Test(
    "an integer is what 64 bits hold and the text spells as one",
    arguments: [
      ("0", 0), ("-0", 0), ("9223372036854775807", .max), ("-9223372036854775808", .min), ("9223372036854775808", nil),
      ("-9223372036854775809", nil), ("1.0", nil), ("1e2", nil), ("123456789012345678901234567890", nil),
    ] as [(String, Int64?)])
  func integers(_ text: String, _ value: Int64?) throws {
    #expect(try JSONDocument(Array(text.utf8), profile: .strict).root.integer == value)
  }

  @Test("a node knows where its text begins")
  func offsets() throws {
    let root = try JSONDocument(Array(#" [ "a", {"b": 12}]"#.utf8)).root
    #expect(root.offset == 1)
    #expect(root.elements.map { $0.offset } == [3, 8])
    #expect(root.elements.compactMap { $0.member("b")?.offset } == [14])
  }

  @Test("a Base64 string gives its bytes, however it is escaped")
  func base64() throws {
    let root = try JSONDocument(Array(#"["/+8=","\/+8=","\u002f+8=","/+9=","/+8","",1]"#.utf8)).root
    #expect(root.elements.map { $0.base64 } == [[0xFF, 0xEF], [0xFF, 0xEF], [0xFF, 0xEF], nil, nil, [], nil])
  }

  @Test("a node outlives the variable that held its document")
  func lifetime() throws {
    func inner() throws -> JSONNode? { try JSONDocument(Array(#"{"a":{"b":"c"}}"#.utf8)).root.member("a") }
    #expect(try inner()?.member("b")?.string == "c")
  }
}

@Suite("Views")
struct JSONViewTests {
  @Test("a view walks through the same elements and members as a node", arguments: 0..<40 as Range<UInt64>)
  func sameWalk(_ seed: UInt64) throws {
    var random = RandomJSON(generator: SeededGenerator(seed: seed))
    for _ in 0..<20 {
      let text = random.write(random.value(doubles: true))
      let root = try JSONDocument(Array(text.utf8), profile: .strict).root
      check(root.view, root)
    }
  }

  private func check(_ view: borrowing JSONView, _ node: JSONNode) {
    let (kind, count, text, number) = (view.kind, view.count, view.stringBytes, view.double)
    #expect(kind == node.kind && count == node.count && text == node.stringBytes && number == node.double)
    var elements = view.elements
    for element in node.elements {
      guard let found = elements.next() else {
        Issue.record("the view has fewer elements")
        return
      }
      check(found, element)
    }
    if elements.next() != nil { Issue.record("the view has more elements") }
    var members = view.members
    for (name, value) in node.members {
      guard let found = members.next() else {
        Issue.record("the view has fewer members")
        return
      }
      let foundName = found.name.string
      #expect(foundName == name)
      check(found.value, value)
    }
    if members.next() != nil { Issue.record("the view has more members") }
  }
}
