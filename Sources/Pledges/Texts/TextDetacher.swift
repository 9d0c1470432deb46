public import Cryptography

/// Takes the words out of a statement while it is drafted: the statement gets their digests, and this keeps the words.
/// // Format §3
public struct TextDetacher {
  /// The words detached so far.
  public private(set) var texts: [Disclosure] = []
  private let salt: () throws(CryptographyError) -> [UInt8]

  /// - Parameter salt: new random bytes for each text, so that removed words cannot be guessed from their digest.
  public init(salt: @escaping () throws(CryptographyError) -> [UInt8]) {
    self.salt = salt
  }

  public mutating func detach<Words: DetachedWords>(_ words: Words) throws(CryptographyError) -> Detached<Words> {
    let text = try Disclosure(words, salt: try salt())
    texts.append(text)
    return Detached(text.digest)
  }

  /// The same for words that may be absent.
  public mutating func detach<Words: DetachedWords>(ifGiven words: Words?) throws(CryptographyError) -> Detached<Words>?
  {
    guard let words else { return nil }
    return try detach(words)
  }
}
