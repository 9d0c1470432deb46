import CanonicalJSON
import Fixtures
import Testing

@Suite("Large and hostile input")
struct LargeInputTests {
  static func object(_ names: some Sequence<String>) -> [UInt8] {
    Array(("{" + names.map { "\"\($0)\":1" }.joined(separator: ",") + "}").utf8)
  }

  static let count = 200_000

  // Of one length, so that their order is that of their numbers, and alike in the first eight bytes.
  static func names(_ count: Int) -> [String] {
    (0..<count).map { "the same\(1_000_000 + $0)" }
  }

  @Test("200,000 members are read, whether their names ascend or not")
  func manyMembers() throws {
    #expect(try JSONDocument(Self.object(Self.names(Self.count))).isCanonical)
    #expect(try JSONDocument(Self.object(Self.names(Self.count).reversed())).root.count == Self.count)
  }

  @Test("20,000 members in any order are written in one")
  func manyMembersWritten() throws {
    var generator = SeededGenerator(seed: 1)
    let sorted = Self.object(Self.names(20_000))
    let shuffled = try JSONDocument(Self.object(Self.names(20_000).shuffled(using: &generator)))
    #expect(shuffled.root.canonicalBytes() == sorted)
  }

  @Test("a duplicate is found among 200,000 members, wherever it stands")
  func duplicateAmongMany() {
    let names = (0..<Self.count).map { "n\($0)" }
    #expect(refusal(Self.object(["\\u006e150000"] + names)) == .duplicateMember)
    #expect(refusal(Self.object(names[..<100].reversed() + ["n0"])) == .duplicateMember)
    #expect(refusal(Self.object(["n99"] + names[..<100])) == .duplicateMember)
    #expect(refusal(Self.object(repeatElement("a", count: Self.count))) == .duplicateMember)
  }

  @Test("many escaped names with a long common beginning are told apart")
  func escapedNames() throws {
    let names = (0..<20_000).map { "\\u0061aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\($0)" }
    #expect(try JSONDocument(Self.object(names.reversed())).root.count == 20_000)
    #expect(refusal(Self.object(names + [names[5]])) == .duplicateMember)
  }

  @Test("many small objects whose names do not ascend are read")
  func manySmallObjects() throws {
    let small = "{" + (0..<17).reversed().map { "\"k\($0)\":1" }.joined(separator: ",") + "}"
    let text = "[" + repeatElement(small, count: 10_000).joined(separator: ",") + "]"
    #expect(try JSONDocument(Array(text.utf8)).root.count == 10_000)
  }

  @Test("a string of several megabytes is read, plain and escaped")
  func longStrings() throws {
    let plain = String(repeating: "0123456789é", count: 300_000)
    #expect(try JSONDocument(Array("\"\(plain)\"".utf8)).root.string == plain)
    let escaped = try JSONDocument(Array("\"\(String(repeating: "\\u00e9\\n", count: 300_000))\"".utf8)).root
    #expect(escaped.string == String(repeating: "é\n", count: 300_000))
  }

  @Test("an array of 500,000 elements is read")
  func longArray() throws {
    let root = try JSONDocument(Array(("[" + repeatElement("[]", count: 500_000).joined(separator: ",") + "]").utf8))
      .root
    #expect(root.count == 500_000)
    #expect(root.elements.reduce(0) { $0 + $1.count } == 0)
  }

  @Test("a number of a million digits is refused, or read as what it is nearest to")
  func longNumber() throws {
    let digits = String(repeating: "9", count: 1_000_000)
    #expect(refusal(digits) == .integerRange)
    #expect(try JSONDocument(Array(digits.utf8), profile: .strict).root.double == nil)
    #expect(try JSONDocument(Array("0.\(digits)".utf8), profile: .strict).root.double == 1)
  }

  private func hasOnlyDoubles(_ node: JSONNode) -> Bool {
    if node.kind == .number { return node.double != nil }
    return node.elements.allSatisfy(hasOnlyDoubles) && node.members.allSatisfy { hasOnlyDoubles($0.value) }
  }

  @Test("a text changed at random is read or refused, and what is read can be written and read again")
  func mutations() throws {
    var generator = SeededGenerator(seed: 20_310_502)
    let seeds = [
      #"{"_type":"https://in-toto.io/Statement/v1","subject":[{"name":"é","digest":{"sha256":"00"}}],"n":[1,-2,0]}"#,
      #"[{"b":null,"a":true},{"\u0062":"\ud83d\ude00\n","a":"\\\/\""},[[[]]],1.5e-7,9007199254740991,"dit – déjà"]"#,
    ].map { Array($0.utf8) }
    let tokens = #"{}[]",:\u0123456789eE+-.tfn "#.utf8.map { $0 } + [0, 0x0A, 0x1F, 0x7F, 0x80, 0xC3, 0xED, 0xF0, 0xFF]
    for round in 0..<6_000 {
      var text = seeds[round % seeds.count]
      for _ in 0...Int.random(in: 0..<4, using: &generator) where !text.isEmpty {
        let place = Int.random(in: 0..<text.count, using: &generator)
        switch Int.random(in: 0..<4, using: &generator) {
        case 0: text[place] = tokens[Int.random(in: 0..<tokens.count, using: &generator)]
        case 1: text.remove(at: place)
        case 2: text.insert(tokens[Int.random(in: 0..<tokens.count, using: &generator)], at: place)
        default: text.removeSubrange(place..<min(place + 9, text.count))
        }
      }
      let isLedger = refusal(text, .ledger) == nil
      guard let document = try? JSONDocument(text, profile: .strict) else {
        #expect(!isLedger, "the ledger takes what the strict profile refuses: \(text)")
        continue
      }
      guard hasOnlyDoubles(document.root) else { continue }
      let written = document.root.canonicalBytes()
      #expect(document.isCanonical == (written == text))
      let again = try JSONDocument(written, profile: .strict)
      #expect(again.isCanonical && again.root.canonicalBytes() == written)
    }
  }
}
