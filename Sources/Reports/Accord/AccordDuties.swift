public import CanonicalJSON
public import Languages
public import Pledges

/// Who owes what by when under an accord: kinds of signatories, commitments, periods.
public struct AccordDuties: Sendable {
  private let document: AccordDocument
  /// What a kind of signatory owes.
  private let duties: [Duty]

  private struct Duty: Sendable {
    var kind: AccordDocument.LabelledID
    var commitments: [Commitment]
  }

  public init(_ document: AccordDocument) {
    self.document = document
    duties = document.signatoryKinds.map { kind in
      Duty(kind: kind, commitments: document.commitments.filter { $0.appliesTo.kinds.contains(kind.id) })
    }
  }

  /// Lines for people.
  public func lines(in language: Language) -> [String] {
    var lines: [String] = []
    for duty in duties {
      let name = "\(duty.kind.label.text(in: language.rawValue).visible()) (\(duty.kind.id))"
      guard !duty.commitments.isEmpty else {
        lines.append("\(name): nothing; no commitment addresses it")
        continue
      }
      lines.append("\(name):")
      for commitment in duty.commitments { lines.append("  " + words(commitment, language)) }
    }
    guard let periods = document.reporting?.periods, !periods.isEmpty else {
      return lines + ["nobody owes a report: this accord is a register of who joined and when"]
    }
    lines.append("each of them reports:")
    for period in periods {
      lines.append(
        "  for \(period.id), \(language.day(period.start)) to \(language.day(period.end)): from "
          + "\(language.day(period.opens)) until \(language.day(period.due))"
          + (period.graceDays > 0 ? ", and late for \(counted(period.graceDays)) more" : ""))
    }
    if document.membership.subscriptionIsOptIn { lines.append("and only on what it has subscribed to") }
    return lines
  }

  private func words(_ commitment: Commitment, _ language: Language) -> String {
    let title = "\(commitment.id)  \(commitment.title.text(in: language.rawValue).visible())"
    var conditions = commitment.obligation == .required ? [] : [commitment.obligation.rawValue]
    if !commitment.appliesTo.traitsAny.isEmpty {
      conditions.append("only with \(commitment.appliesTo.traitsAny.map(\.text).joined(separator: " or "))")
    }
    return conditions.isEmpty ? title : "\(title) (\(conditions.joined(separator: ", ")))"
  }

  private func counted(_ days: Int64) -> String { days == 1 ? "1 day" : "\(days) days" }

  /// The same for programs: by kind and period what is owed, and by when.
  public var json: JSONValue {
    .array(
      duties.map { duty in
        [
          "kind": .text(duty.kind.id),
          "commitments": .array(
            duty.commitments.map { commitment in
              [
                "id": .text(commitment.id), "obligation": .string(commitment.obligation.rawValue),
                "traitsAny": .list(commitment.appliesTo.traitsAny),
              ]
            }),
          "periods": .array(
            (document.reporting?.periods ?? []).map { period in
              [
                "id": .text(period.id), "opens": .text(period.opens), "due": .text(period.due),
                "closes": .text(min(.last, period.due.saturating(addingDays: period.graceDays))),
              ]
            }),
        ]
      })
  }
}
