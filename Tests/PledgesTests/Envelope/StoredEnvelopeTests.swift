import CanonicalJSON
import Cryptography
import Fixtures
import LedgerFixtures
import Testing

@testable import Pledges

/// The reader by position against the rule it stands for: read the JSON, write it again, compare. // Format §5
@Suite("Stored envelopes")
struct StoredEnvelopeTests {
  /// What the two readers make of the same bytes.
  static func agree(_ bytes: [UInt8]) -> Bool {
    let byPosition = Envelope(canonical: bytes)
    let byRule: Envelope?
    let code: String?
    do {
      byRule = try Envelope.readStoredByRule(bytes)
      code = nil
    } catch {
      (byRule, code) = (nil, error.code.rawValue)
    }
    return byPosition?.canonicalBytes == byRule?.canonicalBytes && byPosition?.payload == byRule?.payload
      && refusal({ _ = try Envelope.readStored(bytes) }) == code
  }

  static let keys: [FixedKey] = [.alder, .cedar, .reviewer]

  static func stored(_ count: Int, payload: [UInt8]) throws -> [UInt8] {
    try Envelope.signed(payload, by: Array(keys.prefix(count))).canonicalBytes
  }

  @Test("are read by position when they are canonical, whatever the payload's length", arguments: 1...3)
  func canonical(_ count: Int) throws {
    for length in 1..<64 {
      let bytes = try Self.stored(count, payload: (0..<length).map { UInt8(truncatingIfNeeded: $0 &* 37) })
      #expect(Envelope(canonical: bytes)?.canonicalBytes == bytes)
      #expect(Self.agree(bytes))
    }
  }

  @Test("with any one byte changed, dropped or put in are what the rule says they are")
  func mutations() throws {
    let original = try Self.stored(2, payload: Array("hi!!".utf8))
    for position in original.indices {
      for byte in Array("\"\\{}[]:,=+/-_ \n\0aAzZ09fg\u{7F}".utf8) + [0x80, 0xFF] {
        var mutated = original
        mutated[position] = byte
        #expect(Self.agree(mutated))
        mutated = original
        mutated.insert(byte, at: position)
        #expect(Self.agree(mutated))
      }
      var mutated = original
      mutated.remove(at: position)
      #expect(Self.agree(mutated))
      #expect(Self.agree(Array(original[..<position])))
    }
  }

  @Test("made of pieces in any order are what the rule says they are")
  func pieces() throws {
    let original = String(decoding: try Self.stored(2, payload: Array("hi!!".utf8)), as: UTF8.self)
    let first = original.firstRange(of: "{\"keyid\"").map { original[$0.lowerBound...] } ?? ""
    let halves = first.dropLast(2).split(separator: "},").map { String($0).hasSuffix("}") ? String($0) : "\($0)}" }
    try #require(halves.count == 2)
    let parts =
      halves + [
        "{\"payload\":\"aGkhIQ==\",", "\"payloadType\":\"application/vnd.in-toto+json\",", "\"signatures\":[", ",",
        "]}",
        "\"payload\":\"aGkhIQ==\"", "{", "}", "]", " ",
      ]
    var generator = SeededGenerator(seed: 5)
    for _ in 0..<2_000 {
      // Mostly the right beginning, so that what follows is looked at.
      var text = Bool.random(using: &generator) ? parts[2] + parts[3] + parts[4] : ""
      for _ in 0..<Int.random(in: 0...6, using: &generator) {
        text += parts[Int.random(in: parts.indices, using: &generator)]
      }
      #expect(Self.agree(Array(text.utf8)))
    }
    for order in [[0, 1], [1, 0], [0, 0], [1], [0]] {
      let list = order.map { halves[$0] }.joined(separator: ",")
      #expect(Self.agree(Array((parts[2] + parts[3] + parts[4] + list + "]}").utf8)))
    }
  }

  @Test("with no signature, 64 and 65 are what the rule says they are", arguments: [0, 64, 65])
  func counts(_ count: Int) {
    let list = (0..<count).map {
      "{\"keyid\":\"\(String(repeating: "0", count: 62))\($0 + 10)\",\"sig\":\"AAAA\"}"
    }.joined(separator: ",")
    let text =
      "{\"payload\":\"aGkh\",\"payloadType\":\"application/vnd.in-toto+json\",\"signatures\":[\(list)]}"
    #expect(Self.agree(Array(text.utf8)))
    #expect((Envelope(canonical: Array(text.utf8)) != nil) == (count == 64))
  }
}
