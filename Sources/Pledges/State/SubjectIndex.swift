/// Which signatory an entry is about, for statements that name an entry and not a signatory.
///
/// Two arrays in ledger order, twelve bytes an entry; an index is found by halving. What an archive holds stays there.
struct SubjectIndex: Sendable {
  private(set) var indices: [EntryIndex] = []
  private(set) var slots: [UInt32] = []
  private var archive: (any LedgerArchive)?

  init(behind archive: (any LedgerArchive)? = nil) {
    self.archive = archive
  }

  mutating func append(_ index: EntryIndex, slot: UInt32) {
    indices.append(index)
    slots.append(slot)
  }

  /// The slot of the signatory that an entry is about; nil for an entry about none.
  func slot(of index: EntryIndex) -> UInt32? {
    let place = indices.indices.firstPlace(notBefore: { indices[$0] < index })
    return place < indices.count && indices[place] == index ? slots[place] : archive?.subject(of: index)
  }
}
