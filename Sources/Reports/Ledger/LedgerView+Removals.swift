internal import Pledges

extension LedgerView {
  /// The removals that name one of these entries, and the others out of a list, in ledger order.
  func removals(of entries: Set<EntryIndex>, and others: Set<EntryIndex> = []) -> [TextRemoval] {
    removals.all.filter { entries.contains($0.target) || others.contains($0.entry.index) }
  }

  /// Every removal, whatever instant is asked for: the same words may stand in an earlier entry than the one it names.
  var removalsSeen: [TextRemoval] { removals.all }
}
