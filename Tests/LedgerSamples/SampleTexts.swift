internal import CanonicalJSON
internal import Cryptography
public import Pledges
internal import Synchronization

/// The words that the samples made, by their digest: what a statement names is looked up here when it is handed in.
private let made = Mutex<[Digest: Disclosure]>([:])

extension Samples {
  /// Words detached under a salt that follows from them: the same words are the same text in every entry.
  public static func detached<Words>(_ words: Words) throws -> Detached<Words> {
    let salt = try Digest.sha256(of: words.disclosedJSON.canonicalBytes()).bytes.prefix(Disclosure.saltByteCount)
    let disclosure = try Disclosure(words, salt: Array(salt))
    made.withLock { $0[disclosure.digest] = disclosure }
    return Detached(disclosure.digest)
  }

  /// English words detached.
  public static func detached(english text: String) throws -> Detached<TextMap> {
    try detached(given(TextMap([("en", text)])))
  }

  /// The words that the samples made for what a payload names, in ascending order of digest; none for what is no
  /// statement.
  static func disclosures(of payload: [UInt8]) -> [Disclosure] {
    guard let digests = try? Statement.read(payload).textDigests else { return [] }
    return made.withLock { known in digests.sorted().compactMap { known[$0] } }
  }

  /// Words about somebody, such as a law may ask to be removed.
  public static func keeper() throws -> Detached<TextMap> {
    try detached(english: "The lamp was lit by a keeper whose name stands here.")
  }

  /// Those words with their salt.
  public static func keeperDisclosure() throws -> Disclosure {
    let digest = try keeper().digest
    return try given(made.withLock { $0[digest] })
  }
}
