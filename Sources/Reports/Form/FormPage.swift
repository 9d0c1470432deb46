internal import Cryptography
public import Pledges

/// A form to fill in, with what was answered last beside each question: for the period itself, or for the one before.
public struct FormPage: Sendable {
  public let form: AttestationForm
  /// The entries that stand for this period already, by commitment.
  public let standing: [(commitment: CommitmentID, entry: EntryIndex)]
  /// The language of the accord's texts in it.
  let language: String
  /// The languages that explanations are asked in.
  let languages: [String]
  private let earlier: [CommitmentID: EarlierAnswer]

  /// What stands for a commitment in the period, or in the one before.
  struct EarlierAnswer: Sendable {
    var entry: EntryIndex
    var value: PlainID
    var explanation: [(language: String, text: String)] = []
    var evidence: [String] = []
    var indicators: [(id: PlainID, text: String)] = []
    var measures: [(id: PlainID, done: Claim.Measure.Done)] = []
    var plans: [String] = []
  }

  /// - Parameter language: of the accord's texts.
  public init(_ form: AttestationForm, of view: LedgerView, language: String) throws(ReportError) {
    self.form = form
    self.language = language
    languages = form.document.languages
    standing = form.questions.compactMap { question in
      view.state.head(signatory: form.signatory, period: form.period.id, commitment: question.terms.id)
        .map { (question.terms.id, $0.index) }
    }
    var earlier: [CommitmentID: EarlierAnswer] = [:]
    let statements = StatementCache(view)
    for question in form.questions {
      // What is restated is what was said last; else what was said of the period before.
      guard
        let head = [form.period, form.earlierPeriod].lazy.compactMap({ period in
          period.flatMap {
            view.state.head(signatory: form.signatory, period: $0.id, commitment: question.terms.id)
          }
        }).first
      else { continue }
      let attestation = try statements.body(at: head.index, "attestation") { predicate -> Attestation? in
        if case .attest(let attestation) = predicate { attestation } else { nil }
      }
      guard let claim = attestation.claims.first(where: { $0.commitment == question.terms.id }) else { continue }
      earlier[question.terms.id] = EarlierAnswer(claim, in: attestation, at: head.index, statements.texts)
    }
    self.earlier = earlier
  }

  func earlierAnswer(_ id: CommitmentID) -> EarlierAnswer? { earlier[id] }

  /// A text of the accord.
  func text(_ map: TextMap) -> String { map.text(in: language, default: form.document.languages[0]) }
}

extension FormPage.EarlierAnswer {
  fileprivate init(_ claim: Claim, in attestation: Attestation, at entry: EntryIndex, _ texts: DisclosedTexts) {
    self.init(entry: entry, value: claim.value)
    explanation = claim.explanation.flatMap { texts[$0].words?.entries } ?? []
    evidence = claim.evidence.compactMap { id in
      attestation.evidence.first { $0.id == id }.map { texts[$0.words].words?.title ?? $0.sha256.hex }
    }
    indicators = claim.indicators.compactMap { given in
      switch given.value {
      case .integer(let number): (given.id, "\(number)")
      case .text(let text): (given.id, text)
      case .detached(let text): texts[text].words.map { (given.id, $0) }
      }
    }
    measures = claim.measures.map { ($0.id, $0.done) }
    plans = claim.planned.compactMap { texts[$0.text].words?.entries.first?.text }
  }
}
