/// What a text that somebody typed means among the parties of a ledger.
public enum PartyMatch: Sendable, Equatable {
  /// It is an id. Nothing else that it might mean counts then.
  case id(PartyID)
  /// It is the beginning of one id and of no other, or what one party is called, and no other.
  case one(PartyID)
  /// It fits several, in the order of their ids: none of them is meant before another.
  case several([PartyID])
  case none
}

extension LedgerState {
  /// Whom a text means: an id; or else the party whose id begins with it, or whose present name it is, byte for byte.
  ///
  /// Beginnings and names count alike: whoever takes a name that is the beginning of somebody's id makes the text mean
  /// nobody, and never himself. The id that a text is wins over all, so a text that is to go on meaning the same for
  /// ever has to be one.
  ///
  /// - Parameter onlySignatories: whether a party that was admitted to a role is none of those meant.
  public func party(called text: String, onlySignatories: Bool) -> PartyMatch {
    let ids = partyIDs(onlySignatories: onlySignatories)
    if let id = PartyID(text), ids.contains(id) { return .id(id) }
    guard !text.isEmpty else { return .none }
    let found = ids.filter { id in
      id.text.utf8.starts(with: text.utf8) || names(of: id).contains { $0.utf8.elementsEqual(text.utf8) }
    }.sorted()
    switch found.count {
    case 0: return .none
    case 1: return .one(found[0])
    default: return .several(found)
    }
  }

  /// The ids of all signatories, and of all other parties where they are wanted.
  public func partyIDs(onlySignatories: Bool) -> Set<PartyID> {
    let signatories = Set(memberOrder)
    return onlySignatories ? signatories : signatories.union(parties.keys)
  }

  /// What a party is called now, in whatever language.
  private func names(of id: PartyID) -> [String] {
    (members[id]?.name.entries.map(\.text) ?? []) + [parties[id]?.name].compactMap { $0 }
  }
}
