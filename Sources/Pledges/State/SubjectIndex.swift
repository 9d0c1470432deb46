/// Which signatory an entry is about, for statements that name an entry and not a signatory.
///
/// A list in ledger order; an index is found by halving. What an archive holds stays there.
struct SubjectIndex: Sendable {
  private(set) var rows = SpilledArray<Row>()
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
    rows.place(of: index.rawValue).flatMap { rows[$0]?.slot } ?? archive?.subject(of: index)
  }

  mutating func spill(_ spilling: Spilling) {
    // There is one of it, so larger chunks cost no memory that counts.
    rows.spill(into: spilling.spill, width: spilling.grain.chunk * 8)
  }
}
