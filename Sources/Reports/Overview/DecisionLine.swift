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
    var lines: [DecisionLine] = []
    for course in maker.view.rules.challenges(of: maker.seen) where course.period == period {
      for (place, decision) in course.decisions.enumerated() {
        let keys = try maker.statements.statement(at: decision.entry.index).signingKeys
        lines.append(
          DecisionLine(
            entry: decision.entry, challenge: course.entry.index, signatory: maker.member.id, name: name,
            panel: decision.panel, outcomes: decision.outcomes,
            signedBy: maker.view.lines(of: keys, of: decision.panel),
            marks: maker.view.rules.marks.marks(of: decision.entry.index),
            // The last decision stands in the place of those before it.
            isReplaced: place < course.decisions.count - 1))
      }
    }
    return lines.sorted { $0.entry.index < $1.entry.index }
  }
}
