import Fixtures
import Testing

@testable import Cryptography

@Suite(
  "Signature verifier and the Wycheproof vectors",
  .enabled(if: SharedVectors.available, "needs ../shared/vectors beside the package"))
struct WycheproofTests {
  @Test("all 151 Ed25519 tests come out as expected; the screen refuses none of the 88 valid ones")
  func ed25519() throws {
    let tests = PublishedSignature.wycheproof("ed25519_test.json")
    #expect(tests.count == 151)
    #expect(tests.count { $0.isValid } == 88)
    try check(tests)
  }

  @Test("all 484 P-256 tests in DER come out as expected")
  func ecdsaP256() throws {
    let tests = PublishedSignature.wycheproof("ecdsa_secp256r1_sha256_test.json")
    #expect(tests.count == 484)
    try check(tests)
  }

  @Test("all 262 P-256 signatures in the r‖s form are refused, the valid ones too")
  func fixedLength() throws {
    let tests = PublishedSignature.wycheproof("ecdsa_secp256r1_sha256_p1363_test.json")
    #expect(tests.count == 262)
    #expect(tests.contains { $0.isValid })
    var verifier = try SignatureVerifier()
    for test in tests {
      let key = try PublicKey(subjectPublicKeyInfo: test.key)
      let valid = try verifier.isValid(test.signature, over: test.message, by: key)
      #expect(!valid, "\(test.testDescription)")
    }
  }

  @Test("the secret of RFC 8032 TEST 1024 signs its 1023 bytes as published")
  func longMessage() throws {
    let secret = "f5e5767cf153319517630f226876b86c8160cc583bc013744c6bf255f5cc0ee5"
    let key = try PrivateKey(ed25519Secret: try #require([UInt8](hex: secret)))
    let test = try #require(PublishedSignature.wycheproof("ed25519_test.json").first { $0.message.count == 1_023 })
    #expect(key.publicKey.subjectPublicKeyInfo == test.key)
    #expect(try key.sign(test.message) == test.signature)
  }

  private func check(_ tests: [PublishedSignature]) throws {
    var verifier = try SignatureVerifier()
    for test in tests {
      let key = try PublicKey(subjectPublicKeyInfo: test.key)
      let valid = try verifier.isValid(test.signature, over: test.message, by: key)
      let plain = try verifier.isValidToOpenSSL(test.signature.span, over: test.message.span, by: key)
      #expect(valid == test.isValid, "\(test.testDescription)")
      #expect(plain == test.isValid, "\(test.testDescription)")
    }
  }
}
