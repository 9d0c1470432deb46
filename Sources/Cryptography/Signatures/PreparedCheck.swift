internal import COpenSSL

/// An OpenSSL context made ready once to check signatures by one key; each check begins with a copy of it.
///
/// Making one ready looks algorithms up in OpenSSL's providers, and costs a P-256 check a twentieth; a copy does not.
/// See EVP_DigestVerifyInit(3), EVP_MD_CTX_copy_ex(3).
@safe struct PreparedCheck: ~Copyable, @unchecked Sendable {
  // Sendable: the context is made here and belongs to this value alone, which cannot be copied; it is bound to no thread.
  private let context: OpaquePointer

  /// Nil when the library fails.
  init?(by key: OpaquePointer, _ algorithm: SignatureAlgorithm) {
    guard let context = unsafe EVP_MD_CTX_new() else { return nil }
    // Ed25519 hashes the message itself, so it is given no digest. EVP_SIGNATURE-ED25519(7)
    let digest = unsafe algorithm == .ecdsaP256 ? EVP_sha256() : nil
    guard unsafe EVP_DigestVerifyInit(context, nil, digest, nil, key) == 1 else {
      unsafe EVP_MD_CTX_free(context)  // deinit does not run for a half-made value
      return nil
    }
    unsafe self.context = context
  }

  deinit {
    unsafe EVP_MD_CTX_free(context)
  }

  /// Makes another context ready for one signature; false when the library fails.
  borrowing func copy(to other: OpaquePointer) -> Bool {
    unsafe EVP_MD_CTX_copy_ex(other, context) == 1
  }
}
