public import CanonicalJSON
public import Compliance
internal import Cryptography
internal import Languages
public import Pledges

/// What waits for somebody in a ledger: for its keeper, who reminds the others.
public struct TaskList: Sendable {
  public var frame: ReportFrame
  /// Up to when what is still to come is listed.
  public var horizon: Instant
  /// By kind, then by due date.
  public var rows: [Row]

  public struct Row: Sendable {
    public var task: OpenTask
    /// What whoever it is about is called; nil for the ledger itself.
    public var name: String?
  }

  /// - Parameters:
  ///   - days: how far ahead to look.
  ///   - signatory: whose tasks; nil for those of all.
  ///   - missingWitnesses: who did not cosign the newest checkpoint, as the ledger's keeper knows.
  public init(
    within days: Int64, of signatory: PartyID? = nil, missingWitnesses: [String] = [], in view: LedgerView
  ) throws(ReportError) {
    frame = ReportFrame(view, accord: try view.accordInForce(), language: .english)
    horizon = min(view.asOf.saturating(addingDays: days), .last)
    var tasks: [OpenTask] = []
    let signatories = if let signatory { [try view.member(signatory).id] } else { view.state.memberOrder }
    for id in signatories {
      guard let member = view.state.members[id], let first = member.entries.first, view.shows(first.entry),
        let history = view.state.history(of: id)
      else { continue }
      tasks += view.rules.openTasks(of: history.seen(by: view), by: horizon)
    }
    if signatory == nil {
      for (id, party) in view.state.parties where view.shows(party.entry) && view.state.members[id] == nil {
        tasks += view.rules.keyTasks(of: id, view.state.owners[id]?.events ?? [])
      }
    }
    rows = tasks.map { [frame] task in Row(task: task, name: task.party.map { frame.names[$0] ?? $0.text }) }
    rows += missingWitnesses.map { Row(task: OpenTask(.witnessMissing), name: $0) }
    let order = OpenTask.Kind.allCases
    func place(_ row: Row) -> (Int, Instant, String, String, UInt64) {
      (
        order.firstIndex(of: row.task.kind) ?? order.count, row.task.due ?? .last, row.task.party?.text ?? "",
        row.task.period?.text ?? "", row.task.entry?.rawValue ?? 0
      )
    }
    rows.sort { place($0) < place($1) }
  }

  public func json() -> JSONValue {
    .object(
      frame.headMembers + [
        JSONMember(name: "horizon", value: .text(horizon)), JSONMember(name: "tasks", value: .array(rows.map(json))),
      ])
  }

  private func json(_ row: Row) -> JSONValue {
    let task = row.task
    return [
      "task": .string(task.kind.rawValue), "party": task.party.map { .string($0.text) } ?? .null,
      "name": row.name.map { .string($0) } ?? .null, "period": task.period.map { .string($0.text) } ?? .null,
      "commitments": .array(task.commitments.map { .string($0.text) }),
      "entry": task.entry.map { .index($0) } ?? .null, "sha256": task.evidence.map { .string($0.hex) } ?? .null,
      "due": task.due.map { .text($0) } ?? .null,
    ]
  }
}
