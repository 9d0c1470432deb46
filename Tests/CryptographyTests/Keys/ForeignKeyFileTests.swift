import Fixtures
import Testing

@testable import Cryptography

/// What people have in their folders and take for a key file; nobody is left with "not PEM".
@Suite("Key files of other forms")
struct ForeignKeyFileTests {
  /// A file made by the openssl command, and what is said of it as a private and as a public key.
  struct Sample: Sendable, CustomTestStringConvertible {
    let name: String
    /// Shell commands that write `key`; `ec` and `plain` hold one P-256 key in the older form and in PKCS#8, `cert` a
    /// certificate of it and `request` a request for one.
    let script: String
    let asPrivate: (String, KeyRemedy)
    let asPublic: (String, KeyRemedy)

    var testDescription: String { name }

    init(
      _ name: String, _ script: String, _ asPrivate: (String, KeyRemedy), _ asPublic: (String, KeyRemedy)
    ) {
      self.name = name
      self.script = script
      self.asPrivate = asPrivate
      self.asPublic = asPublic
    }
  }

  private static let isPrivate = ("key.is-private", KeyRemedy.givePublicKey)
  private static let isPublic = ("key.is-public", KeyRemedy.givePrivateKey)
  private static let convert = ("key.unsupported", KeyRemedy.encryptAgain)
  private static let rewrite = ("key.malformed", KeyRemedy.encryptAgain)
  private static let makeKey = ("key.unsupported", KeyRemedy.makeKey)
  private static let notPrivate = ("key.unsupported", KeyRemedy.givePrivateKey)

  static let samples = [
    Sample("ecparam -genkey", "openssl ecparam -name prime256v1 -genkey -out key", convert, isPrivate),
    Sample("ecparam -genkey -noout", "cp ec key", convert, isPrivate),
    Sample(
      "older form, encrypted", "openssl ec -in ec -aes256 -passout pass:right -out key", convert, isPrivate),
    Sample("ecparam of another curve", "openssl ecparam -name secp256k1 -genkey -out key", makeKey, isPrivate),
    Sample(
      "older form of another curve", "openssl ecparam -name secp384r1 -genkey -noout -out key", makeKey, isPrivate),
    Sample("parameters alone", "openssl ecparam -name prime256v1 -out key", makeKey, makeKey),
    Sample("RSA in the older form", "openssl genrsa -traditional -out key 2048", makeKey, isPrivate),
    Sample(
      "DSA with its parameters", "openssl dsaparam -genkey -out key 1024", makeKey, isPrivate),
    Sample("PKCS#8 in DER", "openssl pkcs8 -topk8 -nocrypt -in ec -outform DER -out key", rewrite, isPrivate),
    Sample(
      "encrypted PKCS#8 in DER", "openssl pkcs8 -topk8 -in ec -passout pass:right -outform DER -out key", rewrite,
      isPrivate),
    Sample("older form in DER", "openssl ec -in ec -outform DER -out key", rewrite, isPrivate),
    Sample(
      "PKCS#12", "openssl pkcs12 -export -in cert -inkey ec -passout pass:right -out key", rewrite, isPrivate),
    Sample("attributes before the block", "{ echo 'Bag Attributes'; cat plain; } > key", rewrite, isPrivate),
    Sample("a byte order mark before the block", "{ printf '\\357\\273\\277'; cat plain; } > key", rewrite, isPrivate),
    Sample("a certificate before the key", "cat cert plain > key", rewrite, isPrivate),
    Sample("a certificate behind the key", "cat plain cert > key", rewrite, isPrivate),
    Sample(
      "certificate", "cp cert key", notPrivate, ("key.unsupported", .extractFromCertificate)),
    Sample(
      "certificate in DER", "openssl x509 -in cert -outform DER -out key", ("key.malformed", .givePrivateKey),
      ("key.unsupported", .extractFromCertificate)),
    Sample("request for a certificate", "cp request key", notPrivate, ("key.unsupported", .extractFromRequest)),
    Sample(
      "request in DER", "openssl req -in request -outform DER -out key", ("key.malformed", .givePrivateKey),
      ("key.unsupported", .extractFromRequest)),
    Sample(
      "public key in DER", "openssl pkey -in ec -pubout -outform DER -out key", isPublic,
      ("key.malformed", .rewritePublicKey)),
    Sample(
      "text before a public key", "{ echo mine; openssl pkey -in ec -pubout; } > key", isPublic,
      ("key.malformed", .rewritePublicKey)),
    Sample(
      "compressed public key", "openssl ec -in ec -pubout -conv_form compressed -out key", isPublic,
      ("key.unsupported", .uncompressPublicKey)),
    Sample(
      "RSA public key in the older form", "openssl genrsa 2048 | openssl rsa -RSAPublicKey_out -out key", isPublic,
      ("key.unsupported", .givePublicKey)),
    Sample("empty", ": > key", ("key.malformed", .givePrivateKey), ("key.malformed", .givePublicKey)),
    Sample("blank", "echo > key", ("key.malformed", .givePrivateKey), ("key.malformed", .givePublicKey)),
    Sample(
      "UTF-16", "{ printf '\\377\\376'; sed 's/./&\\x00/g' plain; } > key", ("key.malformed", .saveAsText),
      ("key.malformed", .saveAsText)),
    Sample(
      "OpenSSH", "printf '%s\\n' '-----BEGIN OPENSSH PRIVATE KEY-----' AAAA '-----END OPENSSH PRIVATE KEY-----' > key",
      makeKey, isPrivate),
    Sample("OpenSSH, public", "echo 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOn6 me@here' > key", makeKey, makeKey),
    Sample("PuTTY", "echo 'PuTTY-User-Key-File-3: ssh-ed25519' > key", makeKey, makeKey),
    Sample(
      "OpenPGP",
      "printf '%s\\n' '-----BEGIN PGP PRIVATE KEY BLOCK-----' '' lQdGB '-----END PGP PRIVATE KEY BLOCK-----' > key",
      makeKey, isPrivate),
    Sample("JSON Web Key", "echo '{\"kty\":\"OKP\"}' > key", makeKey, makeKey),
  ]

  private static let before = """
    openssl ecparam -name prime256v1 -genkey -noout -out ec
    openssl pkcs8 -topk8 -nocrypt -in ec -out plain
    openssl req -x509 -new -key ec -subj /CN=x -out cert
    openssl req -new -key ec -subj /CN=x -out request

    """

  @Test("are called by their names, and what helps is told", arguments: samples)
  func sample(_ sample: Sample) throws {
    let folder = try TemporaryFolder()
    let made = try run("bash", ["-ec", Self.before + sample.script], in: folder.path)
    try #require(made.status == 0, "\(String(decoding: made.error, as: UTF8.self))")
    expect(sample.asPrivate) {
      _ = try PrivateKey(pem: folder.read("key"), passphrase: Passphrase(Array("right".utf8)))
    }
    expect(sample.asPublic) { _ = try KeyFile.readPublicKey(folder.path("key")) }
  }

  private func expect(
    _ expected: (code: String, remedy: KeyRemedy), sourceLocation: SourceLocation = #_sourceLocation,
    _ body: () throws -> Void
  ) {
    do {
      try body()
      Issue.record("it is taken", sourceLocation: sourceLocation)
    } catch let error as CryptographyError {
      #expect(error.code.rawValue == expected.code, "\(error)", sourceLocation: sourceLocation)
      #expect(error.remedy == expected.remedy, "\(error)", sourceLocation: sourceLocation)
    } catch {
      Issue.record(error, sourceLocation: sourceLocation)
    }
  }

  @Test("that are ours and damaged stay what they are, whatever is done to them")
  func damaged() throws {
    var generator = SeededGenerator(seed: 16)
    let texts = try [
      PrivateKey.generate(.ecdsaP256).pem(passphrase: nil), Array(PrivateKey.generate(.ed25519).publicKey.pem.utf8),
    ]
    for text in texts {
      for _ in 0..<500 {
        var bytes = text
        for _ in 0..<Int.random(in: 1...3, using: &generator) {
          bytes[Int.random(in: 0..<bytes.count, using: &generator)] = .random(in: .min ... .max, using: &generator)
        }
        bytes.removeLast(Int.random(in: 0..<bytes.count / 2, using: &generator))
        // It must answer, and never trap.
        for half in [ForeignKeyFile.Half.privateKey, .publicKey] {
          _ = ForeignKeyFile.refusal(of: bytes.span, wanting: half)
        }
        #expect(code { _ = try PrivateKey(pem: bytes, passphrase: nil) }?.hasPrefix("key.") != false)
      }
    }
    #expect(code { _ = try PrivateKey(pem: Array("hello".utf8), passphrase: nil) } == "key.malformed")
  }
}
