/// The keys that a reader of notes knows, each under its pair of name and id.
///
/// Keys that cannot be checked here are known as well, so that their lines are reported as unsupported, which is
/// neither valid nor invalid.
public struct KnownKeys: Sendable {
  enum Known: Sendable {
    case supported(VerifierKey)
    case unsupported(DeclaredKey)
  }

  private struct Pair: Hashable {
    let name: KeyName
    let keyHash: KeyHash
  }

  private var keys: [Pair: Known] = [:]

  /// Keys of which no two have one name and one id; which of the two a line meant could not be told.
  public init(_ verifierKeys: [VerifierKey], unsupported: [DeclaredKey] = []) throws(LogError) {
    for key in verifierKeys { try insert(.supported(key), key.declared) }
    for key in unsupported { try insert(.unsupported(key), key) }
  }

  private mutating func insert(_ known: Known, _ key: DeclaredKey) throws(LogError) {
    let pair = Pair(name: key.name, keyHash: key.keyHash)
    guard keys.updateValue(known, forKey: pair) == nil else {
      throw LogError(.keysAmbiguous, "two known keys are both named \(key.name)+\(key.keyHash)")
    }
  }

  /// The key that a line names, if it is one that can be checked here.
  public func supportedKey(for signature: NoteSignature) -> VerifierKey? {
    if case .supported(let key)? = key(for: signature) { key } else { nil }
  }

  func key(for signature: NoteSignature) -> Known? {
    keys[Pair(name: signature.name, keyHash: signature.keyHash)]
  }
}
