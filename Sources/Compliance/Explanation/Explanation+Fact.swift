public import Pledges

extension Explanation {
  /// What a step found, as values; who shows them makes sentences of them.
  public enum Fact: Sendable {
    /// The accord has no periods.
    case register(CellTrace.PublishedVersion)
    case governs(CellTrace.PublishedVersion, period: PeriodID)
    /// A later version left the period out.
    case dropped(CellTrace.PublishedVersion, period: PeriodID)
    case extended(ExtensionStep)
    case window(opens: Instant, due: Instant, close: Instant, isRetroactive: Bool)
    case membership(MembershipStep)
    case memberAsOf(probe: Instant, MembershipTrace)
    case suspension(SuspensionStep)
    case suspendedAsOf(probe: Instant, isSuspended: Bool)
    /// Why what the governing version requires is only encouraged.
    case dutyLimit(DutyLimit)
    case duty(Duty)
    case attestation(ChainStep)
    /// An attestation that does nothing, with the revocations that say why.
    case voided(EntryStamp, by: [EntryIndex])
    /// An attestation of which something else was taken out.
    case withdrawal(EntryStamp, of: EntryIndex)
    case head(EntryIndex?, first: Instant?)
    /// Nothing stands, for what stood was withdrawn.
    case withdrawnHead(EntryIndex, by: EntryIndex)
    /// Nothing stands, for what was filed is void.
    case voidHead
    case submission(Submission, daysLate: Int64?)
    case challenge(ChallengeStep)
    case responseOverdue
    case dispute(Dispute)
    case review(ReviewStep)
    case assurance(PlainID, ReviewConclusion?)
    case evidenceItem(EvidenceStep)
    case evidence(EvidenceStatus)
    case headline(String, HeadlineRow)
  }
}
