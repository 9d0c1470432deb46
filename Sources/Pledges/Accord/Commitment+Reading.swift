internal import CanonicalJSON

extension Commitment {
  static func read(_ node: JSONView, _ log: FaultLog) -> Commitment? {
    guard var members = Members(node, log) else { return nil }
    let id: CommitmentID? = members.required("id", Read.id)
    let number = members.required("number", Read.text(64))
    let title = members.required("title", Read.textMap(500))
    let text = members.required("text", Read.textMap())
    let verbatim = members.required("textIsVerbatim", Read.boolean)
    let source = members.required("sourceRef", Read.text(500))
    let appliesTo = members.required("appliesTo", Applicability.read)
    let obligation: Obligation? = members.optional("obligation", Read.choice)
    let note = members.optional("addresseeNote", Read.textMap(2_000))
    let measures = members.optional("measures", readList(0...200, Measure.read))
    let indicators = members.optional("indicators", readList(0...200, Indicator.read))
    let policy = members.optional("evidencePolicy", EvidencePolicy.read)
    members.finish()
    guard let id, let number, let title, let text, let verbatim, let source, let appliesTo else { return nil }
    let commitment = Commitment(
      id: id, number: number, title: title, text: text, textIsVerbatim: verbatim, sourceRef: source,
      appliesTo: appliesTo, obligation: obligation ?? .required, addresseeNote: note, measures: measures ?? [],
      indicators: indicators ?? [], evidencePolicy: policy ?? EvidencePolicy(minItems: 1, maxAgeDays: nil))
    requireUnique(commitment.measures, by: { $0.id }, "measure", log)
    requireUnique(commitment.allIndicators, by: { $0.id }, "indicator", log)
    return commitment
  }
}

extension Commitment.Applicability {
  static func read(_ node: JSONView, _ log: FaultLog) -> Self? {
    guard var members = Members(node, log) else { return nil }
    let kinds: [PlainID]? = members.required("kinds", readList(1...32, Read.id))
    let traits: [PlainID]? = members.optional("traitsAny", readList(0...200, Read.id))
    members.finish()
    guard let kinds else { return nil }
    return Self(kinds: kinds, traitsAny: traits ?? [])
  }
}

extension Commitment.Measure {
  static func read(_ node: JSONView, _ log: FaultLog) -> Self? {
    guard var members = Members(node, log) else { return nil }
    let id: PlainID? = members.required("id", Read.id)
    let title = members.required("title", Read.textMap(2_000))
    let appliesTo = members.optional("appliesTo", Commitment.Applicability.read)
    let indicators = members.optional("indicators", readList(0...200, Indicator.read))
    members.finish()
    guard let id, let title else { return nil }
    return Self(id: id, title: title, appliesTo: appliesTo, indicators: indicators ?? [])
  }
}

extension Commitment.EvidencePolicy {
  static func read(_ node: JSONView, _ log: FaultLog) -> Self? {
    guard var members = Members(node, log) else { return nil }
    let minItems = members.required("minItems", Read.integer(0...64))
    let maxAge = members.optional("maxAgeDays", Read.integer(1...36_500))
    members.finish()
    guard let minItems else { return nil }
    return Self(minItems: minItems, maxAgeDays: maxAge)
  }
}

extension ClaimValue {
  private enum Need: String, CaseIterable {
    case evidence, explanation
  }

  static func read(_ node: JSONView, _ log: FaultLog) -> ClaimValue? {
    guard var members = Members(node, log) else { return nil }
    let id: PlainID? = members.required("id", Read.id)
    let label = members.required("label", Read.textMap(500))
    let rank = members.required("rank", Read.integer(0...1_000))
    let needs: [Need]? = members.required("needs", readList(0...2, Read.choice))
    members.finish()
    guard let id, let label, let rank, let needs else { return nil }
    return ClaimValue(
      id: id, label: label, rank: rank, needsEvidence: needs.contains(.evidence),
      needsExplanation: needs.contains(.explanation))
  }
}
