/// The one DER encoding of a public key that is taken for each algorithm.
///
/// The fixed bytes before the key itself are compared one by one. It replaces a list of conditions: OpenSSL also loads
/// compressed points and curves written out as numbers, and re-encodes a compressed key to the same compressed bytes,
/// so that "re-encoding gives the same DER" alone would not refuse it. // RFC 8410 §4, RFC 5480 §2
struct SubjectPublicKeyInfo {
  let algorithm: SignatureAlgorithm
  /// The whole encoding.
  let bytes: [UInt8]

  /// What these bytes encode, or nil when they begin or end in another way.
  init?(_ bytes: [UInt8]) {
    for algorithm in SignatureAlgorithm.allCases
    where bytes.count == Self.byteCount(of: algorithm) && bytes.starts(with: Self.prefix(of: algorithm)) {
      self.algorithm = algorithm
      self.bytes = bytes
      return
    }
    return nil
  }

  /// Wraps the 32 bytes of an Ed25519 key, or nil when there are not 32.
  init?(ed25519 key: [UInt8]) {
    self.init(Self.prefix(of: .ed25519) + key)
  }

  /// The key without the bytes that say which algorithm it is for.
  var key: ArraySlice<UInt8> {
    bytes.dropFirst(Self.prefix(of: algorithm).count)
  }

  static func byteCount(of algorithm: SignatureAlgorithm) -> Int {
    switch algorithm {
    case .ed25519: prefix(of: algorithm).count + 32
    case .ecdsaP256: prefix(of: algorithm).count + 64
    }
  }

  private static func prefix(of algorithm: SignatureAlgorithm) -> [UInt8] {
    switch algorithm {
    case .ed25519: ed25519Prefix
    case .ecdsaP256: p256Prefix
    }
  }

  // SEQUENCE { SEQUENCE { 1.3.101.112 }, BIT STRING … }
  private static let ed25519Prefix: [UInt8] = [0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00]

  // SEQUENCE { SEQUENCE { ecPublicKey, prime256v1 }, BIT STRING 04 … }: a named curve, an uncompressed point
  private static let p256Prefix: [UInt8] = [
    0x30, 0x59, 0x30, 0x13, 0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01,
    0x06, 0x08, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07, 0x03, 0x42, 0x00, uncompressed,
  ]

  /// What stands before the two coordinates of a point that has both. // SEC 1 §2.3.3
  static let uncompressed: UInt8 = 0x04
}
