internal import Pledges

extension LedgerView {
  /// The removals that name one of these entries, and the others out of a list, in ledger order.
  func removals(of entries: Set<EntryIndex>, and others: Set<EntryIndex> = []) -> [TextRemoval] {
    removals.all.filter { entries.contains($0.target) || others.contains($0.entry.index) }
  }

  /// The removals of words of entries that are seen, and all that concern the registrar: such words may stand in an
  /// earlier entry than the one that a removal names. // Format §13
  var removalsSeen: [TextRemoval] { removals.all.filter { $0.target.rawValue < proof.size || $0.concernsRegistrar } }
}
