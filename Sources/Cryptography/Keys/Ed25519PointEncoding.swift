/// The 32 bytes that encode a point of Ed25519: a public key, or the first half of a signature.
///
/// OpenSSL takes points of small order and points with a second encoding. Under the identity as public key one
/// signature fits every message; under the other small-order keys a few tries forge. And libraries disagree about
/// such points, so a ledger that took them would be valid for one reader and not for another. Both are refused before
/// OpenSSL is asked. // IACR ePrint 2020/1244
struct Ed25519PointEncoding {
  /// Why a point is refused.
  enum Weakness {
    /// Eight times the point is the identity.
    case smallOrder
    /// The coordinate is not below 2^255 − 19, so the same point has a smaller encoding.
    case nonCanonical
  }

  static let byteCount = 32

  // The coordinate y without the sign bit, as four words, lowest first.
  private let y: (UInt64, UInt64, UInt64, UInt64)

  /// The first 32 bytes of these, or nil when there are fewer.
  init?(_ bytes: Span<UInt8>) {
    guard bytes.count >= Self.byteCount else { return nil }
    y = (
      Self.word(at: 0, of: bytes), Self.word(at: 8, of: bytes), Self.word(at: 16, of: bytes),
      Self.word(at: 24, of: bytes) & ~Self.signBit
    )
  }

  /// What is wrong with the point, or nil when it is a good one.
  var weakness: Weakness? {
    for refused in Self.smallOrder where y == refused { return .smallOrder }
    // y ≥ p: the three upper words are full and the lowest is at least that of p.
    if y.3 == ~Self.signBit, y.2 == .max, y.1 == .max, y.0 >= Self.lowestWordOfPrime { return .nonCanonical }
    return nil
  }

  private static let signBit: UInt64 = 1 << 63
  private static let lowestWordOfPrime: UInt64 = 0xffff_ffff_ffff_ffed

  // With the sign bit masked these seven cover all fourteen encodings of the eight points of small order.
  private static let smallOrder: [(UInt64, UInt64, UInt64, UInt64)] = [
    // y = 0: order 4
    (0, 0, 0, 0),
    // y = 1: the identity
    (1, 0, 0, 0),
    // order 8
    (0xb027_b2c2_8f95_e826, 0xf098_eff2_89f4_c345, 0x3933_c6d3_05ac_dfd5, 0x05fc_536d_8802_38b1),
    // order 8
    (0x4fd8_4d3d_706a_17c7, 0x0f67_100d_760b_3cba, 0xc6cc_392c_fa53_202a, 0x7a03_ac92_77fd_c74e),
    // y = −1: order 2
    (0xffff_ffff_ffff_ffec, .max, .max, ~signBit),
    // y = p, the second encoding of 0
    (0xffff_ffff_ffff_ffed, .max, .max, ~signBit),
    // y = p + 1, the second encoding of 1
    (0xffff_ffff_ffff_ffee, .max, .max, ~signBit),
  ]

  private static func word(at start: Int, of bytes: Span<UInt8>) -> UInt64 {
    var word: UInt64 = 0
    for position in stride(from: start + 7, through: start, by: -1) {
      word = word << 8 | UInt64(bytes[position])
    }
    return word
  }
}

extension Ed25519PointEncoding.Weakness: CustomStringConvertible {
  var description: String {
    switch self {
    case .smallOrder: "has small order"
    case .nonCanonical: "is not encoded canonically"
    }
  }
}
