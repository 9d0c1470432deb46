/// What a signatory is asked for a period: the commitments that address it, and what each claim needs.
///
/// The rules of admission say whom it addresses, so that a form asks for nothing that the ledger then refuses.
public struct AttestationForm: Sendable {
  public let signatory: PartyID
  public let name: TextMap
  public let period: AccordDocument.Period
  /// The accord version that governs the period, as the attestation names it.
  public let accord: Attestation.AccordReference
  public let document: AccordDocument
  public let questions: [Question]

  /// A commitment that addresses the signatory.
  public struct Question: Sendable {
    public let terms: Commitment
    /// Whether the signatory is bound by it: with subscriptions it may be addressed and not bound.
    public let isBinding: Bool
    /// The measures that address it.
    public let measures: [Commitment.Measure]
    /// The indicators that a claim needs, but for one that claims nothing.
    public let requiredIndicators: [PlainID]
  }

  /// The form for a period, or why the ledger takes no report for it from this signatory.
  public init(of signatory: PartyID, _ period: PeriodID, in state: LedgerState, at now: Instant) throws(Refusal) {
    let rules = AttestationAdmission(kind: EntryKind(.attestationSubmit), recorded: now)
    let member = try rules.member(signatory, in: state)
    let (governing, found) = try rules.period(period, in: state)
    let standing = try rules.standing(of: member, period: found)
    self.signatory = signatory
    name = member.name
    self.period = found
    accord = governing.reference
    document = governing.document
    questions = governing.document.commitments.compactMap { terms in
      guard let kind = standing.kind, terms.appliesTo.includes(kind: kind, traits: standing.traits) else { return nil }
      let isBinding = standing.subscription.commitments.map { $0.contains(terms.id) } ?? true
      return Question(
        terms: terms, isBinding: isBinding,
        measures: terms.measures.filter { $0.appliesTo?.includes(kind: kind, traits: standing.traits) ?? true },
        requiredIndicators: terms.requiredIndicators(for: standing))
    }
  }

  /// The period before it in its accord; nil for the first.
  public var earlierPeriod: AccordDocument.Period? {
    document.reporting?.periods.last { $0.start < period.start }
  }

  /// How a form names itself in one line, which no spreadsheet takes for a number or a date.
  public var mark: String {
    "\(FormSheet.format) \(signatory) \(period.id) \(accord.id) \(accord.version) \(accord.sha256)"
  }
}

/// What a line of a form asks for.
public enum FormItem: Sendable, Hashable, CustomStringConvertible {
  case claim
  case explanation(language: ExactText)
  case evidence
  case indicator(PlainID)
  case measure(PlainID)
  case plan
  case affirmation(language: ExactText)
  case office
  case authority

  /// The item of this name, as a form writes it; nil for none.
  public init?(_ text: String) {
    let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    switch (ExactText(parts[0]), parts.dropFirst().first) {
    case ("claim", nil): self = .claim
    case ("evidence", nil): self = .evidence
    case ("plan", nil): self = .plan
    case ("office", nil): self = .office
    case ("authority", nil): self = .authority
    case ("explanation", let language?): self = .explanation(language: ExactText(language))
    case ("affirmation", let language?): self = .affirmation(language: ExactText(language))
    case ("indicator", let id?):
      guard let id = PlainID(id) else { return nil }
      self = .indicator(id)
    case ("measure", let id?):
      guard let id = PlainID(id) else { return nil }
      self = .measure(id)
    default: return nil
    }
  }

  public var description: String {
    switch self {
    case .claim: "claim"
    case .explanation(let language): "explanation/\(language)"
    case .evidence: "evidence"
    case .indicator(let id): "indicator/\(id)"
    case .measure(let id): "measure/\(id)"
    case .plan: "plan"
    case .affirmation(let language): "affirmation/\(language)"
    case .office: "office"
    case .authority: "authority"
    }
  }

  /// Whether it may have several answers.
  var repeats: Bool { self == .evidence || self == .plan }

  /// Whether its answer is a text that may have several lines.
  func isProse(_ type: Indicator.ValueType?) -> Bool {
    switch self {
    case .explanation, .plan, .affirmation: true
    case .indicator: type == .narrative
    default: false
    }
  }

  /// Whether it is about the report as a whole, and no commitment.
  var isGeneral: Bool {
    switch self {
    case .affirmation, .office, .authority: true
    default: false
    }
  }
}
