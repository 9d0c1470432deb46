internal import COpenSSL

/// Hashes many messages with one OpenSSL context.
///
/// The algorithm is fetched once and the context reused, which is about twice as fast as the one-shot calls.
/// See EVP_DigestInit(3).
@safe public struct SHA256Hasher: ~Copyable {
  private let context: OpaquePointer
  private let algorithm: OpaquePointer

  /// A hasher ready for its first message; fails only when libcrypto cannot give memory or SHA-256.
  public init() throws(CryptographyError) {
    guard let context = unsafe EVP_MD_CTX_new() else {
      throw CryptographyError(.libraryFailure, "OpenSSL could not make a digest context")
    }
    guard let algorithm = unsafe EVP_MD_fetch(nil, "SHA256", nil) else {
      unsafe EVP_MD_CTX_free(context)  // deinit does not run for a half-made value
      throw CryptographyError(.libraryFailure, "OpenSSL has no SHA-256")
    }
    unsafe self.context = context
    unsafe self.algorithm = algorithm
  }

  deinit {
    unsafe EVP_MD_free(algorithm)
    unsafe EVP_MD_CTX_free(context)
  }

  /// The digest of one message.
  public mutating func hash(_ message: Span<UInt8>) throws(CryptographyError) -> Digest {
    try begin()
    try update(message)
    return try finish()
  }

  /// The digest of one message held in an array.
  public mutating func hash(_ message: [UInt8]) throws(CryptographyError) -> Digest {
    try hash(message.span)
  }

  /// Starts a message given in pieces; what was begun before is forgotten.
  public mutating func begin() throws(CryptographyError) {
    guard unsafe EVP_DigestInit_ex(context, algorithm, nil) == 1 else { throw Self.failure() }
  }

  /// Adds a piece to the message begun.
  public mutating func update(_ piece: Span<UInt8>) throws(CryptographyError) {
    let done = unsafe piece.withUnsafeBufferPointer { bytes in
      unsafe EVP_DigestUpdate(context, bytes.baseAddress, bytes.count) == 1
    }
    guard done else { throw Self.failure() }
  }

  /// The digest of the pieces since `begin`.
  public mutating func finish() throws(CryptographyError) -> Digest {
    var words = (UInt64(0), UInt64(0), UInt64(0), UInt64(0))
    let done = unsafe withUnsafeMutableBytes(of: &words) { out in
      unsafe EVP_DigestFinal_ex(context, out.baseAddress?.assumingMemoryBound(to: UInt8.self), nil) == 1
    }
    guard done else { throw Self.failure() }
    return Digest(
      bigEndianWords: (
        UInt64(bigEndian: words.0), UInt64(bigEndian: words.1), UInt64(bigEndian: words.2), UInt64(bigEndian: words.3)
      ))
  }

  @inline(never)
  private static func failure() -> CryptographyError {
    ErrorQueue.libraryFailure("OpenSSL could not hash")
  }
}

extension Digest {
  /// The SHA-256 of a message, for the odd single digest; loops keep a `SHA256Hasher`.
  public static func sha256(of message: [UInt8]) throws(CryptographyError) -> Digest {
    var hasher = try SHA256Hasher()
    return try hasher.hash(message.span)
  }
}
