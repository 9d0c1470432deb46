/// What a claim has to have beside its value. // Format §10
///
/// Admission refuses what lacks it, a form asks for it and names what is missing: both ask here.
public struct ClaimNeeds: Sendable {
  public let explanation: Bool
  /// How many evidence items, at least.
  public let evidence: Int64
  public let indicators: [PlainID]
}

extension Commitment {
  /// What a claim of this value needs of a signatory on whom these indicators are binding.
  public func needs(of value: ClaimValue, requiredIndicators: [PlainID]) -> ClaimNeeds {
    ClaimNeeds(
      explanation: value.needsExplanation, evidence: value.needsEvidence ? fewestEvidence : 0,
      // Nothing was measured where nothing is claimed.
      indicators: value.id == .noClaim || value.id == .notApplicable ? [] : requiredIndicators)
  }

  /// How many evidence items a value takes that needs evidence.
  public var fewestEvidence: Int64 { max(1, evidencePolicy.minItems) }

  /// The indicators that this signatory has to give: the commitment's own and those of the measures that address it.
  func requiredIndicators(for standing: MembershipStanding) -> [PlainID] {
    var required: [PlainID] = []
    for place in indicators.indices where indicators[place].required { required.append(indicators[place].id) }
    for place in measures.indices where !measures[place].indicators.isEmpty {
      if let applicability = measures[place].appliesTo, let kind = standing.kind,
        !applicability.includes(kind: kind, traits: standing.traits)
      {
        continue
      }
      required += measures[place].indicators.filter(\.required).map(\.id)
    }
    return required
  }
}
