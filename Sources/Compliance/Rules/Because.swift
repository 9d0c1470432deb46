internal import Pledges

/// The entries that contributed to a cell, each once, in the order of first use. // Status rules §1
struct Because {
  private(set) var entries: [EntryIndex] = []
  // A cell has a handful of entries; only a long list is worth a set.
  private var seen: Set<EntryIndex> = []

  mutating func use(_ entry: EntryStamp) {
    if entries.count < 16 {
      guard !entries.contains(entry.index) else { return }
    } else {
      if seen.isEmpty { seen = Set(entries) }
      guard seen.insert(entry.index).inserted else { return }
    }
    entries.append(entry.index)
  }

  /// In the order of the rules: extensions, membership, suspension, attestations, challenges, reviews, evidence
  /// checks. // Status rules §9
  init(_ trace: CellTrace) {
    for step in trace.extensions { use(step.entry) }
    for step in trace.membership?.steps ?? [] { use(step.entry) }
    for step in trace.suspension { use(step.entry) }
    for step in trace.chain { use(step.entry) }
    for step in trace.challenges { use(step.entry) }
    for step in trace.reviews { use(step.entry) }
    for step in trace.evidence {
      if let check = step.check { use(check.entry) }
    }
  }
}
