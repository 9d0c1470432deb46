public import Cryptography

/// A version of the accord as an entry published it.
///
/// The document is shared and never copied: a rule that looks it up for each entry takes one reference.
public struct PublishedAccord: Sendable {
  public let entry: EntryStamp
  /// SHA-256 of the canonical document.
  public let sha256: Digest
  private let shared: Shared

  private final class Shared: Sendable {
    let document: AccordDocument
    let subject: Statement.Subject
    let commitments: [CommitmentID: PublishedCommitment]

    init(_ document: AccordDocument, sha256: Digest) {
      self.document = document
      subject = document.subject(sha256: sha256)
      commitments = Dictionary(
        document.commitments.map { ($0.id, PublishedCommitment($0)) }, uniquingKeysWith: { first, _ in first })
    }
  }

  public init(entry: EntryStamp, document: AccordDocument, sha256: Digest) {
    self.entry = entry
    self.sha256 = sha256
    shared = Shared(document, sha256: sha256)
  }

  public var document: AccordDocument { shared.document }

  /// How it stands first among the subjects of a statement. // Format §3
  var subject: Statement.Subject { shared.subject }
}

/// A commitment of a published version, shared for the same reason.
final class PublishedCommitment: Sendable {
  let terms: Commitment

  init(_ terms: Commitment) {
    self.terms = terms
  }
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
  func commitment(_ id: CommitmentID) -> PublishedCommitment? { shared.commitments[id] }

  /// When the period with this id ends; nil when the version has no such period.
  func end(of id: PeriodID) -> Instant? {
    guard let periods = shared.document.reporting?.periods else { return nil }
    return periods.firstIndex { $0.id == id }.map { periods[$0].end }
  }

  /// The reporting period with this id.
  func period(_ id: PeriodID) -> AccordDocument.Period? { shared.document.period(id) }

  /// The claim value with this id.
  func claimValue(_ id: PlainID) -> ClaimValue? { shared.document.claimValue(id) }
}
