internal import Compliance
internal import Cryptography
internal import Languages
public import Pledges

/// An entry in words: who, what and when. Of the keeper's own acts on registrar and log keys state keeps no list.
public struct EntryLine: Sendable {
  public var entry: EntryStamp
  /// Whom it is about; nil for all.
  public var party: PartyID?
  public var what: What

  public enum What: Sendable {
    /// Of a signatory, with what the entry says of itself.
    case history(HistoryLine)
    /// The same of an update that gave it another name.
    case renaming(HistoryLine, old: TextMap, new: TextMap)
    case key(KeyActLine)
    case admission
    case version(PublishedAccord)
    /// With the due dates in force until then: several where not all had the same.
    case due(ExtensionEvent, from: [Instant])
    case check(EvidenceCheckEvent)
    case removal(TextRemoval)

    /// Of several lines of one entry the lowest says most: an extension names all whom it concerns, an admission the
    /// party whose first keys it brings.
    var rank: Int {
      switch self {
      case .due: 0
      case .history, .renaming: 1
      case .admission: 2
      case .key, .version, .check, .removal: 3
      }
    }
  }
}

extension LedgerView {
  /// The entries from a size on, in ledger order, but for those about signatories, which have a history.
  func linesOfOthers(from size: UInt64) -> [EntryLine] {
    func isNew(_ entry: EntryStamp) -> Bool { entry.index.rawValue >= size && shows(entry) }
    var lines = state.accord.versions.filter { isNew($0.entry) }.map {
      EntryLine(entry: $0.entry, party: nil, what: .version($0))
    }
    lines += state.accord.extensions.filter { isNew($0.entry) }.map {
      EntryLine(entry: $0.entry, party: nil, what: .due($0, from: dueDates(before: $0)))
    }
    lines += state.accord.evidenceChecks.filter { isNew($0.entry) }.map {
      EntryLine(entry: $0.entry, party: nil, what: .check($0))
    }
    lines += removals.all.filter { isNew($0.entry) }.map {
      EntryLine(entry: $0.entry, party: nil, what: .removal($0))
    }
    for (id, party) in state.parties where isNew(party.entry) {
      lines.append(EntryLine(entry: party.entry, party: id, what: .admission))
    }
    for party in otherParties {
      lines += keyEvents(of: party).filter { isNew($0.entry) }.map {
        EntryLine(entry: $0.entry, party: party, what: .key(actLine($0, of: party)))
      }
    }
    return lines
  }

  /// The due dates that an extension postponed, each once, the earliest first. // Status rules §2
  private func dueDates(before event: ExtensionEvent) -> [Instant] {
    guard let document = rules.governingAccord(period: event.period)?.document,
      let due = document.period(event.period)?.due
    else { return [] }
    let earlier = state.accord.extensions.filter { $0.period == event.period && $0.entry.index < event.entry.index }
    guard !earlier.isEmpty else { return [due] }
    let commitments = event.commitments.isEmpty ? document.commitments.map(\.id) : event.commitments
    var dates: Set<Instant> = []
    for signatory in event.signatories ?? state.memberOrder {
      let those = earlier.filter { $0.signatories?.contains(signatory) ?? true }
      for commitment in commitments {
        let those = those.filter { $0.commitments.isEmpty || $0.commitments.contains(commitment) }
        dates.insert(those.reduce(due) { max($0, $1.newDue) })
      }
    }
    return dates.filter { $0 < event.newDue }.sorted()
  }
}

extension SignatoryReportMaker {
  /// The line of an entry of the signatory's history, with both names where it gave it another one.
  func entryLine(_ line: HistoryLine) -> EntryLine {
    let names = member.names
    guard line.kind.known == .signatoryUpdate,
      let place = names.firstIndex(where: { $0.entry.index == line.entry.index }), place > 0
    else { return EntryLine(entry: line.entry, party: member.id, what: .history(line)) }
    return EntryLine(
      entry: line.entry, party: member.id,
      what: .renaming(line, old: names[place - 1].name, new: names[place].name))
  }
}
