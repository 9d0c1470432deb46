public import Cryptography

/// What a store holds of one entry, as bytes and unbelieved.
public struct StoredBytes: Sendable {
  public var header: [UInt8]
  /// Nil when the body is not there.
  public var envelope: [UInt8]?
  /// The redaction that is said to have removed the body.
  public var redactedBy: EntryIndex?

  public init(header: [UInt8], envelope: [UInt8]?, redactedBy: EntryIndex? = nil) {
    self.header = header
    self.envelope = envelope
    self.redactedBy = redactedBy
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
  /// Signatures that are still to be checked; see `EnvelopeVerifier.Signatures.collected`.
  public var checks: [SignatureCheck] = []
  public var findings: [Finding] = []
}
