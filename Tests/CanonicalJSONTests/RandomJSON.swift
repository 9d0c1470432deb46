import CanonicalJSON

/// Makes random values, and random texts of one value: order, white space and escapes vary.
struct RandomJSON {
  var generator: any RandomNumberGenerator

  private static let scalars: [Unicode.Scalar] = [
    "a", "b", "é", "\u{301}", "e", "/", "\"", "\\", "\n", "\u{0}", "\u{1f}", "\u{7f}", "\u{2028}", "\u{D7FF}",
    "\u{E000}", "\u{FB33}", "\u{FFFD}", "\u{10000}", "\u{1F600}", "\u{10FFFF}",
  ]

  mutating func value(depth: Int = 4, doubles: Bool) -> JSONValue {
    switch Int.random(in: 0..<(depth > 0 ? 9 : 6), using: &generator) {
    case 0: return .null
    case 1: return .boolean(.random(using: &generator))
    case 2: return .integer(integer())
    case 3 where doubles: return .double(double())
    case 3, 4, 5: return .string(text())
    case 6:
      return .array(
        (0..<Int.random(in: 0..<4, using: &generator)).map { _ in value(depth: depth - 1, doubles: doubles) })
    default:
      var names: Set<[UInt8]> = []
      let limit = Int.random(in: 0..<8, using: &generator) == 0 ? 40 : 6
      var members: [JSONMember] = []
      for _ in 0..<Int.random(in: 0..<limit, using: &generator) {
        let name = text()
        guard names.insert(Array(name.utf8)).inserted else { continue }
        members.append(JSONMember(name: name, value: value(depth: depth - 2, doubles: doubles)))
      }
      return .object(members)
    }
  }

  mutating func text() -> String {
    var text = String.UnicodeScalarView()
    for _ in 0..<Int.random(in: 0..<12, using: &generator) {
      text.append(Self.scalars.randomElement(using: &generator) ?? "a")
    }
    return String(text)
  }

  /// A name of a small stock, so that two of them are often the same.
  mutating func shortName() -> String {
    "\(Self.scalars.randomElement(using: &generator) ?? "a")\(Int.random(in: 0..<8, using: &generator))"
  }

  private mutating func integer() -> Int64 {
    let bits = Int64.random(in: 0...53, using: &generator)
    let bound: Int64 = min(1 << bits, 9_007_199_254_740_991)
    return .random(in: -bound...bound, using: &generator)
  }

  private mutating func double() -> Double {
    let double = Double(bitPattern: .random(in: .min ... .max, using: &generator))
    return double.isFinite ? double : 0.5
  }

  /// One of the many texts of a value.
  mutating func write(_ value: JSONValue) -> String {
    switch value {
    case .null: return space() + "null" + space()
    case .boolean(let value): return space() + "\(value)" + space()
    case .integer(let value): return space() + "\(value)" + space()
    case .double(let value): return space() + "\(value)" + space()
    case .string(let value): return space() + quote(value) + space()
    case .array(let elements):
      return space() + "[" + (elements.isEmpty ? space() : elements.map { write($0) }.joined(separator: ",")) + "]"
    case .object(let members):
      let written = members.shuffled(using: &generator).map {
        space() + quote($0.name) + space() + ":" + write($0.value)
      }
      return "{" + (written.isEmpty ? space() : written.joined(separator: ",")) + "}" + space()
    }
  }

  private mutating func space() -> String {
    Int.random(in: 0..<4, using: &generator) > 0
      ? "" : [" ", "\n", "\t", "\r\n"].randomElement(using: &generator) ?? ""
  }

  private mutating func quote(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      let isSpecial = scalar.value < 0x20 || scalar == "\"" || scalar == "\\"
      if isSpecial || Int.random(in: 0..<4, using: &generator) == 0 {
        for unit in String(scalar).utf16 {
          let digits = String(unit, radix: 16, uppercase: .random(using: &generator))
          quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        }
      } else {
        quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }
}

/// The canonical form written the slow and obvious way, scalar by scalar.
func naiveCanonical(_ value: JSONValue) -> String {
  func quote(_ text: String) -> String {
    let short: [Unicode.Scalar: String] = [
      "\"": "\\\"", "\\": "\\\\", "\u{8}": "\\b", "\t": "\\t", "\n": "\\n", "\u{c}": "\\f", "\r": "\\r",
    ]
    let inside = text.unicodeScalars.map { scalar in
      if let escape = short[scalar] { return escape }
      guard scalar.value < 0x20 else { return String(scalar) }
      return "\\u00" + (scalar.value < 0x10 ? "0" : "") + String(scalar.value, radix: 16)
    }
    return "\"" + inside.joined() + "\""
  }
  switch value {
  case .null: return "null"
  case .boolean(let value): return "\(value)"
  case .integer(let value): return "\(value)"
  case .double(let value): return String(decoding: JSONValue.double(value).canonicalBytes(), as: UTF8.self)
  case .string(let value): return quote(value)
  case .array(let elements): return "[" + elements.map(naiveCanonical).joined(separator: ",") + "]"
  case .object(let members):
    let sorted = members.sorted { $0.name.utf16.lexicographicallyPrecedes($1.name.utf16) }
    return "{" + sorted.map { quote($0.name) + ":" + naiveCanonical($0.value) }.joined(separator: ",") + "}"
  }
}
