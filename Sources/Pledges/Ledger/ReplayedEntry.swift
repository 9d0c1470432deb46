public import Cryptography

/// What a store holds of one entry, as bytes and unbelieved.
public struct StoredBytes: Sendable {
  public var header: [UInt8]
  /// Nil when the body is not there.
  public var envelope: [UInt8]?
  /// The redaction that is said to have removed the body.
  public var redactedBy: EntryIndex?
  /// SHA-256 of the statement as the store noted it. Used only where the body that would tell is gone, so that a removed
  /// text cannot be put back by submitting it again.
  public var statement: Digest?

  public init(
    header: [UInt8], envelope: [UInt8]?, redactedBy: EntryIndex? = nil, statement: Digest? = nil
  ) {
    self.header = header
    self.envelope = envelope
    self.redactedBy = redactedBy
    self.statement = statement
  }
}

/// What replay made of one entry.
public struct ReplayedEntry: Sendable {
  public var index: EntryIndex
  /// Leaf hash of the stored header.
  public var leaf: Digest
  /// Nil when the header cannot be read.
  public var header: EntryHeader?
  /// Nil when the body is gone or cannot be believed.
  public var body: VerifiedEnvelope?
  public var isRedacted = false
  /// Signatures of this entry and of those before it that are still to be checked, once there are enough of them; see
  /// `EnvelopeVerifier.Signatures.collected`.
  public var checks: SignatureBatch?
  public var findings: [Finding] = []
}
