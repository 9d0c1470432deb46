internal import Compliance
internal import Cryptography
internal import Pledges

extension LedgerView {
  /// A party with the keys that it has by now, as far as is seen; nil for one that never had any.
  ///
  /// Statements are read only where they say how a key was identified: for the words of the reference.
  func holder(of party: PartyID, named name: String, _ statements: StatementCache) throws(ReportError) -> KeyHolder? {
    let events = keyEvents(of: party)
    guard !events.isEmpty else { return nil }
    let standing = OwnerStanding(events, through: asOf)
    var keys: [KeyLine] = []
    for record in state.keys.records(of: .party(party)) where shows(record.start) {
      if record.provenance.identification != nil { _ = try statements.statement(at: record.since) }
      keys.append(line(record, events))
    }
    return KeyHolder(
      party: party, name: name, threshold: standing.threshold(at: asOf), ownThreshold: standing.ownThreshold(at: asOf),
      inForce: standing.inForceCount(at: asOf), keys: keys,
      acts: events.filter(\.act.isOfOthersOrAgainst).map { actLine($0, of: party) })
  }

  /// The parties with keys in the order given, each once.
  func holders(of parties: [PartyID], _ statements: StatementCache) throws(ReportError) -> [KeyHolder] {
    var seen: Set<PartyID> = []
    var holders: [KeyHolder] = []
    for party in parties where seen.insert(party).inserted {
      if let holder = try holder(of: party, named: name(of: party), statements) { holders.append(holder) }
    }
    return holders
  }

  /// The parties that are no signatories and had a key by now, in the order in which they were admitted.
  var otherParties: [PartyID] {
    state.parties.values.filter { shows($0.entry) && state.members[$0.id].map { !isSeen($0) } ?? true }
      .sorted { ($0.entry.index, $0.id) < ($1.entry.index, $1.id) }.map(\.id)
  }

  private func isSeen(_ member: Member) -> Bool { member.entries.first.map { shows($0.entry) } ?? false }

  /// The first party among those whose keys these are; nil for keys of none.
  func signer(_ keys: [KeyID]) -> PartyID? {
    for key in keys {
      if case .party(let party) = state.keys[key]?.owner { return party }
    }
    return nil
  }

  /// The lines of some keys of a party.
  func lines(of keys: [KeyID], of party: PartyID) -> [KeyLine] {
    let events = keyEvents(of: party)
    return keys.compactMap { state.keys[$0] }.filter { $0.owner == .party(party) }.map { line($0, events) }
  }

  func keyEvents(of party: PartyID) -> [OwnerEvent] {
    (state.owners[party]?.events ?? []).filter { shows($0.entry) }
  }

  func actLine(_ event: OwnerEvent, of party: PartyID) -> KeyActLine {
    var comesIn: Instant?
    if case .recover = event.act {
      comesIn = state.accord.recoveries.first { $0.entry.index == event.entry.index }?.comesIn
    }
    return KeyActLine(
      entry: event.entry, act: event.act, comesIn: comesIn, marks: rules.marks.marks(of: event.entry.index))
  }

  private func line(_ record: KeyBook.Record, _ events: [OwnerEvent]) -> KeyLine {
    let id = record.key.keyID
    var end: (entry: EntryStamp, how: KeyLine.End)?
    for event in events {
      switch event.act {
      case .end(id, let ender): end = (event.entry, .revoked(by: ender))
      case .rotate(id, let new): end = (event.entry, .replaced(by: new))
      default: continue
      }
    }
    // The last revocation that names a time and rests on no recovery decides. // Status rules §1
    let voiding = state.accord.revocations.last {
      $0.key == id && $0.invalidSince != nil && $0.recovery == nil && shows($0.entry)
    }
    return KeyLine(
      id: id, algorithm: record.key.algorithm, since: record.since, until: end?.entry.index,
      provenance: record.provenance, waitsUntil: record.waitsUntil,
      hasCounted: record.hasWaited(by: end?.entry.recorded ?? asOf), end: end?.how, voiding: voiding,
      marks: rules.marks.marks(of: [record.since] + (end.map { [$0.entry.index] } ?? [])))
  }
}

extension KeyBook.Record {
  /// The entry that brought it in.
  fileprivate var start: EntryStamp { EntryStamp(index: since, recorded: provenance.recorded) }
}

extension OwnerEvent.Act {
  /// Whether it is done to a party, or a key of it speaks against that.
  fileprivate var isOfOthersOrAgainst: Bool {
    switch self {
    case .recover, .object, .end(_, by: .registrar): true
    case .bring, .rotate, .threshold, .end: false
    }
  }
}
