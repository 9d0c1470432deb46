import CanonicalJSON
import Cryptography
import Fixtures
import Pledges

/// Ed25519 keys that follow from a name, the same in every run: what they sign is the same bytes, too.
enum SampleKey {
  static func named(_ name: String) throws -> PrivateKey {
    // PKCS#8 of an Ed25519 key is these sixteen bytes and the seed. // RFC 8410 §7
    let prefix: [UInt8] = [
      0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20,
    ]
    let seed = try Digest.sha256(of: Array("pledgebook sample key \(name)".utf8)).bytes
    let pem = "-----BEGIN PRIVATE KEY-----\n\(Base64.encode(prefix + seed))\n-----END PRIVATE KEY-----\n"
    return try PrivateKey(pem: Array(pem.utf8), passphrase: nil)
  }
}
