internal import COpenSSL

/// A private key under a passphrase: the EncryptedPrivateKeyInfo of PKCS#8. // RFC 5208 §6, RFC 8018 §6.2
@safe struct EncryptedPrivateKeyInfo: ~Copyable {
  private let handle: OpaquePointer

  /// Encrypts with AES-256 under a key that PBKDF2 makes from the passphrase.
  ///
  /// What `openssl pkcs8 -topk8` takes by itself, 2,048 rounds of HMAC-SHA-256, is guessed quickly today; this is what
  /// `-v2 aes-256-cbc -v2prf hmacWithSHA512 -iter 600000` gives. PKCS5_pbe2_set_iv_ex(3)
  init(protecting information: OpaquePointer, with passphrase: Passphrase) throws(CryptographyError) {
    guard passphrase.secret.count > 0 else {
      throw CryptographyError(.unusablePassphrase, "an empty passphrase protects nothing")
    }
    let count = try Self.checkedCount(of: passphrase)
    let scheme = unsafe PKCS5_pbe2_set_iv_ex(
      EVP_aes_256_cbc(), Self.rounds, nil, Self.saltByteCount, nil, NID_hmacWithSHA512, nil)
    guard let scheme = unsafe scheme else { throw Self.failure() }
    let handle = unsafe passphrase.secret.withUnsafeBytes { passphrase in
      unsafe PKCS8_set0_pbe(passphrase.baseAddress, count, information, scheme)
    }
    guard let handle = unsafe handle else {
      unsafe X509_ALGOR_free(scheme)  // taken over only by a call that succeeds
      throw Self.failure()
    }
    unsafe self.handle = handle
  }

  /// Reads the encoding, which ends where the bytes end.
  init(_ bytes: Span<UInt8>) throws(CryptographyError) {
    let handle = unsafe DER.decode(
      bytes, with: { unsafe d2i_X509_SIG(nil, $0, $1) }, discardingWith: { unsafe X509_SIG_free($0) })
    guard let handle = unsafe handle else {
      throw ErrorQueue.blame(.malformedKey, "the bytes are not an encrypted private key")
    }
    // Before anybody is asked for a passphrase.
    if let excess = unsafe Self.protection(of: handle)?.excess {
      unsafe X509_SIG_free(handle)
      throw CryptographyError(.costlyProtection, excess, remedy: .encryptAgain)
    }
    unsafe self.handle = handle
  }

  /// What keeps the key; nil for a scheme that is not known here, though OpenSSL may know it.
  var protection: KeyProtection? { unsafe Self.protection(of: handle) }

  private static func protection(of handle: OpaquePointer) -> KeyProtection? {
    var scheme: UnsafePointer<X509_ALGOR>?
    unsafe X509_SIG_get0(handle, &scheme, nil)
    return unsafe scheme.flatMap { unsafe KeyProtection($0) }
  }

  deinit {
    unsafe X509_SIG_free(handle)
  }

  borrowing func encoding() throws(CryptographyError) -> SecretBytes {
    guard let bytes = unsafe DER.encode(with: { unsafe i2d_X509_SIG(handle, $0) }) else { throw Self.failure() }
    return bytes
  }

  /// The private key inside, in DER.
  ///
  /// The two steps of PKCS8_decrypt(3), done apart: a failure of the first is a scheme that OpenSSL lacks, a failure of
  /// the second a wrong passphrase, and one call could not tell.
  borrowing func open(with passphrase: Passphrase) throws(CryptographyError) -> SecretBytes {
    let count = try Self.checkedCount(of: passphrase)
    var scheme: UnsafePointer<X509_ALGOR>?
    var sealed: UnsafePointer<ASN1_OCTET_STRING>?
    unsafe X509_SIG_get0(handle, &scheme, &sealed)
    guard let scheme = unsafe scheme, let sealed = unsafe sealed, let context = unsafe EVP_CIPHER_CTX_new() else {
      throw Self.failure()
    }
    defer { unsafe EVP_CIPHER_CTX_free(context) }

    let begun = unsafe passphrase.secret.withUnsafeBytes { passphrase in
      unsafe EVP_PBE_CipherInit(
        scheme.pointee.algorithm, passphrase.baseAddress, count, scheme.pointee.parameter, context, 0) == 1
    }
    guard begun else {
      throw ErrorQueue.blame(.unsupportedKey, "the private key is protected in a way that OpenSSL does not open")
    }

    let sealedCount = unsafe ASN1_STRING_length(sealed)
    var opened = SecretBytes(count: Int(sealedCount) + Int(EVP_MAX_BLOCK_LENGTH))
    var (first, last) = (Int32(0), Int32(0))
    let done = unsafe opened.withUnsafeMutableBuffer { buffer in
      guard let start = buffer.baseAddress else { return false }
      return unsafe EVP_DecryptUpdate(context, start, &first, ASN1_STRING_get0_data(sealed), sealedCount) == 1
        && EVP_DecryptFinal_ex(context, start + Int(first), &last) == 1
    }
    guard done else { throw ErrorQueue.blame(Self.wrongPassphrase.code, Self.wrongPassphrase.reason) }
    return opened.prefix(Int(first + last))
  }

  static let wrongPassphrase = CryptographyError(.wrongPassphrase, "the passphrase does not open the private key")

  private static let rounds: Int32 = 600_000
  private static let saltByteCount: Int32 = 16

  // OpenSSL counts a passphrase in a C int.
  private static func checkedCount(of passphrase: Passphrase) throws(CryptographyError) -> Int32 {
    guard let count = Int32(exactly: passphrase.secret.count) else {
      throw CryptographyError(.unusablePassphrase, "the passphrase is too long")
    }
    return count
  }

  private static func failure() -> CryptographyError {
    ErrorQueue.libraryFailure("OpenSSL could not encrypt or decrypt a private key")
  }
}
