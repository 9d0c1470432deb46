import CanonicalJSON
import Fixtures
import Testing

@Suite("Canonical JSON, judged by rfc8785", .enabled(if: Judges.areAvailable, Judges.needed))
struct CanonicalFormTests {
  private func theirs(_ documents: [[UInt8]]) throws -> [String] {
    let judged = try Judges.run("judges.py", ["canonical"], input: Array(documents.joined(separator: [0x0A])))
    try #require(judged.status == 0, "\(text(judged.error))")
    return text(judged.output).split(separator: "\n").map(String.init)
  }

  private func hex(_ bytes: [UInt8]) -> String {
    bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }

  @Test(
    "accord documents have one canonical form, and so one digest", arguments: ["lantern-accord", "paris-call-2018"])
  func accord(_ name: String) throws {
    let file = try run("cat", [Judges.package + "/Ledger/Accords/\(name).json"]).output
    // No line feed stands inside a JSON string, so taking them out changes the layout only.
    let line = file.filter { $0 != 0x0A }
    #expect(try theirs([line]) == [hex(json(file).canonicalBytes())])
  }

  @Test("stored envelopes and the statements in them")
  func ledger() throws {
    let folder = try JudgedLedger.full.get().unpacked()
    var documents: [[UInt8]] = []
    for index: Int64 in 0..<13 {
      documents.append(try Program.body(of: index, "--envelope", in: folder))
      documents.append(try Program.body(of: index, "--statement", in: folder))
    }
    #expect(try theirs(documents) == documents.map(hex), "both are stored in canonical form")
  }

  @Test("random values, doubles and all planes of Unicode included")
  func random() throws {
    var values = RandomValues(generator: SeededGenerator(seed: 8785))
    var documents: [[UInt8]] = []
    var expected: [String] = []
    for _ in 0..<3_000 {
      let value = values.value(depth: 4)
      documents.append(Array(values.line(value).utf8))
      expected.append(hex(value.canonicalBytes()))
      #expect(try hex(json(documents[documents.count - 1]).canonicalBytes()) == expected[expected.count - 1])
    }
    #expect(try theirs(documents) == expected)
  }
}

/// Random values, and a text of each that owes nothing to our writer: one line, every character escaped, no order.
private struct RandomValues {
  var generator: SeededGenerator

  mutating func value(depth: Int) -> JSONValue {
    switch Int.random(in: 0..<(depth > 0 ? 8 : 5), using: &generator) {
    case 0: return .boolean(.random(using: &generator))
    case 1: return .null
    case 2: return .integer(.random(in: -9_007_199_254_740_991...9_007_199_254_740_991, using: &generator))
    case 3:
      let double = Double(bitPattern: .random(in: 0...UInt64.max, using: &generator))
      return .double(double.isFinite ? double : 1e21)
    case 4: return .string(string())
    case 5: return .array((0..<count()).map { _ in value(depth: depth - 1) })
    default:
      var names: Set<[UInt16]> = []
      return .object(
        (0..<count()).compactMap { _ in
          let name = string()
          return names.insert(Array(name.utf16)).inserted
            ? JSONMember(name: name, value: value(depth: depth - 1)) : nil
        })
    }
  }

  mutating func line(_ value: JSONValue) -> String {
    switch value {
    case .null: "null"
    case .boolean(let value): "\(value)"
    case .integer(let value): "\(value)"
    case .double(let value): "\(value)"
    case .string(let value): escaped(value)
    case .array(let elements): "[\(elements.map { line($0) }.joined(separator: " , "))]"
    case .object(let members):
      "{\(members.shuffled(using: &generator).map { "\(escaped($0.name)) :\t\(line($0.value))" }.joined(separator: ","))}"
    }
  }

  private mutating func count() -> Int { .random(in: 0..<6, using: &generator) }

  private mutating func string() -> String {
    var scalars = String.UnicodeScalarView()
    for _ in 0..<count() {
      let bound: UInt32 = [0x80, 0x800, 0x1_0000, 0x11_0000].randomElement(using: &generator) ?? 0x80
      if let scalar = Unicode.Scalar(.random(in: 0..<bound, using: &generator)) { scalars.append(scalar) }
    }
    return String(scalars)
  }

  private func escaped(_ text: String) -> String {
    let units = text.utf16.map { unit in
      let digits = String(unit, radix: 16)
      return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
    }
    return "\"\(units.joined())\""
  }
}
