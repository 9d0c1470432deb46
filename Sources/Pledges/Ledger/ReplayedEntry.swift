public import Cryptography

/// What a store holds of one entry, as bytes and unbelieved.
public struct StoredBytes: Sendable {
  public var header: [UInt8]
  /// Nil when the envelope is not there.
  public var envelope: [UInt8]?
  /// The disclosures beside the envelope, each as bytes; nil where nobody looked for them, as for a replay that needs no
  /// words.
  public var texts: [[UInt8]]?

  public init(header: [UInt8], envelope: [UInt8]?, texts: [[UInt8]]? = nil) {
    self.header = header
    self.envelope = envelope
    self.texts = texts
  }
}

/// What replay made of one entry.
public struct ReplayedEntry: Sendable {
  public var index: EntryIndex
  /// Leaf hash of the stored header.
  public var leaf: Digest
  /// Nil when the header cannot be read.
  public var header: EntryHeader?
  /// Nil when the body is not there or cannot be believed.
  public var body: VerifiedEnvelope?
  /// The words beside the envelope, to be judged once all removals are known; nil where nobody looked for them, or where
  /// the entry is no statement.
  public var texts: ExaminedTexts?
  /// Signatures of this entry and of those before it that are still to be checked, once there are enough of them; see
  /// `EnvelopeVerifier.Signatures.collected`.
  public var checks: SignatureBatch?
  public var findings: [Finding] = []
}
