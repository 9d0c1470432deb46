import LedgerFixtures

@testable import Pledges

/// Invented accords with the members that the rules read; the rest is as empty as it may be.
enum SampleAccord {
  static func text(_ text: String) -> TextMap {
    guard let map = TextMap([("en", text)]) else { preconditionFailure("an empty text") }
    return map
  }

  static func commitment(
    _ id: CommitmentID, kinds: [PlainID] = ["state", "company"], traitsAny: [PlainID] = [],
    obligation: Commitment.Obligation = .required, maxAgeDays: Int64? = nil
  ) -> Commitment {
    Commitment(
      id: id, number: "1", title: text("title"), text: text("text"), textIsVerbatim: true, sourceRef: "article 1",
      appliesTo: Commitment.Applicability(kinds: kinds, traitsAny: traitsAny), obligation: obligation,
      addresseeNote: nil, measures: [], indicators: [],
      evidencePolicy: Commitment.EvidencePolicy(minItems: 1, maxAgeDays: maxAgeDays))
  }

  static func period(
    _ id: PeriodID, start: Instant, end: Instant, opens: Instant, due: Instant, graceDays: Int64
  ) -> AccordDocument.Period {
    AccordDocument.Period(id: id, label: nil, start: start, end: end, opens: opens, due: due, graceDays: graceDays)
  }

  /// The period of the examples. // Status rules §13
  static let year2034 = period(
    "2034", start: "2034-01-01", end: "2034-12-31T23:59:59Z", opens: "2035-01-01", due: "2035-02-28T23:59:59Z",
    graceDays: 14)

  /// The accord of the examples: o-1 required, o-2 expected, first report after 90 days. // Status rules §13
  static func orchard(
    version: String = "1.0.0", effectiveFrom: Instant = "2030-01-01", commitments: [Commitment]? = nil,
    periods: [AccordDocument.Period]? = [year2034], firstReportAfterDays: Int64 = 90, responseDays: Int64? = 30,
    delistAfter: Int64 = 2
  ) -> AccordDocument {
    let values: [(PlainID, Int64)] = [
      ("met", 3), ("partially-met", 2), ("not-met", 1), ("not-applicable", 3), ("no-claim", 0),
    ]
    let levels: [PlainID] = ["none", "peer", "limited", "reasonable"]
    guard let number = AccordVersion(version) else { preconditionFailure("no version") }
    return AccordDocument(
      id: "orchard-accord", version: number, previousSHA256: nil, title: text("Orchard Accord"),
      summary: text("An invented accord."), languages: ["en"], adoptedOn: effectiveFrom.date,
      effectiveFrom: effectiveFrom, legalNature: .fictional, definitionStatus: .demo, officialTexts: [],
      secretariat: AccordDocument.Secretariat(name: "Orchard Secretariat", contact: "office@orchard.example"),
      signatoryKinds: [], traits: [],
      commitments: commitments ?? [commitment("o-1"), commitment("o-2", obligation: .expected)],
      claimValues: values.map { id, rank in
        ClaimValue(id: id, label: text(id.text), rank: rank, needsEvidence: false, needsExplanation: false)
      },
      assuranceLevels: levels.map { AccordDocument.LabelledID(id: $0, label: text($0.text)) },
      reporting: periods.map { AccordDocument.Reporting(firstReportAfterDays: firstReportAfterDays, periods: $0) },
      membership: AccordDocument.MembershipRules(
        reservationsAllowed: true, subscriptionIsOptIn: false, withdrawalNoticeDays: 0,
        delistEligibleAfterPeriods: delistAfter),
      challenge: responseDays.map {
        AccordDocument.ChallengeRules(anyoneMayChallenge: true, grounds: [], responseDays: $0, resolutionDays: 60)
      },
      reportedThemes: [], licence: "CC0-1.0", disclaimer: text("Invented."))
  }
}
