internal import Compliance
internal import Cryptography
internal import Pledges

extension SignatoryReportMaker {
  /// The cells of the period with the words behind them.
  func cells() throws(ReportError) -> [CellReport] {
    let earlier = try hasIndicators() ? earlierValues() : [:]
    let reviewers = Dictionary(
      seen.reviews.map { ($0.entry.index, $0.reviewer) }, uniquingKeysWith: { first, _ in first })
    var reports: [CellReport] = []
    for status in statuses {
      guard let commitment = accord.document.commitment(status.commitment) else { continue }
      reports.append(
        CellReport(
          commitment: commitment, status: status, claim: try claim(status, commitment, earlier),
          reviews: try reviews(status, reviewers), issuedAt: try issuedAt(status)))
    }
    return reports
  }

  private func claim(
    _ status: CellStatus, _ commitment: Commitment, _ earlier: [ValuePlace: [EarlierValue]]
  ) throws(ReportError) -> ClaimDetail? {
    guard let head = status.trace.head, let entry = stamp(of: head) else { return nil }
    let attestation = try attestation(at: head)
    guard let claim = attestation.claims.first(where: { $0.commitment == commitment.id })
    else { return nil }
    let checks = Dictionary(
      status.trace.evidence.map { ($0.sha256, $0.check) }, uniquingKeysWith: { first, _ in first })
    var evidence: [EvidenceDetail] = []
    for item in attestation.evidence where claim.evidence.contains(item.id) {
      evidence.append(try detail(item, checks[item.sha256] ?? nil))
    }
    return ClaimDetail(
      entry: entry, claim: claim, evidence: evidence,
      indicators: claim.indicators.map { value in
        IndicatorLine(
          indicator: commitment.allIndicators.first { $0.id == value.id }, value: value,
          earlier: earlier[ValuePlace(commitment: commitment.id, indicator: value.id)] ?? [])
      },
      affirmation: attestation.affirmation, signingKeys: try statements.statement(at: head).signingKeys)
  }

  /// An item, and who says what of it.
  private func detail(_ item: EvidenceItem, _ check: EvidenceStep.Check?) throws(ReportError) -> EvidenceDetail {
    guard let check else { return EvidenceDetail(item: item, check: nil) }
    let keys = try statements.statement(at: check.entry.index).signingKeys
    return EvidenceDetail(
      item: item, check: check, checker: view.signer(keys), marks: view.rules.marks.marks(of: check.entry.index))
  }

  /// What an entry attests that replayed state names as the one that stands, or that another restates.
  func attestation(at index: EntryIndex) throws(ReportError) -> Attestation {
    try statements.body(at: index, "attestation") { if case .attest(let attestation) = $0 { attestation } else { nil } }
  }

  private func reviews(
    _ status: CellStatus, _ reviewers: [EntryIndex: PartyID]
  ) throws(ReportError) -> [ReviewDetail] {
    var details: [ReviewDetail] = []
    for step in status.trace.reviews {
      guard let reviewer = reviewers[step.entry.index] else { continue }
      let review = try statements.body(at: step.entry.index, "review") {
        if case .review(let review) = $0 { review } else { nil }
      }
      details.append(
        ReviewDetail(
          step: step, reviewer: reviewer, reviewerName: view.name(of: reviewer), review: review,
          marks: view.rules.marks.marks(of: step.entry.index)))
    }
    return details
  }

  // MARK: Earlier periods

  typealias EarlierValue = (period: PeriodID, value: Claim.IndicatorValue)

  struct ValuePlace: Hashable {
    var commitment: CommitmentID
    var indicator: PlainID
  }

  /// Whether some claim that stands has values: only then those of earlier periods are shown.
  private func hasIndicators() throws(ReportError) -> Bool {
    for head in Set(statuses.compactMap(\.trace.head)) {
      if try attestation(at: head).claims.contains(where: { !$0.indicators.isEmpty }) { return true }
    }
    return false
  }

  /// The indicator values of the periods that ended before this one, oldest first.
  private func earlierValues() throws(ReportError) -> [ValuePlace: [EarlierValue]] {
    guard let period else { return [:] }
    var values: [ValuePlace: [EarlierValue]] = [:]
    for earlier in view.rules.periods where earlier.end < period.end {
      for cell in view.rules.cells(of: seen, period: earlier.id) where cell.claim != nil {
        guard let head = cell.trace.head else { continue }
        let attestation = try attestation(at: head)
        for value in attestation.claims.first(where: { $0.commitment == cell.commitment })?.indicators ?? [] {
          values[ValuePlace(commitment: cell.commitment, indicator: value.id), default: []].append(
            (earlier.id, value))
        }
      }
    }
    return values
  }

  /// When the ledger recorded an attestation of the signatory.
  func stamp(of attestation: EntryIndex) -> EntryStamp? {
    seen.attestations.first { $0.entry.index == attestation }?.entry
  }
}
