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
    case key(KeyActLine)
    case admission
    case version(PublishedAccord)
    case due(ExtensionEvent)
    case check(EvidenceCheckEvent)
    case removal(TextRemoval)

    /// Of several lines of one entry the lowest says most: an extension names all whom it concerns, an admission the
    /// party whose first keys it brings.
    var rank: Int {
      switch self {
      case .due: 0
      case .history: 1
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
      EntryLine(entry: $0.entry, party: nil, what: .due($0))
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
}

extension ReportFrame {
  /// What the entry is and says.
  func words(_ line: EntryLine) -> String {
    let language = wording
    switch line.what {
    case .history(let history):
      let remark = remark(history)
      let label = language.label(history.kind)
      return remark.isEmpty ? label : language.labelled(label, remark)
    case .key(let act): return language.words(act.act, comesIn: act.comesIn)
    case .admission: return language.label(EntryKind.Known.partyAdmit)
    case .version(let version):
      return language.labelled(language.label(EntryKind.Known.accordPublish), "\(version.document.version)")
    case .due(let event):
      var words = [event.period.text, language.until(event.newDue)]
      if let signatories = event.signatories { words.append(language.series(signatories.map(name))) }
      if !event.commitments.isEmpty { words.append(language.series(event.commitments.map(\.text))) }
      return language.labelled(language.label(EntryKind.Known.deadlineExtend), language.joinedClauses(words))
    case .check(let event):
      let words = ["SHA-256 \(event.sha256.hex.prefix(12))…", language.label(event.result)]
      return language.labelled(language.label(EntryKind.Known.evidenceCheck), language.joinedClauses(words))
    case .removal(let removal):
      return language.labelled(language.label(EntryKind.Known.textRedact), self.line(removal))
    }
  }
}
