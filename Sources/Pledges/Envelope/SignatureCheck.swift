public import Cryptography

/// A signature that is still to be checked, with all it takes.
public struct SignatureCheck: Sendable {
  /// What a signature covers.
  public enum Message: Sendable {
    /// These very bytes.
    case bytes([UInt8])
    /// The encoding of this statement, which is made where it is checked. // Format §5
    case statement([UInt8])
  }

  private let signature: [UInt8]
  private let message: Message
  private let key: PublicKey

  public init(signature: [UInt8], message: Message, key: PublicKey) {
    self.signature = signature
    self.message = message
    self.key = key
  }

  /// Whether the signature is one of the key over the message; `buffer` is reused from check to check.
  public func isValid(
    by verifier: inout SignatureVerifier, encodingIn buffer: inout [UInt8]
  ) throws(CryptographyError) -> Bool {
    switch message {
    case .bytes(let bytes):
      return try verifier.isValid(signature, over: bytes, by: key)
    case .statement(let payload):
      PreAuthenticationEncoding.append(type: Envelope.payloadType, body: payload, to: &buffer)
      return try verifier.isValid(signature, over: buffer, by: key)
    }
  }
}
