internal import Compliance
internal import Languages
internal import Pledges

/// The signatories of one kind, by name.
struct SignatoryGroup {
  var kind: PlainID
  var rows: [OverviewRow]
}

extension AccordOverview {
  /// The rows by kind, in the order of the accord, and within a kind by name: no order of merit.
  var groups: [SignatoryGroup] {
    let byKind = Dictionary(grouping: rows, by: \.kind)
    // A kind that this version of the accord does not have comes last.
    let others = Set(byKind.keys).subtracting(kinds.map(\.kind)).sorted { $0.text < $1.text }
    return (kinds.map(\.kind) + others).compactMap { kind in
      byKind[kind].map { SignatoryGroup(kind: kind, rows: sorted($0) { ($0.name, $0.signatory) }) }
    }
  }

  var matrixTitle: String { isRegister ? frame.language.signatories : frame.language.matrix }

  /// The heads of the matrix: none for a register, where no cell would say anything.
  var matrixColumns: [CommitmentColumn] { isRegister ? [] : columns }

  /// A list by the names of its signatories.
  func sorted<Element>(
    _ list: [Element], _ named: (Element) -> (name: TextMap, signatory: PartyID)
  ) -> [Element] {
    list.map { element in
      let (name, signatory) = named(element)
      return (element: element, key: NameKey(frame.text(name), signatory))
    }
    // Those of one signatory stay in their order: the sort is stable.
    .sorted { $0.key < $1.key }.map(\.element)
  }
}
