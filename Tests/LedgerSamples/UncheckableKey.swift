internal import CanonicalJSON
internal import Cryptography

/// A verifier key of a type that this program cannot check, and lines of it that nobody here can tell from true ones.
public struct UncheckableKey {
  /// Who signs with it.
  public let name: String
  /// The key as it is written.
  public let vkey: String
  private let keyHash: [UInt8]

  /// A key of ML-DSA-44, which C2SP recommends for logs and witnesses, or of another type. // tlog-cosignature
  public init(_ name: String, type: UInt8 = 0x06, count: Int = 1_312) throws {
    self.name = name
    let payload = [type] + (0..<count).map { UInt8($0 % 251) }
    keyHash = Array(try Digest.sha256(of: Array(name.utf8) + [0x0A] + payload).bytes.prefix(4))
    let hex = keyHash.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    vkey = "\(name)+\(hex)+\(Base64.encode(payload))"
  }

  /// A signature line of it: a time and as many bytes as its signatures have, or another number.
  public func line(count: Int = 8 + 2_420) -> String {
    let signature = [0, 0, 0, 0, 0x71, 0, 0, 0] + (8..<count).map { UInt8($0 % 249) }
    return "\u{2014} \(name) \(Base64.encode(keyHash + signature))\n"
  }
}
