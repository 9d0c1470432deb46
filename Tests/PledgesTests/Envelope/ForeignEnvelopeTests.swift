import CanonicalJSON
import Cryptography
import LedgerFixtures
import Testing

@testable import Pledges

@Suite("Envelopes as other signers write them")
struct ForeignEnvelopeTests {
  private let fixture: LedgerFixture
  private let sound: Envelope

  init() throws {
    fixture = try LedgerFixture.harbourLight()
    // Signed by the registrar, a member whose key is P-256, and the key that it brings in.
    let registration = KeyRegistration(party: FixedKey.birch.party, key: FixedKey.spare.publicKey)
    let statement = try fixture.state.draft(.keyRegister(registration), at: "2031-03-01")
    sound = try Envelope.signed(statement, by: [.registrar, .birch, .spare])
  }

  /// The envelope with other key ids (nil: none), as text.
  private func text(
    payload: String? = nil, keyIDs: (Int, String) -> JSONValue? = { .string($1) }, sig: (String) -> String = { $0 },
    more: [Envelope.Signature] = []
  ) -> [UInt8] {
    let signatures = (sound.signatures + more).enumerated().map { position, signature in
      var members = [JSONMember(name: "sig", value: .string(sig(Base64.encode(signature.bytes))))]
      if let id = keyIDs(position, signature.keyID.hex) { members.append(JSONMember(name: "keyid", value: id)) }
      return JSONValue.object(members)
    }
    let document: JSONValue = [
      "payload": .string(payload ?? sig(Base64.encode(sound.payload))),
      "payloadType": .string(Envelope.payloadType), "signatures": .array(signatures), "more": [],
    ]
    return document.canonicalBytes()
  }

  private func resolved(_ bytes: [UInt8]) throws(Refusal) -> [UInt8] {
    do {
      var resolver = try SignatureResolver(fixture.state)
      return try resolver.resolved(ForeignEnvelope.read(bytes)).envelope.canonicalBytes
    } catch let refusal as Refusal {
      throw refusal
    } catch {
      throw Refusal(.signatureUnsupported, "\(error)", hint: "")
    }
  }

  private func code(_ bytes: [UInt8]) -> String? {
    do throws(Refusal) {
      _ = try resolved(bytes)
      return nil
    } catch {
      return error.code.rawValue
    }
  }

  private static func urlSafe(_ text: String) -> String {
    text.replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
  }

  @Test("without key ids, with empty ones, or with names of another program, they come to the same bytes")
  func names() throws {
    let forms: [(Int, String) -> JSONValue?] = [
      { .string($1) }, { _, _ in nil }, { _, _ in .null }, { _, _ in .string("") },
      { place, _ in .string("key \(place)") },
      { place, _ in .string(String(repeating: "\(place)", count: 64)) },
      { place, id -> JSONValue? in place == 1 ? .string(id) : nil },
    ]
    for form in forms { #expect(try resolved(text(keyIDs: form)) == sound.canonicalBytes) }
  }

  @Test("in either alphabet of base64, with its padding or without, they come to the same bytes")
  func alphabets() throws {
    for form in [Self.urlSafe, { $0.replacing("=", with: "") }] {
      #expect(try resolved(text(sig: form)) == sound.canonicalBytes)
      #expect(try resolved(text(keyIDs: { _, _ in nil }, sig: form)) == sound.canonicalBytes)
    }
    #expect(throws: Refusal.self) { try SubmittedEnvelope.read(text(sig: Self.urlSafe)) }
    #expect(throws: Refusal.self) { try SubmittedEnvelope.read(text(keyIDs: { _, _ in nil })) }
  }

  @Test("a key id of the ledger means that key, also where the signature is another's")
  func exactIDs() throws {
    // The ids change places: what comes of it is refused by whoever checks, and is not set right.
    let ids = sound.signatures.map(\.keyID.hex)
    let swapped = text(keyIDs: { place, _ in .string(ids[(place + 1) % ids.count]) })
    let bytes = try resolved(swapped)
    #expect(bytes != sound.canonicalBytes)
    let submitted = try SubmittedEnvelope.read(bytes)
    #expect(throws: Refusal(.signatureInvalid, "", hint: "")) {
      try fixture.admit(submitted, at: "2031-03-01")
    }
  }

  @Test("a signature of nobody who could sign is refused, and so is one key twice")
  func refused() throws {
    let stranger = try Envelope.signed(
      fixture.state.draft(.keyThreshold(KeyThreshold(party: FixedKey.birch.party, threshold: 1)), at: "2031-03-01"),
      by: [.alder])
    #expect(code(text(keyIDs: { _, _ in nil }, more: stranger.signatures)) == "signature.unknown-key")
    #expect(code(text(keyIDs: { _, _ in nil }, more: [sound.signatures[0]])) == "envelope.malformed")
    #expect(code(text(keyIDs: { _, _ in .integer(1) })) == "envelope.malformed")
    #expect(code(text(payload: "")) == "envelope.malformed")
    #expect(code(text(payload: Base64.encode(Array("{}".utf8)), keyIDs: { _, _ in nil })) == "statement.malformed")
    // A valid signature of somebody who has no part in the statement is no signature of it.
    let other = try Envelope.signed(sound.payload, by: [.alder])
    #expect(code(text(keyIDs: { _, _ in nil }, more: other.signatures)) == "signature.unknown-key")
  }

  @Test("the other form of a signature by P-256 is one more signature by the same key")
  func malleable() throws {
    let place = try #require(sound.signatures.firstIndex { $0.keyID == FixedKey.birch.keyID })
    let twin = Envelope.Signature(
      keyID: FixedKey.birch.keyID, bytes: try #require(P256Twin.of(sound.signatures[place].bytes)))
    #expect(code(text(keyIDs: { _, _ in nil }, more: [twin])) == "envelope.malformed")
  }

  @Test("a key that an earlier envelope brings in signs a later one")
  func later() throws {
    var resolver = try SignatureResolver(fixture.state)
    _ = try resolver.resolved(ForeignEnvelope.read(text(keyIDs: { _, _ in nil })))
    let statement = try fixture.state.draft(
      .keyThreshold(KeyThreshold(party: FixedKey.birch.party, threshold: 2)), at: "2031-03-01")
    let second = try Envelope.signed(statement, by: [.spare])
    let bytes = second.canonicalBytes
    let nameless = String(decoding: bytes, as: UTF8.self).replacing(FixedKey.spare.keyID.hex, with: "")
    let found = try resolver.resolved(ForeignEnvelope.read(Array(nameless.utf8)))
    #expect(found.envelope.canonicalBytes == bytes)
  }
}

/// The second valid signature that anybody can make of one by ECDSA: (r, n − s) for (r, s).
private enum P256Twin {
  private static let order: [UInt8] = [
    0xFF, 0xFF, 0xFF, 0xFF, 0, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF,
    0xBC, 0xE6, 0xFA, 0xAD, 0xA7, 0x17, 0x9E, 0x84, 0xF3, 0xB9, 0xCA, 0xC2, 0xFC, 0x63, 0x25, 0x51,
  ]

  static func of(_ der: [UInt8]) -> [UInt8]? {
    guard der.count > 8, der[0] == 0x30, der[2] == 2 else { return nil }
    let end = 4 + Int(der[3])
    guard end + 2 < der.count, der[end] == 2 else { return nil }
    let s = [UInt8](der[(end + 2)...].drop { $0 == 0 })
    let padded = [UInt8](repeating: 0, count: 32 - s.count) + s
    var twin = [UInt8](repeating: 0, count: 32)
    var borrow = 0
    for place in (0..<32).reversed() {
      let digit = Int(order[place]) - Int(padded[place]) - borrow
      borrow = digit < 0 ? 1 : 0
      twin[place] = UInt8(truncatingIfNeeded: digit)
    }
    var integer = [UInt8](twin.drop { $0 == 0 })
    if integer.first.map({ $0 >= 0x80 }) ?? true { integer.insert(0, at: 0) }
    let body = [UInt8](der[2..<end]) + [2, UInt8(integer.count)] + integer
    return [0x30, UInt8(body.count)] + body
  }
}
