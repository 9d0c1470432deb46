internal import CanonicalJSON

/// A verifier key as it is written, of any signature type, well-formed but not yet fit to check anything.
///
///     name + "+" + 8 hexadecimal digits of the key id + "+" + base64(type ‖ public key)
///
/// Policies may name keys that this program cannot use; `VerifierKey` is one that it can.
public struct DeclaredKey: Hashable, Sendable {
  /// Who signs with the key.
  public let name: KeyName
  /// The four bytes that signature lines name the key by.
  public let keyHash: KeyHash
  /// How the key signs.
  public let type: SignatureType
  /// What follows the type byte.
  public let rawPublicKey: [UInt8]

  /// The longest key text read; an ML-DSA-44 key has about 1,800 bytes.
  static let maximumByteCount = 8_192

  /// Reads a verifier key; it must be spelled exactly as it would be written, and have the id that its key gives.
  public init(_ text: String) throws(LogError) {
    try self.init(bytes: Array(text.utf8))
  }

  init(bytes: some Collection<UInt8>) throws(LogError) {
    guard bytes.count <= DeclaredKey.maximumByteCount else { throw DeclaredKey.malformed("it is too long") }
    // From the left: base64 may hold further plus signs.
    let parts = bytes.split(separator: UInt8(ascii: "+"), maxSplits: 2, omittingEmptySubsequences: false)
    guard parts.count == 3 else { throw DeclaredKey.malformed("it has no three parts divided by plus signs") }
    guard let name = KeyName(parts[0]) else { throw DeclaredKey.malformed("its name is empty or has white space") }
    guard let keyHash = KeyHash(hex: parts[1]) else {
      throw DeclaredKey.malformed("its id is not eight lowercase hexadecimal digits")
    }
    guard let payload = Base64.decode(parts[2]), let type = payload.first else {
      throw DeclaredKey.malformed("its last part is not canonical base64 of a type and a key")
    }
    try self.init(name: name, type: SignatureType(rawValue: type), rawPublicKey: Array(payload.dropFirst()), keyHash)
  }

  /// The declaration of a key; its id is computed.
  init(name: KeyName, type: SignatureType, rawPublicKey: [UInt8], _ declared: KeyHash? = nil) throws(LogError) {
    if let count = type.publicKeyCount, rawPublicKey.count != count {
      throw DeclaredKey.malformed("a key of type \(type) has \(count) bytes, not \(rawPublicKey.count)")
    }
    let computed = try KeyHash(name: name, payload: [type.rawValue] + rawPublicKey)
    if let declared, declared != computed, type.hasRecommendedHash {
      throw DeclaredKey.malformed("its id is \(declared), that of its key is \(computed)")
    }
    self.name = name
    self.keyHash = declared ?? computed
    self.type = type
    self.rawPublicKey = rawPublicKey
  }

  /// The key as it is written.
  public var text: String {
    "\(name.text)+\(keyHash.hex)+\(Base64.encode([type.rawValue] + rawPublicKey))"
  }

  @inline(never)
  private static func malformed(_ detail: String) -> LogError {
    LogError(.verifierKeyMalformed, "the verifier key is malformed: \(detail)")
  }
}

extension DeclaredKey: CustomStringConvertible {
  public var description: String { text }
}
