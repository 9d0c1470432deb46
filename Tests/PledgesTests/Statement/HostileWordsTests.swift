import CanonicalJSON
import Cryptography
import Fixtures
import LedgerFixtures
import Pledges
import StatementWords
import Testing

/// Texts of others stand in the words in quotes, and nothing in them ends the quotes or looks like what they are not.
@Suite("Nobody writes a text that makes two statements read alike")
struct HostileWordsTests {
  /// Texts that mean to be taken for others, or to write words of their own.
  private static let hostile =
    [
      "a\nb", "a\\nb", "a\\\\nb", "a\tb", "a\\tb", "a\u{202e}b", "a\\u{202e}b", "\"", "\\\"", "\\", "\\\\", "a\" (b",
      "Alder\" (alder) is delisted, with effect from 1 August 2032; \"Birch", "a\", \"b", "a, b", "x\"\n  note: \"y",
      "(alder)", "removed by entry 3", "not at hand, text 00", "a\r\nb", "a\u{2028}b", "é", "e\u{301}", "ａ", " a", "a ",
    ]

  /// Random texts of the characters that matter.
  private static func random(_ generator: inout SeededGenerator) -> String {
    let characters = Array("\"\\,;:() \n\tnut{}2eab\u{202e}\u{200b}é")
    return String(
      (0..<Int.random(in: 1...8, using: &generator)).map { _ in characters.randomElement(using: &generator) ?? "a" })
  }

  /// A statement with the words beside it.
  private struct Whole {
    var json: JSONValue
    var texts: [Disclosure] = []

    /// What it says, as one value.
    var key: [UInt8] { json.canonicalBytes() }

    func words() throws -> StatementWords {
      try StatementReader(nil, texts: texts).words(Statement.read(json.canonicalBytes()))
    }
  }

  /// Ways to put a text into a statement, for each member that takes any.
  private typealias Place = (name: String, put: (String, Whole) throws -> Whole?)

  private static func isRead(_ json: JSONValue) -> Bool {
    (try? Statement.read(json.canonicalBytes())) != nil
  }

  private static func places(of statement: Statement) throws -> [Place] {
    let json = try #require(statement.json)
    var places: [Place] = []
    for pointer in json.pointers where pointer.hasPrefix("/predicate/") {
      guard case .string = json[pointer], isRead(json.setting(pointer, to: "x \"\\\n")) else { continue }
      places.append((pointer, { Whole(json: $1.json.setting(pointer, to: .string($0)), texts: $1.texts) }))
    }
    for text in statement.texts {
      for (name, form) in forms(of: text.form) {
        let pointer = "/predicate\(text.place)"
        places.append(
          (
            "\(pointer) \(name)",
            { words, whole in
              let salt = String(repeating: "0", count: 32)
              let value: JSONValue = ["salt": .string(salt), "text": form(.string(words))]
              let disclosure = try Disclosure(unchecked: value.canonicalBytes())
              let json = whole.json.setting(pointer, to: ["sha256": .string(disclosure.digest.hex)])
              return isRead(json) ? Whole(json: json, texts: whole.texts + [disclosure]) : nil
            }
          ))
      }
    }
    return places
  }

  private static func forms(of form: TextForm) -> [(String, (JSONValue) -> JSONValue)] {
    switch form {
    case .text: [("text", { $0 })]
    case .textMap: [("en", { ["en": $0] }), ("fr", { ["en": "a", "fr": $0] })]
    case .textOrMap: [("text", { $0 }), ("en", { ["en": $0] })]
    // No text of others: its form is held to.
    case .uri: []
    case .evidence: [("title", { ["title": $0] })]
    case .affirmation:
      [
        ("text", { ["text": $0, "office": "b"] }), ("office", { ["text": "a", "office": $0] }),
        ("authority", { ["text": "a", "office": "b", "authority": $0] }),
      ]
    case .review:
      [
        ("independence", { ["independence": $0, "paidBy": "b"] }), ("paidBy", { ["independence": "a", "paidBy": $0] }),
        ("text", { ["independence": "a", "paidBy": "b", "text": $0] }),
      ]
    }
  }

  @Test("whatever a text is, it reads back as itself, and no two texts read alike", arguments: SamplePredicate.all)
  func everyText(_ sample: SamplePredicate) throws {
    let base = Whole(json: try #require(sample.statement.json))
    var generator = SeededGenerator(seed: 18)
    let texts = Self.hostile + (0..<40).map { _ in Self.random(&generator) }
    for place in try Self.places(of: sample.statement) {
      var told: [[UInt8]: [UInt8]] = [:]
      for text in texts {
        guard let whole = try place.put(text, base), Self.isRead(whole.json) else { continue }
        let words = try whole.words()
        let lines = words.lines + words.frame
        let quoted = try lines.flatMap { try Self.quoted(in: $0) }
        // Of an accord's document the words have the titles, and the digest of it all.
        let isWhole = sample.predicate.kind.known != .accordPublish || place.name == "/predicate/changes"
        #expect(
          !isWhole || quoted.contains { $0.utf8.elementsEqual(text.utf8) },
          "\(place.name): \(text.debugDescription) in \(lines)")
        if let other = told.updateValue(whole.key, forKey: Self.bytes(lines)) {
          let isSame = other == whole.key
          #expect(isSame, "\(place.name): \(text.debugDescription) reads as another text")
        }
      }
    }
  }

  @Test("two statements with any texts in all their places never have the same words", arguments: SamplePredicate.all)
  func allTexts(_ sample: SamplePredicate) throws {
    let places = try Self.places(of: sample.statement)
    guard !places.isEmpty else { return }
    let base = Whole(json: try #require(sample.statement.json))
    var generator = SeededGenerator(seed: 2_018)
    var told: [[UInt8]: [UInt8]] = [:]
    for _ in 0..<(Campaign.isOn ? 5_000 : 100) {
      var whole = base
      for place in places {
        let text =
          Bool.random(using: &generator) ? Self.random(&generator) : Self.hostile.randomElement(using: &generator)
        if let next = try place.put(text ?? "a", whole), Self.isRead(next.json) { whole = next }
      }
      let words = try whole.words()
      for line in words.lines + words.frame { _ = try Self.quoted(in: line) }
      if let other = told.updateValue(whole.key, forKey: Self.bytes(words.lines + words.frame)) {
        let isSame = other == whole.key
        #expect(isSame, "\(words.lines)")
      }
    }
  }

  /// As bytes: texts that Unicode calls equivalent are others here.
  private static func bytes(_ lines: [String]) -> [UInt8] { Array(lines.joined(separator: "\n").utf8) }

  private struct Unbalanced: Error { let line: String }

  /// The texts in quotes in a line, as they were before they were quoted.
  private static func quoted(in line: String) throws -> [String] {
    #expect(!line.contains("\n"))
    var texts: [String] = []
    var rest = line.unicodeScalars[...]
    while let scalar = rest.popFirst() {
      // Outside of quotes nothing is escaped: it is ours, or one word.
      if scalar == "\\" { throw Unbalanced(line: line) }
      guard scalar == "\"" else { continue }
      var text = String.UnicodeScalarView()
      scanning: while true {
        guard let next = rest.popFirst() else { throw Unbalanced(line: line) }
        guard next != "\"" else { break scanning }
        guard next == "\\" else {
          text.append(next)
          continue
        }
        switch rest.popFirst() {
        case "n": text.append("\n")
        case "t": text.append("\t")
        case "u":
          guard rest.popFirst() == "{", let end = rest.firstIndex(of: "}"),
            let value = UInt32(String(String.UnicodeScalarView(rest[..<end])), radix: 16),
            let acting = Unicode.Scalar(value)
          else { throw Unbalanced(line: line) }
          text.append(acting)
          rest = rest[rest.index(after: end)...]
        case let escaped? where escaped == "\\" || escaped == "\"": text.append(escaped)
        default: throw Unbalanced(line: line)
        }
      }
      texts.append(String(text))
    }
    return texts
  }
}
