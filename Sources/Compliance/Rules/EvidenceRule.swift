internal import Cryptography
internal import Pledges

/// The last visible check of each evidence item, by its digest. // Status rules §8 †
struct EvidenceChecks: Sendable {
  private var last: [Digest: (entry: EntryStamp, result: EvidenceCheckEvent.Result)] = [:]
  /// The last that rests on no recovery, where the last of all does.
  private var own: [Digest: (entry: EntryStamp, result: EvidenceCheckEvent.Result)] = [:]
  private let asOf: Instant

  init(_ events: [EvidenceCheckEvent], marks: KeyMarks, visibility: Visibility) {
    asOf = visibility.asOf
    for event in events where visibility.shows(event.entry) {
      if marks.recovery(of: event.entry.index) == nil {
        own[event.sha256] = nil
      } else if let before = last[event.sha256], marks.recovery(of: before.entry.index) == nil {
        own[event.sha256] = before
      }
      last[event.sha256] = (event.entry, event.result)
    }
  }

  /// The last check that rests on no recovery, for an item whose last one does.
  func lastOwn(of item: Digest) -> (entry: EntryStamp, result: EvidenceCheckEvent.Result)? { own[item] }

  /// What they say about the items of a claim.
  func steps(for items: [AttestationEvent.Evidence], maxAgeDays: Int64?) -> [EvidenceStep] {
    items.map { item in
      EvidenceStep(
        sha256: item.sha256, isPublic: item.isPublic,
        check: last[item.sha256].map { check in
          EvidenceStep.Check(
            entry: check.entry, result: check.result,
            isStale: maxAgeDays.map { check.entry.recorded.saturating(addingDays: $0) < asOf } ?? false)
        })
    }
  }
}

extension EvidenceStatus {
  /// The first row that fits; the items of a claim that stands. // Status rules §8 †
  init(_ items: [EvidenceStep]) {
    if items.isEmpty {
      self = .none
    } else if items.contains(where: { $0.check?.result == .mismatch }) {
      self = .mismatch
    } else if items.contains(where: { $0.check?.result == .unreachable }) {
      self = .broken
    } else if items.contains(where: \.isPublic), items.allSatisfy({ !$0.isPublic || $0.isFreshMatch }) {
      // Items that are not public are never needed, though a mismatch on them counts.
      self = .checked
    } else {
      self = .listed
    }
  }
}

extension EvidenceStep {
  fileprivate var isFreshMatch: Bool {
    guard let check else { return false }
    return check.result == .match && !check.isStale
  }
}
