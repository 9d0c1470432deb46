import Cryptography
import Fixtures
import Testing

@Suite("Digest")
struct DigestTests {
  @Test("is the SHA-256 of the message", arguments: SHA256Answer.all)
  func knownAnswer(_ answer: SHA256Answer) throws {
    #expect(try Digest.sha256(of: answer.message).hex == answer.digest)
  }

  @Test("reads back what it wrote, as hexadecimal text and as bytes")
  func roundTrip() throws {
    var generator = SeededGenerator(seed: 1)
    for _ in 0..<500 {
      let bytes = generator.bytes(32)
      let digest = try #require(Digest(bytes))
      #expect(digest.bytes == bytes)
      #expect(digest.hex == bytes.hex)
      #expect(Digest(hex: digest.hex) == digest)
      var buffer: [UInt8] = [1]
      digest.appendBytes(to: &buffer)
      #expect(buffer == [1] + bytes)
      #expect(digest.prefix == bytes.prefix(8).reduce(0) { $0 << 8 | UInt64($1) })
    }
  }

  @Test("takes sixteen digits and no other byte, at any of the 64 places")
  func everyByteEverywhere() {
    for place in 0..<64 {
      for byte in UInt8.min...UInt8.max {
        var text = [UInt8](repeating: UInt8(ascii: "5"), count: 64)
        text[place] = byte
        let digits = Array("0123456789abcdef".utf8)
        let digest = Digest(hex: text.span)
        #expect((digest != nil) == digits.contains(byte))
        if let digest { #expect(Array(digest.hex.utf8) == text) }
      }
    }
  }

  @Test("is ordered as its bytes are, and as its text is")
  func order() throws {
    var generator = SeededGenerator(seed: 2)
    for _ in 0..<500 {
      var (left, right) = (generator.bytes(32), generator.bytes(32))
      // Equal beginnings of any length, or the first byte would decide nearly always.
      let common = Int.random(in: 0...32, using: &generator)
      right.replaceSubrange(0..<common, with: left[0..<common])
      if Bool.random(using: &generator) { swap(&left, &right) }
      let (first, second) = (try #require(Digest(left)), try #require(Digest(right)))
      #expect((first < second) == left.lexicographicallyPrecedes(right))
      #expect((first < second) == (first.hex < second.hex))
      #expect((first == second) == (left == right))
    }
  }

  @Test("has exactly 32 bytes", arguments: [0, 1, 31, 33, 64])
  func wrongCount(_ count: Int) {
    #expect(Digest([UInt8](repeating: 7, count: count)) == nil)
  }

  @Test(
    "is written as 64 lowercase hexadecimal digits and nothing else",
    arguments: [
      "", "0", String(repeating: "a", count: 63), String(repeating: "a", count: 65), String(repeating: "A", count: 64),
      String(repeating: "g", count: 64), " " + String(repeating: "0", count: 63),
      "0x" + String(repeating: "0", count: 62),
      String(repeating: "０", count: 64), String(repeating: "é", count: 32),
    ])
  func wrongText(_ text: String) {
    #expect(Digest(hex: text) == nil)
    #expect(KeyID(text) == nil)
  }

  @Test("of nothing is 32 zero bytes")
  func zero() {
    #expect(Digest.zero.bytes == [UInt8](repeating: 0, count: 32))
    #expect("\(Digest.zero)" == String(repeating: "0", count: 64))
  }
}

@Suite("SHA256Hasher")
struct SHA256HasherTests {
  @Test("gives one digest however the message is cut", arguments: SHA256Answer.all)
  func pieces(_ answer: SHA256Answer) throws {
    var generator = SeededGenerator(seed: 3)
    var hasher = try SHA256Hasher()
    for most in [1, 7, 64, 1_000] where answer.message.count / most < 10_000 {
      try hasher.begin()
      var rest = answer.message[...]
      while !rest.isEmpty {
        let piece = Array(rest.prefix(Int.random(in: 0...most, using: &generator)))
        try hasher.update(piece.span)
        rest = rest.dropFirst(piece.count)
      }
      let digest = try hasher.finish()
      #expect(digest.hex == answer.digest)
    }
  }

  @Test("forgets a message that was begun and not finished")
  func forgets() throws {
    var hasher = try SHA256Hasher()
    try hasher.begin()
    try hasher.update([1, 2, 3].span)
    let digest = try hasher.hash(Array("abc".utf8))
    #expect(try digest == Digest.sha256(of: Array("abc".utf8)))
  }
}

@Suite("KeyID")
struct KeyIDTests {
  @Test("is the SHA-256 of the DER encoding, in hexadecimal text")
  func value() throws {
    let key = try PublicKey(ed25519: try #require([UInt8](hex: KnownSignature.rfc8032[0].publicKey)))
    #expect(try key.keyID.digest == Digest.sha256(of: key.subjectPublicKeyInfo))
    #expect(KeyID(key.keyID.hex) == key.keyID)
    #expect("\(key.keyID)" == key.keyID.digest.hex)
  }

  @Test("is ordered as its text is")
  func order() throws {
    let first = try #require(KeyID(String(repeating: "0", count: 64)))
    let second = try #require(KeyID(String(repeating: "0", count: 63) + "1"))
    #expect(first < second)
    #expect(!(second < first))
  }
}

/// A message and its SHA-256, from FIPS 180-2 appendix B and NIST's test files.
struct SHA256Answer: Sendable, CustomTestStringConvertible {
  let name: String
  let message: [UInt8]
  let digest: String

  var testDescription: String { name }

  static let all = [
    SHA256Answer(
      name: "no bytes", message: [],
      digest: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    SHA256Answer(
      name: "one block", message: Array("abc".utf8),
      digest: "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    SHA256Answer(
      name: "two blocks", message: Array("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq".utf8),
      digest: "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"),
    SHA256Answer(
      name: "a million times the letter a", message: [UInt8](repeating: UInt8(ascii: "a"), count: 1_000_000),
      digest: "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"),
    SHA256Answer(
      name: "the byte bd", message: [0xbd],
      digest: "68325720aabd7c82f30f554b313d0570c95accbb7dc4b5aae11204c08ffe732b"),
  ]
}

extension RandomNumberGenerator {
  /// Random bytes.
  mutating func bytes(_ count: Int) -> [UInt8] {
    (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &self) }
  }
}
