extension ClaimValue {
  /// The claim values of an accord that names none of its own. // Format §9
  public static let standard: [ClaimValue] = [
    value("met", en: "met", fr: "respecté", rank: 3, evidence: true, explanation: false),
    value(
      "partially-met", en: "partially met", fr: "partiellement respecté", rank: 2, evidence: true, explanation: true),
    value("not-met", en: "not met", fr: "non respecté", rank: 1, evidence: false, explanation: true),
    value("not-applicable", en: "not applicable", fr: "sans objet", rank: 3, evidence: false, explanation: true),
    value(PlainID.noClaim.text, en: "no claim", fr: "sans déclaration", rank: 0, evidence: false, explanation: true),
  ].compactMap { $0 }

  private static func value(
    _ id: String, en: String, fr: String, rank: Int64, evidence: Bool, explanation: Bool
  ) -> ClaimValue? {
    guard let id = PlainID(id), let label = TextMap([("en", en), ("fr", fr)]) else { return nil }
    return ClaimValue(id: id, label: label, rank: rank, needsEvidence: evidence, needsExplanation: explanation)
  }
}

extension AccordDocument.LabelledID {
  /// The assurance levels of an accord that names none of its own, lowest first. // Format §9
  public static let standardAssuranceLevels: [AccordDocument.LabelledID] = [
    ("none", "none", "aucune"), ("peer", "peer", "par les pairs"), ("limited", "limited", "limitée"),
    ("reasonable", "reasonable", "raisonnable"),
  ].compactMap { id, en, fr in
    guard let id = PlainID(id), let label = TextMap([("en", en), ("fr", fr)]) else { return nil }
    return AccordDocument.LabelledID(id: id, label: label)
  }
}

extension AccordDocument {
  /// The commitment with this id.
  public func commitment(_ id: CommitmentID) -> Commitment? {
    commitments.first { $0.id == id }
  }

  /// The reporting period with this id.
  public func period(_ id: PeriodID) -> Period? {
    reporting?.periods.first { $0.id == id }
  }

  /// The claim value with this id.
  public func claimValue(_ id: PlainID) -> ClaimValue? {
    claimValues.first { $0.id == id }
  }

  /// Whether nobody owes a report: no reporting at all, or no period in it. // Status rules §1
  public var isRegisterOnly: Bool {
    reporting?.periods.isEmpty ?? true
  }
}
