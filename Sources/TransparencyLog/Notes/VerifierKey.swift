public import Cryptography

/// A key that checks signatures of notes: a name, an algorithm and an admitted public key.
///
///     example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k
///
/// Logs have the type `ed25519`, witnesses `cosignatureEd25519`; the same public key must not serve both.
public struct VerifierKey: Sendable {
  /// What the key is as a text.
  public let declared: DeclaredKey
  /// The key itself, which has passed the admission screen.
  public let publicKey: PublicKey

  /// Reads a verifier key: `vkey.malformed`, `vkey.unsupported` for a type not to be checked here, or `vkey.weak`.
  public init(_ text: String) throws(LogError) {
    try self.init(DeclaredKey(text))
  }

  /// The usable key behind a declared one.
  public init(_ declared: DeclaredKey) throws(LogError) {
    guard declared.type.isSupported else {
      throw LogError(
        .verifierKeyUnsupported, "a verifier key of type \(declared.type) is unsupported: this program cannot check it")
    }
    self.declared = declared
    do throws(CryptographyError) {
      publicKey = try PublicKey(ed25519: declared.rawPublicKey)
    } catch {
      throw error.code == .libraryFailure ? LogError(error) : LogError(.verifierKeyWeak, error.reason)
    }
  }

  /// Names a public key for signing notes; only Ed25519 keys can.
  public init(name: String, publicKey: PublicKey, type: SignatureType) throws(LogError) {
    guard let name = KeyName(name) else {
      throw LogError(.verifierKeyMalformed, "a key name is not empty and has no white space or plus sign")
    }
    guard type.isSupported, let bytes = publicKey.ed25519Bytes else {
      throw LogError(.verifierKeyUnsupported, "only Ed25519 keys sign notes here")
    }
    declared = try DeclaredKey(name: name, type: type, rawPublicKey: bytes)
    self.publicKey = publicKey
  }

  /// The name as it stands in signature lines; that of a log key is the log's origin. A text of it is for showing alone:
  /// Swift's `==` on texts takes U+212A for a K.
  public var keyName: KeyName { declared.name }
  /// The four bytes that, with the name, tell which key a signature line means.
  public var keyHash: KeyHash { declared.keyHash }
  /// Whether it signs as a log or cosigns as a witness.
  public var type: SignatureType { declared.type }
  /// The key as it is written; reading it again gives the same key.
  public var text: String { declared.text }
}

extension VerifierKey: Hashable {
  public static func == (left: VerifierKey, right: VerifierKey) -> Bool {
    left.declared == right.declared
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(declared)
  }
}

extension VerifierKey: CustomStringConvertible {
  public var description: String { text }
}
