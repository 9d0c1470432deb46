import Fixtures
import Testing

@testable import Cryptography

@Suite("Public key")
struct PublicKeyTests {
  // The public key of RFC 6979 appendix A.2.5.
  private static let p256 = """
    3059301306072a8648ce3d020106082a8648ce3d03010703420004\
    60fed4ba255a9d31c961eb74c6356d68c049b8923b61fa6ce669622e60f29fb6\
    7903fe1008b8bc99a41ae9e95628bc64f2f1b20c2d7e9f5177a3c294d4462299
    """

  private func refusal(of hex: String) throws -> String? {
    let bytes = try #require([UInt8](hex: hex))
    return code { _ = try PublicKey(subjectPublicKeyInfo: bytes) }
  }

  @Test("of Ed25519 is 44 bytes of DER", arguments: KnownSignature.rfc8032)
  func ed25519(_ answer: KnownSignature) throws {
    let raw = try #require([UInt8](hex: answer.publicKey))
    let der = try #require([UInt8](hex: "302a300506032b6570032100" + answer.publicKey))
    let key = try PublicKey(subjectPublicKeyInfo: der)
    #expect(key.algorithm == .ed25519)
    #expect(key.subjectPublicKeyInfo == der)
    #expect(key.ed25519Bytes == raw)
    #expect(encodedAgain(of: key) == der)
    #expect(try PublicKey(ed25519: raw) == key)
    #expect(try PublicKey(pem: key.pem) == key)
  }

  @Test("of P-256 is 91 bytes of DER")
  func ecdsaP256() throws {
    let der = try #require([UInt8](hex: Self.p256))
    let key = try PublicKey(subjectPublicKeyInfo: der)
    #expect(key.algorithm == .ecdsaP256)
    #expect(key.ed25519Bytes == nil)
    #expect(key.subjectPublicKeyInfo == der)
    #expect(encodedAgain(of: key) == der)
    #expect(try PublicKey(pem: key.pem) == key)
  }

  @Test("has a name for its algorithm that files use")
  func names() {
    #expect(SignatureAlgorithm.allCases.map(\.rawValue) == ["ed25519", "ecdsa-p256"])
    #expect("\(SignatureAlgorithm.ecdsaP256)" == "ecdsa-p256")
  }

  @Test("of Ed25519 has 32 bytes", arguments: [0, 1, 31, 33, 64])
  func wrongCount(_ count: Int) {
    #expect(code { _ = try PublicKey(ed25519: [UInt8](repeating: 9, count: count)) } == "key.malformed")
  }

  @Test(
    "is refused as weak in each of the fourteen encodings of a point of small order", arguments: smallOrderEncodings)
  func smallOrder(_ encoding: String) throws {
    let bytes = try #require([UInt8](hex: encoding))
    #expect(code { _ = try PublicKey(ed25519: bytes) } == "key.weak")
    #expect(try refusal(of: "302a300506032b6570032100" + encoding) == "key.weak")
  }

  @Test("is refused as weak when its coordinate is not below 2^255 − 19, with either sign", arguments: 0xed...0xff)
  func nonCanonical(_ lowest: Int) {
    for highest: UInt8 in [0x7f, 0xff] {
      let bytes = [UInt8(lowest)] + [UInt8](repeating: 0xff, count: 30) + [highest]
      #expect(code { _ = try PublicKey(ed25519: bytes) } == "key.weak")
    }
  }

  @Test("is not called weak when one byte differs from a refused encoding")
  func nearWeak() throws {
    for encoding in smallOrderEncodings {
      let weak = try #require([UInt8](hex: encoding))
      for place in 0..<31 {
        var bytes = weak
        bytes[place] ^= 0x10
        let expected = bytes[1..<31].allSatisfy { $0 == 0xff } && bytes[31] & 0x7f == 0x7f && bytes[0] >= 0xed
        #expect((code { _ = try PublicKey(ed25519: bytes) } == "key.weak") == expected)
      }
    }
  }

  @Test("is unsupported when OpenSSL knows it and it is not one of the two forms", arguments: ForeignKey.all)
  func unsupported(_ foreign: ForeignKey) throws {
    let folder = try TemporaryFolder()
    let made = try run("openssl", foreign.generate + ["-out", folder.path("key")])
    try #require(made.status == 0, "\(String(decoding: made.error, as: UTF8.self))")
    let converted = try run(
      "openssl", ["pkey", "-in", folder.path("key"), "-pubout", "-outform", "DER"] + foreign.convert)
    try #require(converted.status == 0)
    if let count = foreign.byteCount { #expect(converted.output.count == count) }
    #expect(code { _ = try PublicKey(subjectPublicKeyInfo: converted.output) } == "key.unsupported")
    #expect(code { _ = try PublicKey(pem: pemString("PUBLIC KEY", converted.output)) } == "key.unsupported")
  }

  @Test("is malformed when cut off anywhere, or when something follows")
  func lengths() throws {
    for whole in [Self.p256, "302a300506032b6570032100" + KnownSignature.rfc8032[0].publicKey] {
      let bytes = try #require([UInt8](hex: whole))
      for count in 0..<bytes.count {
        #expect(code { _ = try PublicKey(subjectPublicKeyInfo: Array(bytes[..<count])) } == "key.malformed")
      }
      #expect(code { _ = try PublicKey(subjectPublicKeyInfo: bytes + [0]) } == "key.malformed")
      #expect(code { _ = try PublicKey(subjectPublicKeyInfo: bytes + bytes) } == "key.malformed")
    }
    #expect(
      code { _ = try PublicKey(subjectPublicKeyInfo: [UInt8](repeating: 0x30, count: 100_000)) } == "key.malformed")
  }

  @Test("of P-256 is malformed when the point is not on the curve or a coordinate is not below the prime")
  func offCurve() throws {
    let head = String(Self.p256.prefix(54))
    let prime = "ffffffff00000001000000000000000000000000ffffffffffffffffffffffff"
    let zero = String(repeating: "0", count: 64)
    #expect(try refusal(of: Self.p256.dropLast(1) + "8") == "key.malformed")
    #expect(try refusal(of: head + zero + zero) == "key.malformed")
    #expect(try refusal(of: head + prime + prime) == "key.malformed")
    // A point with x = 0 is on the curve; written with x = p it would have a second encoding.
    let y = "66485c780e2f83d72433bd5d84a06bb6541c2af31dae871728bf856a174f93f4"
    #expect(try refusal(of: head + zero + y) == nil)
    #expect(try refusal(of: head + prime + y) == "key.malformed")
  }

  @Test("is taken with the same bytes or refused, whatever is done to its encoding")
  func mutations() throws {
    var generator = SeededGenerator(seed: 6)
    for whole in [Self.p256, "302a300506032b6570032100" + KnownSignature.rfc8032[0].publicKey] {
      let good = try #require([UInt8](hex: whole))
      for _ in 0..<400 {
        var bytes = good
        bytes[Int.random(in: 0..<bytes.count, using: &generator)] = UInt8.random(in: .min ... .max, using: &generator)
        do throws(CryptographyError) {
          let key = try PublicKey(subjectPublicKeyInfo: bytes)
          #expect(key.subjectPublicKeyInfo == bytes)
          #expect(encodedAgain(of: key) == bytes)
        } catch {
          #expect([.malformedKey, .unsupportedKey, .weakKey].contains(error.code))
        }
      }
    }
  }

  @Test("in a text is one PUBLIC KEY block; another block is called by its name")
  func labels() throws {
    let der = try #require([UInt8](hex: Self.p256))
    #expect(code { _ = try PublicKey(pem: pemString("PUBLIC KEY", der)) } == nil)
    for label in ["PRIVATE KEY", "ENCRYPTED PRIVATE KEY", "EC PRIVATE KEY", "OPENSSH PRIVATE KEY"] {
      #expect(code { _ = try PublicKey(pem: pemString(label, der)) } == "key.is-private")
    }
    for label in ["CERTIFICATE", "RSA PUBLIC KEY"] {
      #expect(code { _ = try PublicKey(pem: pemString(label, der)) } == "key.unsupported")
    }
    let block = pemString("PUBLIC KEY", der)
    for text in ["", "hello", block + block, "x\n" + block, block + "x"] {
      #expect(code { _ = try PublicKey(pem: text) } == "key.malformed")
    }
  }

  @Test("is equal to the same key read another time, and to no other")
  func equality() throws {
    let der = try #require([UInt8](hex: Self.p256))
    let (first, second) = (try PublicKey(subjectPublicKeyInfo: der), try PublicKey(subjectPublicKeyInfo: der))
    let other = try PublicKey(ed25519: try #require([UInt8](hex: KnownSignature.rfc8032[0].publicKey)))
    #expect(first == second)
    #expect(Set([first, second, other]).count == 2)
  }

  private func pemString(_ label: String, _ bytes: [UInt8]) -> String {
    String(decoding: pemText(label, bytes), as: UTF8.self)
  }

  private func encodedAgain(of key: PublicKey) -> [UInt8] {
    PublicKey.encoding(of: key.handle)
  }
}

/// The eight points of small order in all their encodings, both signs. // IACR ePrint 2020/1244
let smallOrderEncodings: [String] = [
  "0000000000000000000000000000000000000000000000000000000000000000",
  "0100000000000000000000000000000000000000000000000000000000000000",
  "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
  "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
  "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
  "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
  "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
  "0000000000000000000000000000000000000000000000000000000000000080",
  "0100000000000000000000000000000000000000000000000000000000000080",
  "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
  "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
  "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
  "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
  "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
]

/// A kind of key that the openssl command makes and that is not taken here.
struct ForeignKey: Sendable, CustomTestStringConvertible {
  let name: String
  let generate: [String]
  var convert: [String] = []
  var byteCount: Int?

  var testDescription: String { name }

  private static let p256 = ["genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256"]

  static let all = [
    ForeignKey(
      name: "P-256, compressed point", generate: p256, convert: ["-ec_conv_form", "compressed"], byteCount: 59),
    ForeignKey(name: "P-256, hybrid point", generate: p256, convert: ["-ec_conv_form", "hybrid"], byteCount: 91),
    ForeignKey(
      name: "P-256, curve as numbers", generate: p256, convert: ["-ec_param_enc", "explicit"], byteCount: 335),
    ForeignKey(
      name: "P-384", generate: ["genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-384"]),
    ForeignKey(
      name: "secp256k1", generate: ["genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:secp256k1"]),
    ForeignKey(name: "X25519", generate: ["genpkey", "-algorithm", "X25519"], byteCount: 44),
    ForeignKey(name: "Ed448", generate: ["genpkey", "-algorithm", "ED448"]),
    ForeignKey(name: "RSA", generate: ["genpkey", "-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048"]),
  ]
}
