/// What names a public key: SHA-256 of its DER SubjectPublicKeyInfo. // Format §2
///
/// It narrows down which key to try and decides nothing by itself.
public struct KeyID: Hashable, Sendable {
  public let digest: Digest

  public init(_ digest: Digest) {
    self.digest = digest
  }

  /// The id written as 64 lowercase hexadecimal digits, or nil for any other text.
  public init?(_ hex: String) {
    guard let digest = Digest(hex: hex) else { return nil }
    self.digest = digest
  }

  /// The id written as these 64 bytes, lowercase hexadecimal digits, or nil for any others.
  public init?(_ hex: Span<UInt8>) {
    guard let digest = Digest(hex: hex) else { return nil }
    self.digest = digest
  }

  /// 64 lowercase hexadecimal digits.
  public var hex: String { digest.hex }
}

extension KeyID: Comparable {
  public static func < (left: KeyID, right: KeyID) -> Bool {
    left.digest < right.digest
  }
}

extension KeyID: CustomStringConvertible {
  public var description: String { hex }
}
