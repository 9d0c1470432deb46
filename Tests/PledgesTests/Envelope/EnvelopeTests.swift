import CanonicalJSON
import Cryptography
import Fixtures
import LedgerFixtures
import Pledges
import Testing

@Suite("Envelopes")
struct EnvelopeTests {
  static let payload = Array("hello".utf8)

  /// An envelope as JSON, its signatures by these keys.
  static func json(_ keys: [FixedKey] = [.alder], payload: [UInt8] = payload) throws -> JSONValue {
    JSONValue.parsed(try Envelope.signed(payload, by: keys).canonicalBytes)
  }

  static func code(_ text: String) -> String? { refusal { _ = try Envelope.read(Array(text.utf8)) } }
  static func code(_ json: JSONValue) -> String? { refusal { _ = try Envelope.read(json.canonicalBytes()) } }

  @Test("what is stored is canonical JSON, with the signatures in ascending order of key id")
  func canonical() throws {
    let keys: [FixedKey] = [.alder, .cedar, .reviewer, .panel, .birch]
    let envelope = try Envelope.signed(EnvelopeTests.payload, by: keys)
    let bytes = envelope.canonicalBytes
    #expect(JSONValue.parsed(bytes).canonicalBytes() == bytes)
    #expect(envelope.signatures.map(\.keyID) == keys.map(\.keyID).sorted())
    let again = try Envelope.readStored(bytes)
    #expect(again.payload == EnvelopeTests.payload)
    #expect(again.canonicalBytes == bytes)
  }

  @Test("white space, order of members and unknown members do not matter on submission, and are gone when stored")
  func submission() throws {
    let signed = try Envelope.signed(EnvelopeTests.payload, by: [.alder, .cedar])
    let signatures = signed.signatures.map {
      "{ \"cert\": [1.5], \"sig\": \"\(Base64.encode($0.bytes))\",\n\"keyid\": \"\($0.keyID.hex)\" }"
    }
    let text = """

      { "signatures": [\(signatures.reversed().joined(separator: " , "))], "unheard": {"a": null, "b": 1e5},
        "payloadType": "application\\/vnd.in-toto+json", "payload": "\(Base64.encode(signed.payload))" }

      """
    let envelope = try Envelope.read(Array(text.utf8))
    #expect(envelope.canonicalBytes == signed.canonicalBytes)
    #expect(refusal { _ = try Envelope.readStored(Array(text.utf8)) } == "envelope.malformed")
  }

  @Test(
    "what is not such an envelope is malformed",
    arguments: [
      ("/payloadType", "application/vnd.in-toto+JSON"), ("/payloadType", "application/json"), ("/payloadType", nil),
      ("/payloadType", 1), ("/payload", nil), ("/payload", ""), ("/payload", 5), ("/payload", "aGVsbG8"),
      ("/payload", "aGVsbG9="), ("/payload", "aGVs bG8="), ("/payload", "aGVsbG8=\n"), ("/payload", "aGVsbG8=="),
      ("/payload", "aGV-bG8="), ("/payload", "aGV_bG8="), ("/payload", "aGVsbG8=aGVsbG8="), ("/signatures", nil),
      ("/signatures", [:]), ("/signatures", "none"), ("/signatures/0", 1), ("/signatures/0/sig", nil),
      ("/signatures/0/sig", ""), ("/signatures/0/sig", "AA"), ("/signatures/0/sig", "AB=="),
      ("/signatures/0/keyid", nil),
      ("/signatures/0/keyid", ""), ("/signatures/0/keyid", "alder"),
    ] as [(String, JSONValue?)])
  func malformed(_ pointer: String, _ value: JSONValue?) throws {
    #expect(EnvelopeTests.code(try EnvelopeTests.json().setting(pointer, to: value)) == "envelope.malformed")
  }

  @Test("a key id is lowercase hexadecimal, and nothing else")
  func keyID() throws {
    let json = try EnvelopeTests.json()
    let upper = FixedKey.alder.keyID.hex.uppercased()
    #expect(EnvelopeTests.code(json.setting("/signatures/0/keyid", to: .string(upper))) == "envelope.malformed")
  }

  @Test(
    "what is not strict JSON is malformed",
    arguments: ["", "1", "[]", "null", "{", "{}x", "{\"payload\": \"\", \"payload\": \"\"}", "\u{FEFF}{}"])
  func notJSON(_ text: String) {
    #expect(EnvelopeTests.code(text) == "envelope.malformed")
  }

  @Test("a member that stands twice refuses the envelope, however it is spelled")
  func duplicates() throws {
    let text = String(decoding: try EnvelopeTests.json().canonicalBytes(), as: UTF8.self)
    #expect(EnvelopeTests.code(text) == nil)
    #expect(EnvelopeTests.code("{\"payl\\u006fad\": \"aGk=\"," + text.dropFirst()) == "envelope.malformed")
  }

  @Test("a key signs once, also when its second signature is another valid one")
  func twice() throws {
    let json = try EnvelopeTests.json([.birch])
    let other = try EnvelopeTests.json([.birch])
    let signature = try #require(other["/signatures/0"])
    #expect(signature.canonicalBytes() != json["/signatures/0"]?.canonicalBytes())
    #expect(EnvelopeTests.code(json.setting("/signatures/-", to: signature)) == "envelope.malformed")
  }

  @Test("there is one signature, and there are at most 64")
  func counts() throws {
    let signatures = try (0..<65).map { number in
      Envelope.Signature(keyID: KeyID(try Digest.sha256(of: [UInt8(number)])), bytes: [1])
    }
    #expect(refusal { _ = try Envelope(payload: EnvelopeTests.payload, signatures: []) } == "envelope.signatures")
    #expect(
      refusal { _ = try Envelope(payload: EnvelopeTests.payload, signatures: signatures) } == "envelope.signatures")
    let full = try Envelope(payload: EnvelopeTests.payload, signatures: Array(signatures.dropLast()))
    #expect(try Envelope.readStored(full.canonicalBytes).signatures.count == 64)
    let json = JSONValue.parsed(full.canonicalBytes)
    let last: JSONValue = ["keyid": .string(signatures[64].keyID.hex), "sig": "AQ=="]
    #expect(EnvelopeTests.code(json.setting("/signatures/-", to: last)) == "envelope.signatures")
    #expect(EnvelopeTests.code(json.setting("/signatures", to: [])) == "envelope.signatures")
  }

  @Test("a signature has at most 1,024 bytes")
  func longSignature() throws {
    let json = try EnvelopeTests.json()
    for (count, expected) in [(1_024, nil), (1_025, "envelope.malformed")] as [(Int, String?)] {
      let text = Base64.encode([UInt8](repeating: 7, count: count))
      #expect(EnvelopeTests.code(json.setting("/signatures/0/sig", to: .string(text))) == expected)
    }
  }

  @Test("a statement has at most 262,144 bytes, an envelope that is submitted at most 786,432")
  func sizes() throws {
    let signature = try Envelope.signed(EnvelopeTests.payload, by: [.alder]).signatures
    let largest = try Envelope(payload: [UInt8](repeating: 0x20, count: 262_144), signatures: signature)
    #expect(largest.canonicalBytes.count <= Envelope.maximumByteCount)
    #expect(
      refusal { _ = try Envelope(payload: [UInt8](repeating: 0x20, count: 262_145), signatures: signature) }
        == "statement.too-large")
    let text = try EnvelopeTests.json().canonicalBytes()
    let room = 786_432 - text.count
    #expect(refusal { _ = try Envelope.read(text + [UInt8](repeating: 0x20, count: room)) } == nil)
    #expect(
      refusal { _ = try Envelope.read(text + [UInt8](repeating: 0x20, count: room + 1)) } == "envelope.too-large")
  }

  @Test("a further signature is added, one by the same key replaced")
  func adding() throws {
    let envelope = try Envelope.signed(EnvelopeTests.payload, by: [.birch])
    let second = try Envelope.signed(EnvelopeTests.payload, by: [.birch, .cedar])
    let birch = try #require(second.signatures.first { $0.keyID == FixedKey.birch.keyID })
    let cedar = try #require(second.signatures.first { $0.keyID == FixedKey.cedar.keyID })
    let both = try envelope.adding(cedar).adding(birch)
    #expect(both.canonicalBytes == second.canonicalBytes)
  }

  @Test("mutated envelopes are refused or mean something that is written just so")
  func mutations() throws {
    var generator = SeededGenerator(seed: 4)
    let original = try Envelope.signed(EnvelopeTests.payload, by: [.alder, .cedar]).canonicalBytes
    for _ in 0..<3_000 {
      var bytes = original
      let position = Int.random(in: bytes.indices, using: &generator)
      switch Int.random(in: 0..<3, using: &generator) {
      case 0: bytes[position] = UInt8.random(in: 0...255, using: &generator)
      case 1: bytes.remove(at: position)
      default: bytes.insert(UInt8.random(in: 0...255, using: &generator), at: position)
      }
      do {
        let envelope = try Envelope.readStored(bytes)
        #expect(envelope.canonicalBytes == bytes)
      } catch {
        #expect(error.code.rawValue.hasPrefix("envelope.") || error.code == .statementTooLarge)
      }
    }
  }
}

@Suite("Pre-authentication encoding", .enabled(if: SharedVectors.available, "needs ../shared/vectors"))
struct PreAuthenticationEncodingTests {
  static let vectors: JSONValue = .parsed(SharedVectors.bytes("dsse/vectors.json") ?? Array("{}".utf8))

  @Test("the published example gives the published bytes, and its signature is valid over them")
  func example() throws {
    let spec = try #require(PreAuthenticationEncodingTests.vectors["/spec"])
    let encoded = PreAuthenticationEncoding.bytes(
      type: try spec.text("/payload_type"), body: Array(try spec.text("/payload_utf8").utf8))
    #expect(Self.hex(encoded) == (try spec.text("/pae_hex")))
    let key = try PublicKey(pem: spec.text("/key/spki_pem"))
    #expect(key.keyID.hex == (try spec.text("/key/keyid_sha256_of_spki")))
    let signature = try #require(Base64.decode(try spec.text("/signature_der_base64")))
    var verifier = try SignatureVerifier()
    let isValid = try verifier.isValid(signature, over: encoded, by: key)
    #expect(isValid)
  }

  @Test("every encoding case gives the published bytes")
  func cases() throws {
    guard case .array(let cases) = PreAuthenticationEncodingTests.vectors["/pae"] else {
      Issue.record("there are no cases")
      return
    }
    #expect(cases.count == 5)
    for vector in cases {
      let names = vector.pointers.filter { !$0.isEmpty }
      let type = try Self.bytes(vector, names.first { $0.contains("type") })
      let body = try Self.bytes(vector, names.first { $0.contains("body") || $0.contains("payload_hex") })
      let expected = try #require(names.first { $0.contains("pae") || $0.contains("encoded") })
      let encoded = PreAuthenticationEncoding.bytes(type: String(decoding: type, as: UTF8.self), body: body)
      #expect(Self.hex(encoded) == (try vector.text(expected)))
    }
  }

  @Test("a statement is encoded under its one type, whose length is 28")
  func statement() {
    let encoded = PreAuthenticationEncoding.bytes(statement: Array("{}".utf8))
    #expect(String(decoding: encoded, as: UTF8.self) == "DSSEv1 28 application/vnd.in-toto+json 2 {}")
  }

  static func hex(_ bytes: [UInt8]) -> String {
    bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }

  static func bytes(_ vector: JSONValue, _ pointer: String?) throws -> [UInt8] {
    let digits = Array(try vector.text(try #require(pointer)).utf8)
    return try stride(from: 0, to: digits.count, by: 2).map {
      try #require(UInt8(String(decoding: digits[$0..<($0 + 2)], as: UTF8.self), radix: 16))
    }
  }
}

extension JSONValue {
  fileprivate func text(_ pointer: String) throws -> String {
    guard case .string(let text) = self[pointer] else {
      Issue.record("there is no text at \(pointer)")
      return ""
    }
    return text
  }
}
