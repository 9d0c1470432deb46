internal import COpenSSL

/// Checks signatures one after another with one reused OpenSSL context; every thread has its own verifier.
///
/// A bad signature is a value. What is thrown is a failure of the library, which says nothing about the signature.
@safe public struct SignatureVerifier: ~Copyable {
  private let context: OpaquePointer

  public init() throws(CryptographyError) {
    guard let context = unsafe EVP_MD_CTX_new() else {
      throw ErrorQueue.libraryFailure("OpenSSL could not make a context for signatures")
    }
    unsafe self.context = context
  }

  deinit {
    unsafe EVP_MD_CTX_free(context)
  }

  /// Whether the signature over the message is one of this key.
  ///
  /// Ed25519: 64 bytes, whose point R must not have small order nor a second encoding, as all strict verifiers want it.
  /// P-256: strict DER over the SHA-256 of the message; (r, n − s) is valid with (r, s), so signatures identify nothing.
  public mutating func isValid(
    _ signature: Span<UInt8>, over message: Span<UInt8>, by key: PublicKey
  ) throws(CryptographyError) -> Bool {
    if key.algorithm == .ed25519 {
      guard signature.count == Self.ed25519ByteCount, let point = Ed25519PointEncoding(signature),
        point.weakness == nil
      else { return false }
    }
    return try isValidToOpenSSL(signature, over: message, by: key)
  }

  /// Whether the signature over the message is one of this key.
  public mutating func isValid(
    _ signature: [UInt8], over message: Span<UInt8>, by key: PublicKey
  ) throws(CryptographyError) -> Bool {
    try isValid(signature.span, over: message, by: key)
  }

  /// Whether the signature over the message is one of this key.
  public mutating func isValid(
    _ signature: [UInt8], over message: [UInt8], by key: PublicKey
  ) throws(CryptographyError) -> Bool {
    try isValid(signature.span, over: message.span, by: key)
  }

  /// What OpenSSL says without our screen; tests pin it, so that another OpenSSL cannot silently change what is valid.
  mutating func isValidToOpenSSL(
    _ signature: Span<UInt8>, over message: Span<UInt8>, by key: PublicKey
  ) throws(CryptographyError) -> Bool {
    guard unsafe key.prepare(context) else {
      throw ErrorQueue.libraryFailure("OpenSSL could not begin to check a signature")
    }

    let answer = unsafe signature.withUnsafeBufferPointer { signature in
      unsafe message.withUnsafeBufferPointer { message in
        unsafe EVP_DigestVerify(context, signature.baseAddress, signature.count, message.baseAddress, message.count)
      }
    }
    if answer == 1 { return true }
    // Zero and below both mean "not valid"; only the list of errors tells bad DER from no memory.
    guard !ErrorQueue.drain() else {
      throw CryptographyError(.libraryFailure, "OpenSSL failed while it checked a signature")
    }
    return false
  }

  private static let ed25519ByteCount = 64
}
