import Cryptography
import Testing

/// A known answer of RFC 8032 §7.1: what a secret is the secret of, and what it signs.
struct KnownSignature: Sendable, CustomTestStringConvertible {
  let name: String
  let secret: String
  let publicKey: String
  let message: String
  let signature: String

  var testDescription: String { name }

  static let rfc8032 = [
    KnownSignature(
      name: "TEST 1, no bytes",
      secret: "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
      publicKey: "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
      message: "",
      signature: """
        e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe2465\
        5141438e7a100b
        """),
    KnownSignature(
      name: "TEST 2, one byte",
      secret: "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
      publicKey: "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
      message: "72",
      signature: """
        92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb0\
        0d291612bb0c00
        """),
    KnownSignature(
      name: "TEST 3, two bytes",
      secret: "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
      publicKey: "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
      message: "af82",
      signature: """
        6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc0\
        27beceea1ec40a
        """),
  ]
}

extension PrivateKey {
  /// The Ed25519 key made from these 32 secret bytes, by way of its PKCS#8 encoding.
  convenience init(ed25519Secret secret: [UInt8]) throws {
    let head = try #require([UInt8](hex: "302e020100300506032b657004220420"))
    try self.init(pem: pemText("PRIVATE KEY", head + secret), passphrase: nil)
  }
}

/// The bytes as a PEM block, written without the code under test.
func pemText(_ label: String, _ bytes: [UInt8], lineEnd: String = "\n") -> [UInt8] {
  let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
  let bits = bytes.flatMap { byte in (0..<8).map { byte >> UInt8(7 - $0) & 1 } }
  var digits = stride(from: 0, to: bits.count, by: 6).map { start in
    alphabet[(0..<6).reduce(0) { $0 << 1 | (start + $1 < bits.count ? Int(bits[start + $1]) : 0) }]
  }
  while digits.count % 4 != 0 { digits.append("=") }
  let lines = stride(from: 0, to: digits.count, by: 64).map { String(digits[$0..<min($0 + 64, digits.count)]) }
  let all = ["-----BEGIN \(label)-----"] + lines + ["-----END \(label)-----"]
  return Array(all.map { $0 + lineEnd }.joined().utf8)
}

/// Runs a body that is to fail; the code it failed with, or nil when it did not.
func code(of body: () throws -> Void) -> String? {
  do {
    try body()
    return nil
  } catch let error as CryptographyError {
    return error.code.rawValue
  } catch {
    return "\(error)"
  }
}
