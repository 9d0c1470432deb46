import Fixtures
import Testing

@testable import Cryptography

@Suite("Signature verifier")
struct SignatureVerifierTests {
  @Test("accepts the signatures of RFC 8032, and a private key makes the same", arguments: KnownSignature.rfc8032)
  func knownAnswer(_ answer: KnownSignature) throws {
    let message = try #require([UInt8](hex: answer.message))
    let signature = try #require([UInt8](hex: answer.signature))
    let key = try PrivateKey(ed25519Secret: try #require([UInt8](hex: answer.secret)))
    #expect(key.publicKey.ed25519Bytes?.hex == answer.publicKey)
    #expect(try key.sign(message) == signature)
    var verifier = try SignatureVerifier()
    let valid = try verifier.isValid(signature, over: message, by: key.publicKey)
    #expect(valid)
  }

  @Test("accepts what a fresh key signs, over messages of any length", arguments: SignatureAlgorithm.allCases)
  func signed(_ algorithm: SignatureAlgorithm) throws {
    let key = try PrivateKey.generate(algorithm)
    var verifier = try SignatureVerifier()
    for count in [0, 1, 31, 350, 262_144] {
      let message = [UInt8](repeating: 0x5a, count: count)
      let signature = try key.sign(message)
      let valid = try verifier.isValid(signature.span, over: message.span, by: key.publicKey)
      let other = try verifier.isValid(signature, over: message.span.copy + [0], by: key.publicKey)
      #expect(valid)
      #expect(!other)
    }
  }

  @Test("answers each check by itself when many threads check by one key", arguments: SignatureAlgorithm.allCases)
  func shared(_ algorithm: SignatureAlgorithm) async throws {
    let key = try PrivateKey.generate(algorithm)
    let messages = (0..<16).map { [UInt8](repeating: UInt8($0), count: 100) }
    let signatures = try messages.map { try key.sign($0) }
    // A key that nobody has checked by yet, so that the threads meet where it is made ready.
    let fresh = try PublicKey(subjectPublicKeyInfo: key.publicKey.subjectPublicKeyInfo)
    let answers = try await withThrowingTaskGroup(of: [Bool].self) { group in
      for _ in 0..<8 {
        group.addTask {
          var verifier = try SignatureVerifier()
          var answers: [Bool] = []
          for (place, signature) in signatures.enumerated() {
            answers.append(try verifier.isValid(signature, over: messages[place], by: fresh))
            answers.append(try verifier.isValid(signature, over: messages[(place + 1) % 16], by: fresh))
          }
          return answers
        }
      }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    #expect(answers == Array(repeating: (0..<32).map { $0 % 2 == 0 }, count: 8))
  }

  @Test("refuses a signature in which one bit is flipped", arguments: SignatureAlgorithm.allCases)
  func flipped(_ algorithm: SignatureAlgorithm) throws {
    let key = try PrivateKey.generate(algorithm)
    let message = Array("a pledge".utf8)
    let signature = try key.sign(message)
    var verifier = try SignatureVerifier()
    for place in signature.indices {
      for bit in 0..<8 {
        var changed = signature
        changed[place] ^= 1 << bit
        let valid = try verifier.isValid(changed, over: message, by: key.publicKey)
        #expect(!valid)
      }
    }
  }

  @Test("refuses a signature cut off anywhere or with more behind it", arguments: SignatureAlgorithm.allCases)
  func lengths(_ algorithm: SignatureAlgorithm) throws {
    let key = try PrivateKey.generate(algorithm)
    let message = Array("a pledge".utf8)
    let signature = try key.sign(message)
    var verifier = try SignatureVerifier()
    for changed in signature.indices.map({ Array(signature[..<$0]) }) + [signature + [0], signature + signature] {
      let valid = try verifier.isValid(changed, over: message, by: key.publicKey)
      #expect(!valid)
    }
  }

  @Test("refuses a signature of another key, and of the other algorithm")
  func otherKey() throws {
    let message = Array("a pledge".utf8)
    let keys = try [SignatureAlgorithm.ed25519, .ed25519, .ecdsaP256, .ecdsaP256].map(PrivateKey.generate)
    var verifier = try SignatureVerifier()
    for (number, signer) in keys.enumerated() {
      let signature = try signer.sign(message)
      for (candidate, key) in keys.enumerated() {
        let valid = try verifier.isValid(signature, over: message, by: key.publicKey)
        #expect(valid == (number == candidate))
      }
    }
  }

  @Test("says no and goes on: bytes of all kinds never make it throw", arguments: SignatureAlgorithm.allCases)
  func hostile(_ algorithm: SignatureAlgorithm) throws {
    var generator = SeededGenerator(seed: 7)
    let key = try PrivateKey.generate(algorithm)
    let message = Array("a pledge".utf8)
    let good = try key.sign(message)
    var verifier = try SignatureVerifier()
    for round in 0..<300 {
      var signature = round % 3 == 0 ? generator.bytes(Int.random(in: 0...80, using: &generator)) : good
      if round % 3 != 0 {
        let start = Int.random(in: 0..<signature.count, using: &generator)
        let end = Int.random(in: start...signature.count, using: &generator)
        signature.replaceSubrange(start..<end, with: generator.bytes(Int.random(in: 0...8, using: &generator)))
      }
      let valid = try verifier.isValid(signature, over: message, by: key.publicKey)
      #expect(valid == (signature == good))
    }
    let valid = try verifier.isValid(good, over: message, by: key.publicKey)
    #expect(valid)
  }

  @Test("is not fooled by the identity, for which OpenSSL takes one signature over every message")
  func universalForgery() throws {
    let identity = [1] + [UInt8](repeating: 0, count: 31)
    let signature = identity + [UInt8](repeating: 0, count: 32)
    let info = try #require(SubjectPublicKeyInfo(ed25519: identity))
    let key = try PublicKey(unscreened: info)
    var generator = SeededGenerator(seed: 8)
    var verifier = try SignatureVerifier()
    for count in 0..<64 {
      let message = generator.bytes(count)
      let plain = try verifier.isValidToOpenSSL(signature.span, over: message.span, by: key)
      let screened = try verifier.isValid(signature, over: message, by: key)
      #expect(plain)
      #expect(!screened)
    }
    #expect(code { _ = try PublicKey(ed25519: identity) } == "key.weak")
  }

  @Test("refuses a point R of small order in each encoding before OpenSSL is asked", arguments: smallOrderEncodings)
  func weakPoint(_ encoding: String) throws {
    let key = try PrivateKey.generate(.ed25519)
    let point = try #require([UInt8](hex: encoding))
    var verifier = try SignatureVerifier()
    let valid = try verifier.isValid(point + [UInt8](repeating: 0, count: 32), over: [1], by: key.publicKey)
    #expect(!valid)
    let weakness = Ed25519PointEncoding(point.span)?.weakness
    #expect(weakness != nil)
  }

  @Test("accepts both of the two P-256 signatures that differ in the sign of s, so signatures name nothing")
  func malleable() throws {
    let key = try PublicKey(
      subjectPublicKeyInfo: try #require(
        [UInt8](
          hex: """
            3059301306072a8648ce3d020106082a8648ce3d03010703420004\
            60fed4ba255a9d31c961eb74c6356d68c049b8923b61fa6ce669622e60f29fb6\
            7903fe1008b8bc99a41ae9e95628bc64f2f1b20c2d7e9f5177a3c294d4462299
            """)))
    // RFC 6979 appendix A.2.5, message "sample" with SHA-256, and the same with n − s.
    let r = "efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea84eaf3716"
    let both = [
      "3046022100\(r)022100f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff4064dc4ab2f843acda8",
      "3045022100\(r)02200834e36ad29a83bf2bc9385e491d6099c8fdf9d1ed67aa7ea5f51f93782857a9",
    ]
    var verifier = try SignatureVerifier()
    for hex in both {
      let valid = try verifier.isValid(try #require([UInt8](hex: hex)), over: Array("sample".utf8), by: key)
      #expect(valid)
    }
  }

  @Test("shares a key with verifiers on other threads")
  func concurrent() async throws {
    for algorithm in SignatureAlgorithm.allCases {
      let key = try PrivateKey.generate(algorithm)
      let answers = try await withThrowingTaskGroup(of: Bool.self) { group in
        for number in 0..<8 {
          group.addTask {
            var verifier = try SignatureVerifier()
            var good = true
            for round in 0..<20 {
              let message = [UInt8(number), UInt8(round)]
              let signature = try key.sign(message)
              let valid = try verifier.isValid(signature, over: message, by: key.publicKey)
              let other = try verifier.isValid(signature, over: message + [0], by: key.publicKey)
              good = good && valid && !other
            }
            return good
          }
        }
        return try await group.reduce(into: []) { $0.append($1) }
      }
      #expect(answers == [Bool](repeating: true, count: 8))
    }
  }
}
