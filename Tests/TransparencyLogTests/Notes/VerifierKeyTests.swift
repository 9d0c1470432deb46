import Cryptography
import Testing
import TransparencyLog

@Suite("Verifier keys")
struct VerifierKeyTests {
  static let example = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"

  @Test("The specification's key is read and written back")
  func specification() throws {
    let key = try VerifierKey(Self.example)
    #expect(key.keyName.text == "example.com/foo")
    #expect(key.keyHash.hex == "530d903a")
    #expect(key.keyHash.bytes == [0x53, 0x0D, 0x90, 0x3A])
    #expect(key.type == .ed25519)
    #expect(key.text == Self.example)
    let again = try VerifierKey(name: key.keyName.text, publicKey: key.publicKey, type: .ed25519)
    #expect(again == key)
  }

  @Test("One public key has another id as a witness key, because the type is hashed")
  func typeInHash() throws {
    let key = try VerifierKey(Self.example)
    let witness = try VerifierKey(name: key.keyName.text, publicKey: key.publicKey, type: .cosignatureEd25519)
    #expect(witness.keyHash != key.keyHash)
    #expect(witness != key)
    #expect(try VerifierKey(witness.text) == witness)
  }

  @Test(
    "A text that is no key, or is spelled in another way, is refused",
    arguments: [
      "", "+", "++", "a+b+c", "example.com/foo", "example.com/foo+530d903a", "example.com/foo+530d903a+",
      "example.com/foo+530D903A+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
      "example.com/foo+530d903b+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
      "example.com/foo+530d90+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
      "+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
      " example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
      "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k\n",
      "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k=",
      "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2l",
      "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U0=",
      "example.com/f\u{A0}o+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
      "example.com/f\u{85}o+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
      "example.com/f\u{3000}o+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
      String(repeating: "a", count: 10_000) + "+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
    ])
  func malformed(_ text: String) {
    #expect(throws: LogError(.verifierKeyMalformed, "")) { try VerifierKey(text) }
  }

  @Test("A weak public key is refused though its text is in order")
  func weak() {
    #expect(throws: LogError(.verifierKeyWeak, "")) {
      try VerifierKey("weak.example+6ee080f1+AQEAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")
    }
  }

  @Test("Types that cannot be checked are recognised and called unsupported")
  func unsupported() throws {
    // SHA-256("rsa.example" LF FF 61)[:4], from another program.
    let text = "rsa.example+0ab50af2+/2E="
    let declared = try DeclaredKey(text)
    #expect(declared.type == .other)
    #expect(declared.text == text)
    #expect(throws: LogError(.verifierKeyUnsupported, "")) { try VerifierKey(text) }
    let key = try PrivateKey.generate(.ecdsaP256).publicKey
    #expect(throws: LogError(.verifierKeyUnsupported, "")) {
      try VerifierKey(name: "a", publicKey: key, type: .ed25519)
    }
  }

  @Test("Names are compared byte by byte, not by what Unicode calls equal")
  func canonicalEquivalence() throws {
    let key = try VerifierKey(Self.example).publicKey
    let composed = try VerifierKey(name: "caf\u{E9}.example", publicKey: key, type: .ed25519)
    let decomposed = try VerifierKey(name: "cafe\u{301}.example", publicKey: key, type: .ed25519)
    #expect(composed.keyName.text == decomposed.keyName.text)
    #expect(composed.keyName != decomposed.keyName)
    #expect(composed != decomposed)
    #expect(composed.keyHash != decomposed.keyHash)
  }

  @Test("Origins are 1 to 255 printable ASCII bytes without space or plus sign")
  func origins() throws {
    for text in ["a", "pledges.example/paris-call-2018", String(repeating: "~", count: 255)] {
      #expect(Origin(text)?.text == text)
    }
    for text in ["", "a b", "a+b", "a\n", "\u{7F}", "é", "a\u{A0}b", String(repeating: "a", count: 256)] {
      #expect(Origin(text) == nil)
    }
  }
}
