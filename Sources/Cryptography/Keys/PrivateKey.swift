internal import COpenSSL

/// A key that signs; its memory is overwritten and freed by OpenSSL.
@safe public final class PrivateKey: @unchecked Sendable {
  // Sendable: both properties are constant, and the EVP_PKEY is only read once it is made (see PublicKey).
  let handle: OpaquePointer
  public let publicKey: PublicKey

  /// Takes over the handle, also when it throws.
  init(adopting handle: OpaquePointer) throws(CryptographyError) {
    do throws(CryptographyError) {
      let encoding = unsafe PublicKey.encoding(of: handle)
      guard !encoding.isEmpty else { throw ErrorQueue.libraryFailure("OpenSSL could not give the public key") }
      publicKey = try PublicKey(subjectPublicKeyInfo: encoding)
    } catch {
      unsafe EVP_PKEY_free(handle)  // deinit does not run for a half-made object
      throw error
    }
    unsafe self.handle = handle
  }

  deinit {
    unsafe EVP_PKEY_free(handle)
  }

  public var algorithm: SignatureAlgorithm { publicKey.algorithm }

  /// Makes a new key from OpenSSL's random numbers.
  public static func generate(_ algorithm: SignatureAlgorithm) throws(CryptographyError) -> PrivateKey {
    let name = algorithm == .ed25519 ? "ED25519" : "EC"
    guard let context = unsafe EVP_PKEY_CTX_new_from_name(nil, name, nil) else { throw generationFailure() }
    defer { unsafe EVP_PKEY_CTX_free(context) }
    guard unsafe EVP_PKEY_keygen_init(context) == 1 else { throw generationFailure() }
    if algorithm == .ecdsaP256 {
      guard unsafe EVP_PKEY_CTX_set_group_name(context, "P-256") == 1 else { throw generationFailure() }
    }
    var handle: OpaquePointer?
    guard unsafe EVP_PKEY_generate(context, &handle) == 1, let handle = unsafe handle else { throw generationFailure() }
    return unsafe try PrivateKey(adopting: handle)
  }

  private static func generationFailure() -> CryptographyError {
    ErrorQueue.libraryFailure("OpenSSL could not make a key")
  }

  /// Signs the message: 64 bytes for Ed25519, DER over its SHA-256 for P-256.
  public func sign(_ message: Span<UInt8>) throws(CryptographyError) -> [UInt8] {
    guard let context = unsafe EVP_MD_CTX_new() else { throw Self.signatureFailure() }
    defer { unsafe EVP_MD_CTX_free(context) }
    let digest = unsafe algorithm == .ecdsaP256 ? EVP_sha256() : nil
    guard unsafe EVP_DigestSignInit(context, nil, digest, nil, handle) == 1 else { throw Self.signatureFailure() }
    let signature = unsafe [UInt8](unsafeUninitializedCapacity: algorithm.maximalSignatureCount) { buffer, count in
      var room = buffer.count
      let signed = unsafe message.withUnsafeBufferPointer { message in
        unsafe EVP_DigestSign(context, buffer.baseAddress, &room, message.baseAddress, message.count) == 1
      }
      count = signed ? room : 0
    }
    guard !signature.isEmpty else { throw Self.signatureFailure() }
    return signature
  }

  /// Signs the message: 64 bytes for Ed25519, DER over its SHA-256 for P-256.
  public func sign(_ message: [UInt8]) throws(CryptographyError) -> [UInt8] {
    try sign(message.span)
  }

  private static func signatureFailure() -> CryptographyError {
    ErrorQueue.libraryFailure("OpenSSL could not sign")
  }
}

extension PrivateKey: CustomStringConvertible, CustomReflectable {
  /// Names the key by its public half.
  public var description: String { "the private key of \(publicKey.keyID)" }
  public var customMirror: Mirror { Mirror(self, children: []) }
}
