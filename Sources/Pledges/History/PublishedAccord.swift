public import Cryptography

/// A version of the accord as an entry published it.
///
/// The document is shared and never copied: a rule that looks it up for each entry takes one reference.
public struct PublishedAccord: Sendable {
  public let entry: EntryStamp
  /// SHA-256 of the canonical document.
  public let sha256: Digest
  /// How it stands first among the subjects of a statement. // Format §3
  let subject: Statement.Subject
  private let shared: Shared

  private final class Shared: Sendable {
    let document: AccordDocument

    init(_ document: AccordDocument) {
      self.document = document
    }
  }

  public init(entry: EntryStamp, document: AccordDocument, sha256: Digest) {
    self.entry = entry
    self.sha256 = sha256
    subject = document.subject(sha256: sha256)
    shared = Shared(document)
  }

  public var document: AccordDocument { shared.document }
}

extension PublishedAccord {
  /// Whether max(effectiveFrom, recorded) is not after the instant.
  public func isInForceAndRecorded(by instant: Instant) -> Bool {
    shared.document.effectiveFrom <= instant && entry.recorded <= instant
  }

  /// How an attestation names it. // Format §4
  var reference: Attestation.AccordReference {
    Attestation.AccordReference(id: shared.document.id, version: shared.document.version, sha256: sha256)
  }

  /// The commitment with this id.
  func commitment(_ id: CommitmentID) -> Commitment? { shared.document.commitment(id) }

  /// The reporting period with this id.
  func period(_ id: PeriodID) -> AccordDocument.Period? { shared.document.period(id) }

  /// The claim value with this id.
  func claimValue(_ id: PlainID) -> ClaimValue? { shared.document.claimValue(id) }
}
