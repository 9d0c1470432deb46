internal import Cryptography
public import TransparencyLog

/// What the stored bytes of an entry say by themselves, without the ledger around them.
///
/// Making one is most of the work of a replay and asks for nothing of the entries before, so that any thread may do it.
/// It is no verdict: `Ledger.replay` links it to the chain, looks at its keys and applies the rules.
///
/// A class: it is handed from thread to thread, and a copy would count a dozen references.
public final class DecodedEntry: Sendable {
  let stored: StoredBytes
  /// Leaf hash of the stored header.
  let leaf: Digest
  /// Nil when the header cannot be read.
  let header: EntryHeader?
  /// The envelope and what it says, or why it cannot be read; nil when it is not there.
  let envelope: Result<DecodedEnvelope, Refusal>?
  /// The digest of the envelope; nil where it is not there, or not as long as the header says.
  let digest: Result<Digest, CryptographyError>?
  /// What is to be said of the words beside the envelope.
  let texts: ExaminedTexts?

  fileprivate init(
    stored: StoredBytes, leaf: Digest, header: EntryHeader?, envelope: Result<DecodedEnvelope, Refusal>?,
    digest: Result<Digest, CryptographyError>?, texts: ExaminedTexts?
  ) {
    self.stored = stored
    self.leaf = leaf
    self.header = header
    self.envelope = envelope
    self.digest = digest
    self.texts = texts
  }
}

/// An envelope, what its payload says and that payload's digest; nobody has looked at its signatures.
final class DecodedEnvelope: Sendable {
  let envelope: Envelope
  let statement: Statement
  /// The statement's kind, looked up once.
  let kind: EntryKind
  let statementDigest: Digest

  init(_ envelope: Envelope, _ statement: Statement, digest: Digest) {
    self.envelope = envelope
    self.statement = statement
    kind = statement.kind
    statementDigest = digest
  }
}

/// Decodes entries one after the other with contexts of its own; one a thread.
public struct EntryDecoder: ~Copyable {
  private var leaves: MerkleHasher
  private var bodies: SHA256Hasher

  public init() throws(LogError) {
    let leaves = try MerkleHasher()
    do {
      bodies = try SHA256Hasher()
    } catch {
      throw LogError(.libraryFailure, error.reason)
    }
    self.leaves = leaves
  }

  /// What the bytes say; only a failure of the library is thrown.
  public mutating func decode(_ stored: StoredBytes) throws(LogError) -> DecodedEntry {
    let leaf = try leaves.leaf(stored.header.span)
    let header = EntryHeader(stored.header)
    guard let bytes = stored.envelope else {
      return DecodedEntry(stored: stored, leaf: leaf, header: header, envelope: nil, digest: nil, texts: nil)
    }
    var digest: Result<Digest, CryptographyError>?
    if let header, header.envelopeByteCount == bytes.count { digest = hash(bytes) }
    let envelope: Result<DecodedEnvelope, Refusal>
    do throws(Refusal) {
      envelope = .success(try decode(Envelope.readStored(bytes)))
    } catch {
      envelope = .failure(error)
    }
    var texts: ExaminedTexts?
    if case .success(let decoded) = envelope, let disclosures = stored.texts {
      var words: [Disclosure] = []
      words.reserveCapacity(disclosures.count)
      for bytes in disclosures { words.append(try disclosed(bytes)) }
      texts = ExaminedTexts(words, of: decoded.statement)
    }
    return DecodedEntry(
      stored: stored, leaf: leaf, header: header, envelope: envelope, digest: digest, texts: texts)
  }

  private mutating func disclosed(_ bytes: [UInt8]) throws(LogError) -> Disclosure {
    do {
      return Disclosure(digest: try bodies.hash(bytes), bytes: bytes)
    } catch {
      throw LogError(.libraryFailure, error.reason)
    }
  }

  private mutating func hash(_ bytes: [UInt8]) -> Result<Digest, CryptographyError> {
    do throws(CryptographyError) {
      return .success(try bodies.hash(bytes))
    } catch {
      return .failure(error)
    }
  }

  private mutating func decode(_ envelope: Envelope) throws(Refusal) -> DecodedEnvelope {
    let statement = try Statement.read(envelope.payload)
    do {
      return DecodedEnvelope(envelope, statement, digest: try bodies.hash(envelope.payload))
    } catch {
      throw EnvelopeVerifier.unavailable(error)
    }
  }
}
