internal import COpenSSL
internal import Synchronization

/// A public key that passed the admission screen, parsed once and kept parsed.
///
/// Parsing costs about as much as verifying a signature, so whoever checks many signatures keeps the keys. The screen
/// does not ask whether an Ed25519 encoding lies on the curve: under one that does not, no signature is valid.
@safe public final class PublicKey: @unchecked Sendable {
  // Sendable: all properties are constant, but for one that has its lock. The EVP_PKEY is made here, belongs to this object alone and is only read
  // afterwards; OpenSSL allows concurrent reading of a key and guards the caches inside it with locks of its own.
  // openssl-threads(7)
  let handle: OpaquePointer
  public let algorithm: SignatureAlgorithm
  public let keyID: KeyID
  /// The DER encoding; encoding the parsed key again gives these same bytes.
  public let subjectPublicKeyInfo: [UInt8]
  /// Made by the first check, since most keys of a large ledger are looked at and not used. The lock owns it, also while
  /// it is copied.
  private let prepared = Mutex<PreparedCheck?>(nil)

  /// Takes over the handle, also when it throws.
  private init(adopting handle: OpaquePointer, _ info: SubjectPublicKeyInfo) throws(CryptographyError) {
    unsafe self.handle = handle
    algorithm = info.algorithm
    subjectPublicKeyInfo = info.bytes
    do throws(CryptographyError) {
      keyID = KeyID(try Digest.sha256(of: info.bytes))
    } catch {
      unsafe EVP_PKEY_free(handle)  // deinit does not run for a half-made object
      throw error
    }
  }

  deinit {
    unsafe EVP_PKEY_free(handle)
  }

  /// Makes a context ready to check one signature by this key; false when the library fails.
  func prepare(_ context: OpaquePointer) -> Bool {
    prepared.withLock { prepared in
      if prepared == nil { prepared = unsafe PreparedCheck(by: handle, algorithm) }
      return unsafe prepared?.copy(to: context) ?? false
    }
  }

  /// The key with this DER encoding, if it is one of the two exact forms and not a weak key. // Format §2
  public convenience init(subjectPublicKeyInfo bytes: [UInt8]) throws(CryptographyError) {
    guard let info = SubjectPublicKeyInfo(bytes) else { throw Self.refusal(of: bytes) }
    try self.init(info)
  }

  /// The Ed25519 key with these 32 bytes.
  public convenience init(ed25519 bytes: [UInt8]) throws(CryptographyError) {
    guard let info = SubjectPublicKeyInfo(ed25519: bytes) else {
      throw CryptographyError(.malformedKey, "an Ed25519 key has 32 bytes, not \(bytes.count)")
    }
    try self.init(info)
  }

  private convenience init(_ info: SubjectPublicKeyInfo) throws(CryptographyError) {
    if info.algorithm == .ed25519, let weakness = Ed25519PointEncoding(info.key.span)?.weakness {
      throw CryptographyError(.weakKey, "the Ed25519 public key \(weakness)")
    }
    try self.init(unscreened: info)
  }

  /// The key with no look at its point: for tests that pin what OpenSSL does by itself.
  convenience init(unscreened info: SubjectPublicKeyInfo) throws(CryptographyError) {
    switch info.algorithm {
    case .ed25519: unsafe try self.init(adopting: Self.loadEd25519(info), info)
    case .ecdsaP256: unsafe try self.init(adopting: Self.loadP256(info), info)
    }
  }

  /// The 32 bytes of an Ed25519 key, nil for another algorithm.
  public var ed25519Bytes: [UInt8]? {
    algorithm == .ed25519 ? Array(subjectPublicKeyInfo.suffix(Ed25519PointEncoding.byteCount)) : nil
  }
}

extension PublicKey: Hashable {
  public static func == (left: PublicKey, right: PublicKey) -> Bool {
    left.keyID == right.keyID
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(keyID)
  }
}

// MARK: - Loading

extension PublicKey {
  // From the 32 bytes, which is thirty times faster than from the DER; the bytes around them are fixed.
  private static func loadEd25519(_ info: SubjectPublicKeyInfo) throws(CryptographyError) -> OpaquePointer {
    let key = info.key
    let handle = unsafe key.withUnsafeBufferPointer { key in
      unsafe EVP_PKEY_new_raw_public_key_ex(nil, "ED25519", nil, key.baseAddress, key.count)
    }
    guard let handle = unsafe handle else { throw ErrorQueue.libraryFailure("OpenSSL could not load an Ed25519 key") }
    return unsafe handle
  }

  // From the 65 bytes of the point, ten times faster than from the DER. OpenSSL checks that the coordinates are below the
  // prime and that the point is on the curve.
  private static func loadP256(_ info: SubjectPublicKeyInfo) throws(CryptographyError) -> OpaquePointer {
    guard let context = unsafe EVP_PKEY_CTX_new_from_name(nil, "EC", nil) else {
      throw ErrorQueue.libraryFailure("OpenSSL could not begin to load a P-256 key")
    }
    defer { unsafe EVP_PKEY_CTX_free(context) }
    guard unsafe EVP_PKEY_fromdata_init(context) == 1 else {
      throw ErrorQueue.libraryFailure("OpenSSL could not begin to load a P-256 key")
    }
    let point = [SubjectPublicKeyInfo.uncompressed] + info.key
    guard let handle = unsafe pledge_p256_from_point(context, point, point.count) else {
      throw ErrorQueue.blame(.malformedKey, "the P-256 public key is not a point of the curve")
    }
    var again = [UInt8](repeating: 0, count: point.count)
    guard unsafe pledge_point(handle, &again, again.count) == again.count, again == point else {
      unsafe EVP_PKEY_free(handle)
      throw ErrorQueue.blame(.malformedKey, "encoding the P-256 public key again gives other bytes")
    }
    return unsafe handle
  }

  private static func decode(_ bytes: [UInt8]) -> OpaquePointer? {
    unsafe DER.decode(
      bytes.span, with: { unsafe d2i_PUBKEY(nil, $0, $1) }, discardingWith: { unsafe EVP_PKEY_free($0) })
  }

  /// The DER encoding of the public half of a key; empty when OpenSSL cannot give it.
  static func encoding(of handle: OpaquePointer) -> [UInt8] {
    guard let bytes = unsafe DER.encode(with: { unsafe i2d_PUBKEY(handle, $0) }) else { return [] }
    return bytes.span.copy
  }

  // The largest key anybody uses is a tenth of it; what is longer is not given to a parser.
  private static let maximalForeignByteCount = 8_192

  /// Why bytes that are not one of our two forms are refused: another kind of key, or none.
  @inline(never)
  private static func refusal(of bytes: [UInt8]) -> CryptographyError {
    guard bytes.count <= maximalForeignByteCount, let handle = unsafe decode(bytes) else {
      return ErrorQueue.blame(.malformedKey, "the bytes are not a public key")
    }
    defer {
      unsafe EVP_PKEY_free(handle)
      ErrorQueue.drain()
    }
    return CryptographyError(
      .unsupportedKey, "only Ed25519 keys, and P-256 keys with a named curve and an uncompressed point, are taken",
      remedy: unsafe isP256(handle) ? .uncompressPublicKey : nil)
  }

  /// Whether a key is one of P-256, whatever its encoding.
  private static func isP256(_ handle: OpaquePointer) -> Bool {
    var name = [CChar](repeating: 0, count: 64)
    return unsafe EVP_PKEY_get_group_name(handle, &name, name.count, nil) == 1 && strcmp(name, SN_X9_62_prime256v1) == 0
  }
}
