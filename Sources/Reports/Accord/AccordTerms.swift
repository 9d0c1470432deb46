public import CanonicalJSON
public import Pledges

/// What an accord says beside its commitments: claims and what each needs, levels of review, challenges, membership.
public struct AccordTerms: Sendable {
  private let document: AccordDocument

  public init(_ document: AccordDocument) {
    self.document = document
  }

  /// What a commitment says, for whom, and what a claim about it has to bring.
  public func lines(of commitment: Commitment) -> [String] {
    let text = commitment.text.text(in: "en").visible()
    let source = commitment.sourceRef.visible()
    var lines = [commitment.textIsVerbatim ? "“\(text)” (\(source))" : "\(text) (a paraphrase of \(source))"]
    var whom = commitment.appliesTo.kinds.map(label).joined(separator: ", ")
    if !commitment.appliesTo.traitsAny.isEmpty {
      whom += ", only with \(commitment.appliesTo.traitsAny.map(\.text).joined(separator: " or "))"
    }
    lines.append("for \(whom)")
    let policy = commitment.evidencePolicy
    if policy.minItems > 1 { lines.append("evidence: at least \(policy.minItems) files") }
    if let days = policy.maxAgeDays { lines.append("evidence: a check of it counts for \(counted(days))") }
    return lines
  }

  private func label(of kind: PlainID) -> String {
    guard let known = document.signatoryKinds.first(where: { $0.id == kind }) else { return kind.text }
    return "\(known.label.text(in: "en").visible()) (\(kind))"
  }

  /// What can be claimed, and what each claim needs: the id, its label, the needs.
  public var claimRows: [[String]] {
    document.claimValues.map { value in
      let needs = [value.needsEvidence ? "evidence" : nil, value.needsExplanation ? "an explanation" : nil]
      let needed = needs.compactMap { $0 }.joined(separator: " and ")
      return [
        value.id.text, value.label.text(in: "en").visible(), needed.isEmpty ? "needs nothing" : "needs \(needed)",
      ]
    }
  }

  /// How closely a reviewer can have looked, the lowest first.
  public var levelRows: [[String]] { rows(document.assuranceLevels) }

  /// On what a challenge can rest; empty where there are none.
  public var groundRows: [[String]] { rows(document.challenge?.grounds ?? []) }

  private func rows(_ labelled: [AccordDocument.LabelledID]) -> [[String]] {
    labelled.map { [$0.id.text, $0.label.text(in: "en").visible()] }
  }

  /// Who may challenge a report, and how long answer and decision take.
  public var challengeLine: String {
    guard let rules = document.challenge else { return "none: nobody can challenge under this accord" }
    let who = rules.anyoneMayChallenge ? "by anyone, once admitted" : "by registered parties"
    return "\(who); an answer within \(counted(rules.responseDays)), a decision within \(counted(rules.resolutionDays))"
  }

  public var membershipLine: String {
    let rules = document.membership
    let first = document.reporting.map { $0.firstReportAfterDays } ?? 0
    return
      ([
        rules.reservationsAllowed ? "with reservations, if a signatory has some" : "without reservations",
        rules.withdrawalNoticeDays == 0
          ? "who leaves gives no notice" : "who leaves gives \(counted(rules.withdrawalNoticeDays)) of notice",
        document.reporting == nil
          ? nil
          : "may be delisted after \(rules.delistEligibleAfterPeriods) silent "
            + (rules.delistEligibleAfterPeriods == 1 ? "period" : "periods"),
        first == 0 ? nil : "reports begin \(counted(first)) after joining",
      ] as [String?]).compactMap { $0 }.joined(separator: "; ")
  }

  public var contactLine: String {
    "\(document.secretariat.name.visible()), \(document.secretariat.contact.visible())"
  }

  private func counted(_ days: Int64) -> String { days == 1 ? "1 day" : "\(days) days" }

  /// The same for programs.
  public var members: [JSONMember] {
    [
      JSONMember(
        name: "claimValues",
        value: .array(
          document.claimValues.map { value in
            [
              "id": .text(value.id), "label": .string(value.label.text(in: "en")),
              "needsEvidence": .boolean(value.needsEvidence), "needsExplanation": .boolean(value.needsExplanation),
            ]
          })),
      JSONMember(name: "assuranceLevels", value: json(document.assuranceLevels)),
      JSONMember(
        name: "challenge",
        value: document.challenge.map { rules in
          [
            "who": .string(rules.anyoneMayChallenge ? "anyone" : "registered"), "grounds": json(rules.grounds),
            "responseDays": .integer(rules.responseDays), "resolutionDays": .integer(rules.resolutionDays),
          ]
        } ?? .null),
      JSONMember(
        name: "membership",
        value: [
          "reservationsAllowed": .boolean(document.membership.reservationsAllowed),
          "subscription": .string(document.membership.subscriptionIsOptIn ? "opt-in" : "all"),
          "withdrawalNoticeDays": .integer(document.membership.withdrawalNoticeDays),
          "delistEligibleAfterPeriods": .integer(document.membership.delistEligibleAfterPeriods),
        ]),
      JSONMember(
        name: "secretariat",
        value: [
          "name": .string(document.secretariat.name), "contact": .string(document.secretariat.contact),
        ]),
      JSONMember(name: "undecided", value: .array(undecided.map { .string($0) })),
    ]
  }

  private func json(_ labelled: [AccordDocument.LabelledID]) -> JSONValue {
    .array(labelled.map { ["id": .text($0.id), "label": .string($0.label.text(in: "en"))] })
  }
}

// MARK: - What the body that adopted it has still to say

extension AccordTerms {
  /// What no production ledger should begin with, and what may be so because nobody was asked.
  public var undecided: [String] {
    var lines: [String] = []
    if document.definitionStatus == .demo {
      lines.append("it is marked demo, which a production ledger refuses: it wants officialTexts and definitionStatus")
    }
    if !document.secretariat.isReachable {
      lines.append("contact: \(document.secretariat.contact.visible()); a production ledger refuses it")
    }
    let bare = document.commitments.filter { $0.text == $0.title }.map(\.id.text)
    if !bare.isEmpty { lines.append("the text only repeats the title: \(bare.joined(separator: ", "))") }
    if document.challenge == nil { lines.append("nobody can challenge under this accord (challenge)") }
    if document.membership.withdrawalNoticeDays == 0 {
      lines.append("who leaves gives no notice (membership.withdrawalNoticeDays)")
    }
    if document.reporting == nil { lines.append("nobody owes a report (reporting)") }
    return lines
  }
}
