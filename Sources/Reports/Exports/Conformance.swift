internal import Pledges

/// What a reviewer's conclusion about a claim says of the commitment, in the words that other formats have.
///
/// OSCAL knows two states; what lies between goes into the reason and a word beside it. // OSCAL 1.2, finding status
struct Conformance {
  let isSatisfied: Bool
  let reason: String
  let word: String
  /// CycloneDX forces a number; the word is in its rationale. // CycloneDX 1.6, conformance
  let score: Double

  init(claim: PlainID?, conclusion: ReviewConclusion) {
    switch (conclusion, claim?.text) {
    case (.supports, "met"): (isSatisfied, reason, word, score) = (true, "pass", "met", 1)
    case (.supports, "partially-met"): (isSatisfied, reason, word, score) = (false, "other", "partially-met", 0.5)
    case (.supports, "not-met"): (isSatisfied, reason, word, score) = (false, "fail", "not-met", 0)
    case (.supports, let claim): (isSatisfied, reason, word, score) = (false, "other", claim ?? "unknown", 0)
    case (.qualified, let claim):
      (isSatisfied, reason, word, score) = (false, "other", "qualified-\(claim ?? "unknown")", 0.5)
    case (.contradicts, let claim):
      (isSatisfied, reason, word, score) = (false, "other", "contradicted-\(claim ?? "unknown")", 0)
    }
  }

  /// The score of a claim that nobody reviewed: what the signatory says of itself.
  static func selfDeclared(_ claim: PlainID?) -> Double? {
    switch claim?.text {
    case "met": 1
    case "partially-met": 0.5
    case "not-met": 0
    default: nil
    }
  }
}
