import Fixtures
import Testing

@testable import Cryptography

@Suite("Private key")
struct PrivateKeyTests {
  private let passphrase = Passphrase(Array("correct horse".utf8))

  @Test("is read back from the plain PEM it wrote", arguments: SignatureAlgorithm.allCases)
  func plainRoundTrip(_ algorithm: SignatureAlgorithm) throws {
    let key = try PrivateKey.generate(algorithm)
    let pem = try key.pem(passphrase: nil)
    #expect(String(decoding: pem, as: UTF8.self).hasPrefix("-----BEGIN PRIVATE KEY-----\n"))
    let again = try PrivateKey(pem: pem, passphrase: nil)
    #expect(again.publicKey == key.publicKey)
    #expect(again.algorithm == algorithm)
    #expect(try again.pem(passphrase: nil) == pem)
    // A passphrase nobody needs is no obstacle.
    #expect(try PrivateKey(pem: pem, passphrase: passphrase).publicKey == key.publicKey)
  }

  @Test(
    "is read back from the encrypted PEM it wrote, with that passphrase only", arguments: SignatureAlgorithm.allCases)
  func encryptedRoundTrip(_ algorithm: SignatureAlgorithm) throws {
    let key = try PrivateKey.generate(algorithm)
    let pem = try key.pem(passphrase: passphrase)
    #expect(String(decoding: pem, as: UTF8.self).hasPrefix("-----BEGIN ENCRYPTED PRIVATE KEY-----\n"))
    #expect(try PrivateKey(pem: pem, passphrase: passphrase).publicKey == key.publicKey)
    #expect(code { _ = try PrivateKey(pem: pem, passphrase: nil) } == "key.passphrase-needed")
    let wrong = Passphrase(Array("correct horse\n".utf8))
    #expect(code { _ = try PrivateKey(pem: pem, passphrase: wrong) } == "key.passphrase-wrong")
  }

  @Test("is another one every time")
  func fresh() throws {
    for algorithm in SignatureAlgorithm.allCases {
      #expect(try PrivateKey.generate(algorithm).publicKey != PrivateKey.generate(algorithm).publicKey)
    }
  }

  @Test("is never encrypted under an empty passphrase")
  func emptyPassphrase() throws {
    let key = try PrivateKey.generate(.ed25519)
    #expect(code { _ = try key.pem(passphrase: Passphrase([])) } == "key.passphrase-unusable")
  }

  @Test("shows nothing of itself but the id of its public half")
  func description() throws {
    let key = try PrivateKey.generate(.ed25519)
    #expect("\(key)" == "the private key of \(key.publicKey.keyID.hex)")
    #expect(Mirror(reflecting: key).children.isEmpty)
  }

  @Test("calls a wrong passphrase wrong also when the padding happens to look right")
  func luckyPadding() throws {
    let folder = try TemporaryFolder()
    let key = try PrivateKey.generate(.ed25519)
    let plain = try folder.write(key.pem(passphrase: nil), to: "plain")
    // One round, so that a thousand guesses cost nothing; about four of them get through the padding.
    let weak = try run(
      "openssl", ["pkcs8", "-topk8", "-in", plain, "-v2", "aes-256-cbc", "-iter", "1", "-passout", "pass:right"])
    try #require(weak.status == 0)
    for guess in 0..<1_000 {
      let passphrase = Passphrase(Array("wrong \(guess)".utf8))
      #expect(code { _ = try PrivateKey(pem: weak.output, passphrase: passphrase) } == "key.passphrase-wrong")
    }
    #expect(code { _ = try PrivateKey(pem: weak.output, passphrase: Passphrase([])) } == "key.passphrase-wrong")
    let right = Passphrase(Array("right".utf8))
    #expect(try PrivateKey(pem: weak.output, passphrase: right).publicKey == key.publicKey)
  }

  @Test("is read whatever protection the openssl command put on it", arguments: OpenSSLProtection.readable)
  func foreignProtection(_ protection: OpenSSLProtection) throws {
    let folder = try TemporaryFolder()
    let key = try PrivateKey.generate(.ecdsaP256)
    let plain = try folder.write(key.pem(passphrase: nil), to: "plain")
    let made = try run("openssl", ["pkcs8", "-topk8", "-in", plain, "-passout", "pass:right"] + protection.options)
    try #require(made.status == 0, "\(String(decoding: made.error, as: UTF8.self))")
    let right = Passphrase(Array("right".utf8))
    #expect(try PrivateKey(pem: made.output, passphrase: right).publicKey == key.publicKey)
    #expect(code { _ = try PrivateKey(pem: made.output, passphrase: passphrase) } == "key.passphrase-wrong")
    #expect(code { _ = try PrivateKey(pem: made.output, passphrase: nil) } == "key.passphrase-needed")
  }

  @Test("under a protection that OpenSSL does not open is unsupported, not wrongly opened")
  func unknownProtection() throws {
    let key = try PrivateKey.generate(.ed25519)
    let right = Passphrase(Array("right".utf8))
    let folder = try TemporaryFolder()
    let plain = try folder.write(key.pem(passphrase: nil), to: "plain")
    let made = try run(
      "openssl", ["pkcs8", "-topk8", "-in", plain, "-outform", "DER", "-iter", "1", "-passout", "pass:right"])
    // Each part of the scheme is named by an object identifier: PBES2, PBKDF2, HMAC-SHA-256, AES-256-CBC.
    for name in ["2a864886f70d01050d", "2a864886f70d01050c", "2a864886f70d0209", "60864801650304012a"] {
      let bytes = try #require([UInt8](hex: name))
      var changed = made.output
      let place = try #require(changed.indices.first { changed[$0...].starts(with: bytes) })
      changed[place + bytes.count - 1] ^= 0x70
      let text = pemText("ENCRYPTED PRIVATE KEY", changed)
      #expect(code { _ = try PrivateKey(pem: text, passphrase: right) } == "key.unsupported", "\(name)")
    }
  }

  @Test("of another algorithm or curve is unsupported", arguments: ForeignKey.all)
  func unsupported(_ foreign: ForeignKey) throws {
    let made = try run("openssl", foreign.generate)
    try #require(made.status == 0)
    let folder = try TemporaryFolder()
    let file = try folder.write(made.output, to: "key")
    let converted = try run("openssl", ["pkey", "-in", file] + foreign.convert)
    try #require(converted.status == 0)
    #expect(code { _ = try PrivateKey(pem: converted.output, passphrase: nil) } == "key.unsupported")
  }

  @Test("in an older form, or no private key at all, is called by its name")
  func labels() throws {
    let folder = try TemporaryFolder()
    let key = try PrivateKey.generate(.ecdsaP256)
    let plain = try folder.write(key.pem(passphrase: nil), to: "plain")
    let traditional = try run("openssl", ["pkey", "-in", plain, "-traditional"])
    #expect(code { _ = try PrivateKey(pem: traditional.output, passphrase: nil) } == "key.unsupported")
    let sealed = try run("openssl", ["ec", "-in", plain, "-aes256", "-passout", "pass:right"])
    try #require(sealed.status == 0)
    #expect(code { _ = try PrivateKey(pem: sealed.output, passphrase: passphrase) } == "key.unsupported")
    let publicKey = Array(key.publicKey.pem.utf8)
    #expect(code { _ = try PrivateKey(pem: publicKey, passphrase: nil) } == "key.is-public")
    for text in ["", "hello", "-----BEGIN PRIVATE KEY-----\nAQID\n-----END PRIVATE KEY-----\n"] {
      #expect(code { _ = try PrivateKey(pem: Array(text.utf8), passphrase: nil) } == "key.malformed")
    }
    #expect(
      code { _ = try PrivateKey(pem: pemText("ENCRYPTED PRIVATE KEY", [1, 2, 3]), passphrase: passphrase) }
        == "key.malformed")
  }

  @Test("whose public half is not its own is malformed")
  func strangePublicHalf() throws {
    let key = try PrivateKey.generate(.ecdsaP256)
    let other = try PrivateKey.generate(.ecdsaP256).publicKey.subjectPublicKeyInfo.suffix(64)
    let text = try key.pem(passphrase: nil)
    let block = try PEMBlock(text.span)
    let der = block.contents.span.copy
    #expect(der.suffix(64) == key.publicKey.subjectPublicKeyInfo.suffix(64))
    let forged = pemText("PRIVATE KEY", der.dropLast(64) + other)
    #expect(code { _ = try PrivateKey(pem: forged, passphrase: nil) } == "key.malformed")
  }

  @Test("with bytes behind it is malformed")
  func trailing() throws {
    let text = try PrivateKey.generate(.ed25519).pem(passphrase: nil)
    let block = try PEMBlock(text.span)
    let longer = pemText("PRIVATE KEY", block.contents.span.copy + [0])
    #expect(code { _ = try PrivateKey(pem: longer, passphrase: nil) } == "key.malformed")
  }

  @Test("survives whatever is done to its encoding", arguments: SignatureAlgorithm.allCases)
  func mutations(_ algorithm: SignatureAlgorithm) throws {
    var generator = SeededGenerator(seed: 9)
    let text = try PrivateKey.generate(algorithm).pem(passphrase: nil)
    let block = try PEMBlock(text.span)
    let good = block.contents.span.copy
    for _ in 0..<500 {
      var bytes = good
      bytes[Int.random(in: 0..<bytes.count, using: &generator)] = UInt8.random(in: .min ... .max, using: &generator)
      if Int.random(in: 0..<4, using: &generator) == 0 { bytes.removeLast(Int.random(in: 1..<8, using: &generator)) }
      do throws(CryptographyError) {
        let key = try PrivateKey(pem: pemText("PRIVATE KEY", bytes), passphrase: nil)
        var verifier = try SignatureVerifier()
        let valid = try verifier.isValid(try key.sign([1]), over: [1], by: key.publicKey)
        #expect(valid)
      } catch {
        #expect([.malformedKey, .unsupportedKey].contains(error.code), "\(error.code.rawValue) \(bytes.hex)")
      }
    }
  }
}

/// What `openssl pkcs8 -topk8` can do to a key.
struct OpenSSLProtection: Sendable, CustomTestStringConvertible {
  let name: String
  let options: [String]

  var testDescription: String { name }

  static let readable = [
    OpenSSLProtection(name: "as it comes", options: []),
    OpenSSLProtection(
      name: "as recommended", options: ["-v2", "aes-256-cbc", "-v2prf", "hmacWithSHA512", "-iter", "600000"]),
    OpenSSLProtection(name: "scrypt", options: ["-scrypt"]),
    OpenSSLProtection(name: "AES-128", options: ["-v2", "aes-128-cbc", "-v2prf", "hmacWithSHA1"]),
    OpenSSLProtection(name: "Triple DES", options: ["-v2", "des3"]),
    OpenSSLProtection(name: "PKCS#12 scheme", options: ["-v1", "PBE-SHA1-3DES"]),
  ]
}
