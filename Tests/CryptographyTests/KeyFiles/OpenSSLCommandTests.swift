import Cryptography
import Fixtures
import Testing

/// The openssl command as the judge of our files and signatures, and we of its.
@Suite("Key files and signatures, with the openssl command")
struct OpenSSLCommandTests {
  private let passphrase = Passphrase(Array("correct horse".utf8))
  private let message = Array("DSSEv1 28 application/vnd.in-toto+json 2 {}".utf8)

  private func openssl(_ arguments: [String]) throws -> SubprocessResult {
    try run("openssl", arguments)
  }

  private func digest(_ algorithm: SignatureAlgorithm) -> [String] {
    algorithm == .ecdsaP256 ? ["-digest", "sha256"] : []
  }

  @Test("openssl opens our encrypted file and finds the same public key", arguments: SignatureAlgorithm.allCases)
  func opens(_ algorithm: SignatureAlgorithm) throws {
    let folder = try TemporaryFolder()
    let key = try PrivateKey.generate(algorithm)
    let path = folder.path("key")
    try KeyFile.create(at: path, key: key, passphrase: passphrase)
    let opened = try openssl(["pkey", "-in", path, "-passin", "pass:correct horse", "-pubout"])
    #expect(opened.status == 0)
    #expect(opened.output == Array(key.publicKey.pem.utf8))
    #expect(try openssl(["pkey", "-in", path, "-passin", "pass:wrong", "-pubout"]).status != 0)
    let text = try openssl(["pkey", "-pubin", "-in", path + ".pub", "-pubout", "-outform", "DER"])
    #expect(text.output == key.publicKey.subjectPublicKeyInfo)
  }

  @Test("our encrypted file says PBKDF2 with HMAC-SHA-512, 600,000 rounds, 16 bytes of salt, AES-256-CBC")
  func scheme() throws {
    let folder = try TemporaryFolder()
    let path = folder.path("key")
    try KeyFile.create(at: path, key: .generate(.ed25519), passphrase: passphrase)
    let parsed = try openssl(["asn1parse", "-in", path])
    let lines = String(decoding: parsed.output, as: UTF8.self)
    for name in ["PBES2", "PBKDF2", "hmacWithSHA512", "aes-256-cbc"] {
      #expect(lines.contains(":\(name)\n"), "\(lines)")
    }
    #expect(lines.contains(":0927C0\n"))
    #expect(lines.contains("l=  16 prim: OCTET STRING      [HEX DUMP]:"))
  }

  @Test("two files of one key share neither salt nor ciphertext")
  func salted() throws {
    let key = try PrivateKey.generate(.ed25519)
    #expect(try key.pem(passphrase: passphrase) != key.pem(passphrase: passphrase))
  }

  @Test("openssl takes our signatures", arguments: SignatureAlgorithm.allCases)
  func takes(_ algorithm: SignatureAlgorithm) throws {
    let folder = try TemporaryFolder()
    let key = try PrivateKey.generate(algorithm)
    try KeyFile.create(at: folder.path("key"), key: key, passphrase: nil)
    try folder.write(message, to: "message")
    try folder.write(key.sign(message), to: "signature")
    let checked = try openssl(
      [
        "pkeyutl", "-verify", "-rawin", "-pubin", "-inkey", folder.path("key.pub"), "-in", folder.path("message"),
        "-sigfile", folder.path("signature"),
      ] + digest(algorithm))
    #expect(checked.status == 0, "\(String(decoding: checked.output + checked.error, as: UTF8.self))")
  }

  @Test("we take the signatures that openssl makes with our file", arguments: SignatureAlgorithm.allCases)
  func given(_ algorithm: SignatureAlgorithm) throws {
    let folder = try TemporaryFolder()
    let key = try PrivateKey.generate(algorithm)
    try KeyFile.create(at: folder.path("key"), key: key, passphrase: passphrase)
    try folder.write(message, to: "message")
    var ways = [
      [
        "pkeyutl", "-sign", "-rawin", "-inkey", folder.path("key"), "-passin", "pass:correct horse", "-in",
        folder.path("message"),
      ] + digest(algorithm)
    ]
    if algorithm == .ecdsaP256 {
      ways.append(
        ["dgst", "-sha256", "-sign", folder.path("key"), "-passin", "pass:correct horse", folder.path("message")])
    }
    var verifier = try SignatureVerifier()
    for way in ways {
      let signed = try openssl(way)
      try #require(signed.status == 0, "\(String(decoding: signed.error, as: UTF8.self))")
      let valid = try verifier.isValid(signed.output, over: message, by: key.publicKey)
      #expect(valid)
    }
  }

  @Test("we read the keys that openssl makes", arguments: SignatureAlgorithm.allCases)
  func reads(_ algorithm: SignatureAlgorithm) throws {
    let folder = try TemporaryFolder()
    let path = folder.path("key")
    let options =
      algorithm == .ed25519
      ? ["-algorithm", "ed25519"] : ["-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256"]
    let made = try openssl(["genpkey", "-out", path] + options)
    try #require(made.status == 0)
    let exported = try openssl(["pkey", "-in", path, "-pubout", "-out", path + ".pub"])
    try #require(exported.status == 0)
    let key = try KeyFile.read(path).privateKey(passphrase: nil)
    #expect(key.algorithm == algorithm)
    #expect(try key.publicKey == KeyFile.readPublicKey(path + ".pub"))
  }
}
