/// Which signatory an entry is about, for statements that name an entry and not a signatory.
///
/// A list in ledger order; an index is found by halving. What an archive holds stays there.
struct SubjectIndex: Sendable {
  private(set) var rows: [Row] = []
  private var archive: (any LedgerArchive)?

  /// An entry and the slot of the signatory that it is about.
  struct Row: Sendable {
    let index: EntryIndex
    let slot: UInt32
  }

  init(behind archive: (any LedgerArchive)? = nil) {
    self.archive = archive
  }

  mutating func append(_ index: EntryIndex, slot: UInt32) {
    rows.append(Row(index: index, slot: slot))
  }

  /// The slot of the signatory that an entry is about; nil for an entry about none.
  func slot(of index: EntryIndex) -> UInt32? {
    let place = rows.indices.firstPlace { rows[$0].index < index }
    return place < rows.count && rows[place].index == index ? rows[place].slot : archive?.subject(of: index)
  }
}
