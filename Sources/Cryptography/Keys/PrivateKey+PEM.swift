internal import COpenSSL

extension PrivateKey {
  /// The key in a text that is one `PRIVATE KEY` or `ENCRYPTED PRIVATE KEY` block, which is PKCS#8.
  ///
  /// Reads every protection that OpenSSL reads, scrypt among them. Never asks anybody for a passphrase: with none given
  /// an encrypted key is refused as `key.passphrase-needed`. A passphrase for a key that is not encrypted is ignored.
  public convenience init(pem: [UInt8], passphrase: Passphrase?) throws(CryptographyError) {
    try self.init(pem: pem.span, passphrase: passphrase)
  }

  convenience init(pem text: Span<UInt8>, passphrase: Passphrase?) throws(CryptographyError) {
    let block = try PEMBlock.read(text, labelled: [Self.plainLabel, Self.encryptedLabel], wanting: .privateKey)
    if block.label == Self.plainLabel {
      unsafe try self.init(adopting: Self.load(block.contents.span))
    } else {
      let envelope = try EncryptedPrivateKeyInfo(block.contents.span)
      guard let passphrase else {
        throw CryptographyError(.passphraseNeeded, "the private key is encrypted and no passphrase was given")
      }
      let decrypted = try envelope.open(with: passphrase)
      let handle: OpaquePointer
      do throws(CryptographyError) {
        unsafe handle = try Self.load(decrypted.span)
      } catch {
        // One wrong passphrase in 256 leaves a padding that looks right, and then no key.
        throw error.code == .malformedKey ? EncryptedPrivateKeyInfo.wrongPassphrase : error
      }
      unsafe try self.init(adopting: handle)
    }
  }

  /// The key as PKCS#8 PEM: encrypted with the passphrase, or plain when there is none.
  ///
  /// The text of a plain key is a secret; whoever holds it overwrites it.
  public func pem(passphrase: Passphrase?) throws(CryptographyError) -> [UInt8] {
    guard let information = unsafe EVP_PKEY2PKCS8(handle) else {
      throw ErrorQueue.libraryFailure("OpenSSL could not encode a private key")
    }
    defer { unsafe PKCS8_PRIV_KEY_INFO_free(information) }
    guard let passphrase else {
      guard let contents = unsafe DER.encode(with: { unsafe i2d_PKCS8_PRIV_KEY_INFO(information, $0) }) else {
        throw ErrorQueue.libraryFailure("OpenSSL could not encode a private key")
      }
      return PEMBlock.text(Self.plainLabel, contents.span)
    }
    let envelope = unsafe try EncryptedPrivateKeyInfo(protecting: information, with: passphrase)
    let contents = try envelope.encoding()
    return PEMBlock.text(Self.encryptedLabel, contents.span)
  }

  /// Whether a text begins as an encrypted private key, so that somebody can be asked for the passphrase first.
  static func isEncrypted(pem text: Span<UInt8>) -> Bool {
    PEMBlock.label(of: text) == encryptedLabel
  }

  /// What keeps the key in a text; nil where nothing does, or where it cannot be told.
  static func protection(pem text: Span<UInt8>) throws(CryptographyError) -> KeyProtection? {
    isEncrypted(pem: text) ? try protection(of: PEMBlock(text)) : nil
  }

  private static func protection(of block: borrowing PEMBlock) throws(CryptographyError) -> KeyProtection? {
    let envelope = try EncryptedPrivateKeyInfo(block.contents.span)
    return envelope.protection
  }

  /// Reads a PrivateKeyInfo and checks that its two halves belong together. // RFC 5208 §5, RFC 8410 §7
  private static func load(_ bytes: Span<UInt8>) throws(CryptographyError) -> OpaquePointer {
    let information = unsafe DER.decode(
      bytes, with: { unsafe d2i_PKCS8_PRIV_KEY_INFO(nil, $0, $1) },
      discardingWith: { unsafe PKCS8_PRIV_KEY_INFO_free($0) })
    guard let information = unsafe information else { throw malformed() }
    defer { unsafe PKCS8_PRIV_KEY_INFO_free(information) }

    var name: OpaquePointer?
    guard unsafe PKCS8_pkey_get0(&name, nil, nil, nil, information) == 1 else { throw malformed() }
    guard unsafe [NID_ED25519, NID_X9_62_id_ecPublicKey].contains(OBJ_obj2nid(name)) else {
      throw CryptographyError(.unsupportedKey, "the private key is neither an Ed25519 nor a P-256 key")
    }
    guard let handle = unsafe EVP_PKCS82PKEY(information) else { throw malformed() }
    // A file can carry a public half of its own, and OpenSSL signs with it unlooked: for Ed25519 two signatures under
    // two public halves give the secret away.
    guard unsafe isPair(handle) else {
      unsafe EVP_PKEY_free(handle)
      throw malformed()
    }
    return unsafe handle
  }

  private static func isPair(_ handle: OpaquePointer) -> Bool {
    guard let context = unsafe EVP_PKEY_CTX_new_from_pkey(nil, handle, nil) else { return false }
    defer { unsafe EVP_PKEY_CTX_free(context) }
    return unsafe EVP_PKEY_pairwise_check(context) == 1
  }

  private static func malformed() -> CryptographyError {
    ErrorQueue.blame(.malformedKey, "the bytes are not a private key")
  }

  private static let plainLabel = "PRIVATE KEY"
  private static let encryptedLabel = "ENCRYPTED PRIVATE KEY"
}
