/// One promise of an accord.
public struct Commitment: Sendable {
  public var id: CommitmentID
  /// As the source counts it.
  public var number: String
  public var title: TextMap
  public var text: TextMap
  /// False for a paraphrase, which is shown as one.
  public var textIsVerbatim: Bool
  public var sourceRef: String
  public var appliesTo: Applicability
  public var obligation: Obligation
  public var addresseeNote: TextMap?
  public var measures: [Measure]
  public var indicators: [Indicator]
  public var evidencePolicy: EvidencePolicy

  /// Only `required` can go overdue. // Status rules §1
  public enum Obligation: String, Sendable, CaseIterable {
    case required, expected, encouraged
  }

  /// Whom a commitment or measure addresses.
  public struct Applicability: Sendable {
    public var kinds: [PlainID]
    /// Empty: no condition on traits.
    public var traitsAny: [PlainID]

    /// Whether a party of this kind with these traits is addressed. // Status rules §4 row 3
    public func includes(kind: PlainID, traits: [PlainID]) -> Bool {
      kinds.contains(kind) && (traitsAny.isEmpty || traitsAny.contains(where: traits.contains))
    }
  }

  public struct Measure: Sendable {
    public var id: PlainID
    public var title: TextMap
    public var appliesTo: Applicability?
    public var indicators: [Indicator]
  }

  public struct EvidencePolicy: Sendable {
    public var minItems: Int64
    /// Days after which a check no longer counts; nil for no limit.
    public var maxAgeDays: Int64?
  }

  /// The commitment's own indicators and those of its measures.
  public var allIndicators: [Indicator] {
    indicators + measures.flatMap(\.indicators)
  }
}

/// A value that a claim carries, with its type and range.
public struct Indicator: Sendable {
  public var id: PlainID
  public var label: TextMap
  public var type: ValueType
  public var required: Bool
  public var unit: String?
  public var choices: [AccordDocument.LabelledID]
  public var minimum: Bound?
  public var maximum: Bound?
  public var direction: Direction?
  public var breakdown: Breakdown?

  public enum ValueType: String, Sendable, CaseIterable {
    case narrative
    case yesNo = "yes-no"
    case integer, decimal, percent, choice, date, link
  }

  public enum Direction: String, Sendable, CaseIterable {
    case higherIsBetter = "higher-is-better"
    case lowerIsBetter = "lower-is-better"
    case neutral
  }

  public enum Breakdown: Sendable {
    case country
    case keys([PlainID])
  }

  /// A limit, of the indicator's own type.
  public enum Bound: Sendable {
    case integer(Int64)
    case decimal(ExactDecimal)
    case date(CalendarDate)
  }
}

/// One of the answers that a claim can give, and what it needs beside it.
public struct ClaimValue: Sendable {
  public var id: PlainID
  public var label: TextMap
  public var rank: Int64
  public var needsEvidence: Bool
  public var needsExplanation: Bool
}
