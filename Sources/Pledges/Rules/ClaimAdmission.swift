internal import Cryptography

/// The rules that one claim has to keep: the value, what it needs, its measures and indicators. // Format §10
struct ClaimAdmission {
  let kind: EntryKind
  let accord: PublishedAccord
  let published: PublishedCommitment
  /// What the signatory is, which decides which measures address it.
  let standing: MembershipStanding
  /// The claim's place in the attestation, for messages.
  let position: Int

  private var commitment: Commitment { published.terms }

  private func refused(_ reason: String, _ message: String, hint: String) -> Refusal {
    Refusal.rule(kind, reason, "claim \(position + 1), \(commitment.id): \(message)", hint: hint)
  }

  func check(_ claim: Claim) throws(Refusal) {
    guard let value = accord.claimValue(claim.value) else {
      throw refused(
        "unknown-claim", "\(claim.value) is not a claim value of this accord",
        hint: "it has \(accord.document.claimValues.map(\.id.text).joined(separator: ", "))")
    }
    let needs = commitment.needs(of: value, requiredIndicators: commitment.requiredIndicators(for: standing))
    if claim.evidence.count < needs.evidence {
      throw refused(
        "evidence-missing",
        "\(value.id) needs \(needs.evidence) evidence items, and there are \(claim.evidence.count)",
        hint: "add --evidence \(commitment.id)=FILE")
    }
    if needs.explanation, claim.explanation == nil {
      throw refused(
        "explanation-missing", "\(value.id) needs an explanation",
        hint: "add --explain \(commitment.id)=en=TEXT")
    }
    for place in claim.measures.indices {
      let id = claim.measures[place].id
      guard commitment.measures.contains(where: { $0.id == id }) else {
        throw refused("unknown-measure", "\(id) is not a measure of this commitment", hint: "pledgebook accord show")
      }
    }
    if !claim.indicators.isEmpty {
      let indicators = commitment.allIndicators
      for given in claim.indicators {
        guard let indicator = indicators.first(where: { $0.id == given.id }) else {
          throw refused(
            "unknown-indicator", "\(given.id) is not an indicator of this commitment", hint: "pledgebook accord show")
        }
        try check(given, indicator)
      }
    }
    if let missing = needs.indicators.first(where: { id in !claim.indicators.contains { $0.id == id } }) {
      throw refused(
        "indicator-missing", "indicator \(missing) is required",
        hint: "add --indicator \(commitment.id)/\(missing)=VALUE")
    }
  }

  private func check(_ given: Claim.IndicatorValue, _ indicator: Indicator) throws(Refusal) {
    try check(given.value, indicator)
    for part in given.breakdown {
      switch indicator.breakdown {
      case nil:
        throw refused(
          "breakdown", "indicator \(indicator.id) has no breakdown", hint: "give its value only")
      case .country:
        guard part.key.utf8.count == 2, part.key.utf8.allSatisfy({ (0x41...0x5A).contains($0) }) else {
          throw refused(
            "breakdown", "\(part.key) is not a country code of two capital letters", hint: "use ISO 3166-1 alpha-2")
        }
      case .keys(let keys):
        guard keys.contains(where: { $0.text.isExactly(part.key) }) else {
          throw refused(
            "breakdown", "\(part.key) is not a key of indicator \(indicator.id)",
            hint: "it has \(keys.map(\.text).joined(separator: ", "))")
        }
      }
      try check(part.value, indicator)
    }
  }

  private func check(_ value: Claim.IndicatorValue.Value, _ indicator: Indicator) throws(Refusal) {
    guard let bound = Indicator.read(value, as: indicator.type) else {
      throw refused(
        "indicator-type", "indicator \(indicator.id) takes \(indicator.type.expectation)",
        hint: "correct --indicator \(commitment.id)/\(indicator.id)=VALUE")
    }
    if indicator.type == .choice, case .text(let text) = value,
      !indicator.choices.contains(where: { $0.id.text.isExactly(text) })
    {
      throw refused(
        "indicator-choice", "\(text) is not a choice of indicator \(indicator.id)",
        hint: "it has \(indicator.choices.map(\.id.text).joined(separator: ", "))")
    }
    guard case .some(let number) = bound else { return }
    let (minimum, maximum) = indicator.range
    if minimum.map({ !$0.isAtMost(number) }) == true || maximum.map({ !number.isAtMost($0) }) == true {
      throw refused(
        "indicator-range", "the value of indicator \(indicator.id) lies outside its range",
        hint: "pledgebook accord show gives the range")
    }
  }
}

extension Indicator {
  /// The value as something that can be held against a limit; `.some(nil)` for types that have none; nil when the value
  /// is not of the type. // Format §9
  static func read(_ value: Claim.IndicatorValue.Value, as type: ValueType) -> Bound?? {
    switch (type, value) {
    case (.integer, .integer(let number)): .some(.integer(number))
    case (.decimal, .text(let text)), (.percent, .text(let text)): ExactDecimal(text).map { .some(.decimal($0)) }
    case (.date, .text(let text)): CalendarDate(text).map { .some(.date($0)) }
    // Words are looked at where they are disclosed, and may be gone later. // Format §12
    case (.narrative, .detached), (.link, .detached): .some(nil)
    case (.yesNo, .text(let text)): text.isExactly("yes") || text.isExactly("no") ? .some(nil) : nil
    case (.choice, .text): .some(nil)
    default: nil
    }
  }

  /// The limits in force; a percentage lies between 0 and 100 unless the accord says otherwise. // Format §9
  var range: (minimum: Bound?, maximum: Bound?) {
    guard type == .percent else { return (minimum, maximum) }
    return (
      minimum ?? ExactDecimal("0").map(Bound.decimal), maximum ?? ExactDecimal("100").map(Bound.decimal)
    )
  }
}

extension Indicator.ValueType {
  var expectation: String {
    switch self {
    case .narrative: "a detached text"
    case .yesNo: "yes or no"
    case .integer: "an integer"
    case .decimal, .percent: "a decimal number as a text, such as 12.5"
    case .choice: "the id of a choice"
    case .date: "a date such as 2031-05-02"
    case .link: "a detached text, an absolute URI"
    }
  }
}
