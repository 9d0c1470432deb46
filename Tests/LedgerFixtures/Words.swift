internal import CanonicalJSON
public import Cryptography
public import Pledges
internal import Synchronization

// Tests write the words of a detached text where the text stands; what a statement names is looked up again when it is
// handed in.

/// Every disclosure that a test made, by its digest.
private let disclosures = Mutex<[Digest: Disclosure]>([:])

extension Detached {
  /// The words detached, under a salt that follows from them: the same words are the same text in every run.
  public static func words(_ words: Words, salted word: String = "") -> Self {
    do {
      let seed = Array(word.utf8) + [0] + words.disclosedJSON.canonicalBytes()
      let salt = try Digest.sha256(of: seed).bytes.prefix(Disclosure.saltByteCount)
      let disclosure = try Disclosure(words, salt: Array(salt))
      disclosures.withLock { $0[disclosure.digest] = disclosure }
      return Self(disclosure.digest)
    } catch {
      preconditionFailure("no disclosure: \(error)")
    }
  }
}

extension Detached: ExpressibleByUnicodeScalarLiteral where Words: ExpressibleByStringLiteral {}
extension Detached: ExpressibleByExtendedGraphemeClusterLiteral where Words: ExpressibleByStringLiteral {}
extension Detached: ExpressibleByStringLiteral where Words: ExpressibleByStringLiteral {
  public init(stringLiteral text: Words.StringLiteralType) { self = .words(Words(stringLiteral: text)) }
}

extension Disclosure {
  /// The disclosures that tests made for these digests; one that nobody made is left out.
  public static func made(for digests: [Digest]) -> [Disclosure] {
    disclosures.withLock { made in digests.compactMap { made[$0] } }
  }
}

extension Envelope {
  /// The envelope with the words of its statement, as far as tests made them.
  public var submitted: SubmittedEnvelope {
    get throws {
      SubmittedEnvelope(envelope: self, texts: Disclosure.made(for: try Statement.read(payload).textDigests))
    }
  }
}
