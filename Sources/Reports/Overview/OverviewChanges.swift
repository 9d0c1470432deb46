internal import Compliance
internal import Pledges

extension SignatoryReportMaker {
  /// The entries since the period opened that changed something said before: claims of the period, standing and identity,
  /// and challenges of the period. First filings, checks and reviews change nothing that was said.
  func changes(named name: TextMap) -> [NewestEntry] {
    guard let period else { return [] }
    let attestations = Set(seen.attestations.filter { $0.period == period.id }.map(\.entry.index))
    let challenges = challenges(of: period.id)
    let struck = seen.membership.struckEntries
    let void = Set(statuses.lazy.flatMap(\.trace.chain).filter { $0.effect == .voided }.map(\.entry.index))
    var changes: [NewestEntry] = []
    for entry in member.entries where view.shows(entry.entry) && entry.entry.recorded >= period.opens {
      let index = entry.entry.index
      let isChange =
        switch entry.kind.known {
        case .attestationSupersede, .attestationWithdraw: attestations.contains(index)
        case .challengeOpen, .challengeRespond, .challengeResolve, .challengeWithdraw: challenges.contains(index)
        case .signatoryJoin, .signatoryUpdate, .signatorySubscribe, .signatoryUnsubscribe, .signatorySuspend,
          .signatoryReinstate, .signatoryDelist, .signatoryWithdraw, .deadlineExtend:
          true
        default: false
        }
      guard isChange else { continue }
      changes.append(
        NewestEntry(
          entry: entry.entry, kind: entry.kind, signatory: member.id, name: name,
          marks: view.rules.marks.marks(of: index), isVoid: void.contains(index), struckBy: struck[index]))
    }
    return changes
  }

  /// The entries about challenges of a period, their openings included.
  private func challenges(of period: PeriodID) -> Set<EntryIndex> {
    var opened: Set<EntryIndex> = []
    var entries: Set<EntryIndex> = []
    for event in seen.challenges {
      switch event.action {
      case .open(_, period, _):
        opened.insert(event.entry.index)
        entries.insert(event.entry.index)
      case .respond(let challenge), .withdraw(let challenge), .resolve(let challenge, _, _):
        if opened.contains(challenge) { entries.insert(event.entry.index) }
      case .open: continue
      }
    }
    return entries
  }
}
