internal import Compliance
public import Pledges

/// A decision on a challenge of a period, with its panel and the earlier decisions that it replaced.
public struct DecisionLine: Sendable {
  public var entry: EntryStamp
  public var challenge: EntryIndex
  public var signatory: PartyID
  public var name: TextMap
  public var panel: PartyID
  public var outcomes: [CommitmentOutcome]
  public var signedBy: [KeyLine]
  public var marks: [Mark]
  public var isReplaced: Bool
}

extension DecisionLine {
  /// The decisions on a signatory's challenges of a period, replaced ones included. // Status rules §8
  static func all(_ maker: SignatoryReportMaker, named name: TextMap) throws(ReportError) -> [DecisionLine] {
    guard let period = maker.period?.id else { return [] }
    var challenges: Set<EntryIndex> = []
    var lines: [DecisionLine] = []
    for event in maker.seen.challenges {
      switch event.action {
      case .open(_, period, _): challenges.insert(event.entry.index)
      case .resolve(let challenge, let panel, let outcomes) where challenges.contains(challenge):
        for place in lines.indices where lines[place].challenge == challenge { lines[place].isReplaced = true }
        let keys = try maker.statements.statement(at: event.entry.index).signingKeys
        lines.append(
          DecisionLine(
            entry: event.entry, challenge: challenge, signatory: maker.member.id, name: name, panel: panel,
            outcomes: outcomes, signedBy: maker.view.lines(of: keys, of: panel),
            marks: maker.view.rules.marks.marks(of: event.entry.index), isReplaced: false))
      case .open, .resolve, .respond, .withdraw: continue
      }
    }
    return lines
  }
}
