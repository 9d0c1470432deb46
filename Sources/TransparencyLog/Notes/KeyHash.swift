internal import Cryptography

/// The four bytes that a signature line names its key by, beside the name; signed-note calls it the key id.
///
/// Anybody can make a key with the same four bytes, so it narrows down and proves nothing.
public struct KeyHash: Hashable, Sendable {
  /// The number of bytes.
  public static let byteCount = 4

  /// The bytes as a number, first byte highest.
  public let rawValue: UInt32

  /// The hash with these bytes, or nil when there are not exactly four.
  public init?(_ bytes: some Collection<UInt8>) {
    guard bytes.count == KeyHash.byteCount else { return nil }
    rawValue = bytes.reduce(0) { $0 << 8 | UInt32($1) }
  }

  /// The recommended hash: the first bytes of SHA-256(name ‖ LF ‖ type ‖ public key).
  init(name: KeyName, payload: [UInt8]) throws(LogError) {
    do throws(CryptographyError) {
      let digest = try Digest.sha256(of: Array(name.text.utf8) + [Line.feed] + payload)
      rawValue = UInt32(truncatingIfNeeded: digest.prefix >> 32)
    } catch {
      throw LogError(error)
    }
  }

  /// The hash written as these eight lowercase hexadecimal digits, or nil for any other text.
  init?(hex: some Collection<UInt8>) {
    guard hex.count == 2 * KeyHash.byteCount else { return nil }
    var value: UInt32 = 0
    for digit in hex {
      guard let position = KeyHash.digits.firstIndex(of: digit) else { return nil }
      value = value << 4 | UInt32(position)
    }
    rawValue = value
  }

  /// The four bytes, first byte first.
  public var bytes: [UInt8] {
    [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: rawValue >> $0) }
  }

  /// Eight lowercase hexadecimal digits.
  public var hex: String {
    let digits = stride(from: 28, through: 0, by: -4).map { KeyHash.digits[Int(rawValue >> UInt32($0)) & 15] }
    return String(decoding: digits, as: UTF8.self)
  }

  private static let digits = Array("0123456789abcdef".utf8)
}

extension KeyHash: CustomStringConvertible {
  public var description: String { hex }
}
