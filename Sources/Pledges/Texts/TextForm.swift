internal import CanonicalJSON

/// What the words of a detached text may be, by the place where its digest stands. // Format §2, §3
public enum TextForm: Sendable, Hashable {
  case text(limit: Int)
  /// Text by language.
  case textMap
  /// A text in no stated language, or text by language.
  case textOrMap(limit: Int)
  case uri
  /// `EvidenceItem.Words`
  case evidence
  /// `Attestation.Affirmation`
  case affirmation
  /// `Review.Words`
  case review

  /// Notes what is wrong with words at such a place.
  func check(_ node: JSONView, _ log: FaultLog) {
    switch self {
    case .text(let limit): _ = Read.text(limit)(node, log)
    case .textMap: _ = Read.textMap()(node, log)
    case .textOrMap(let limit): _ = Read.textOrMap(limit)(node, log)
    case .uri: _ = Read.uri(node, log)
    case .evidence: _ = EvidenceItem.Words.read(node, log)
    case .affirmation: _ = Attestation.Affirmation.read(node, log)
    case .review: _ = Review.Words.read(node, log)
    }
  }
}
