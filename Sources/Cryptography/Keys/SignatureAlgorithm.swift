/// How a key signs; it belongs to the registered key and never to an envelope. // Format §2
public enum SignatureAlgorithm: String, Sendable, CaseIterable {
  /// Ed25519: RFC 8032, signatures of 64 bytes.
  case ed25519
  /// ECDSA over P-256 with SHA-256, signatures in DER.
  case ecdsaP256 = "ecdsa-p256"
}

extension SignatureAlgorithm {
  /// The most bytes a signature can have.
  var maximalSignatureCount: Int {
    switch self {
    case .ed25519: 64
    case .ecdsaP256: 72  // two integers of 33 bytes, with their heads
    }
  }
}

extension SignatureAlgorithm: CustomStringConvertible {
  public var description: String { rawValue }
}
