internal import Pledges

extension LedgerView {
  /// The removals that name one of these entries, and the others out of a list, in ledger order.
  func removals(of entries: Set<EntryIndex>, and others: Set<EntryIndex> = []) -> [TextRemoval] {
    removals.all.filter { entries.contains($0.target) || others.contains($0.entry.index) }
  }

  /// The removals of words of entries that are seen.
  var removalsSeen: [TextRemoval] { removals.all.filter { $0.target.rawValue < proof.size } }
}
