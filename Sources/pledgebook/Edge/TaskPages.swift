import CommandLineTools
import Compliance
import Cryptography
import Pledges
import Reports
import TransparencyLog

/// Tasks as people read them: a page for a terminal, and a calendar.
struct TaskPages {
  let list: TaskList
  /// When the last entry that was looked at was recorded.
  let stamp: Instant

  /// For a terminal: a heading for each kind, and a line for each task.
  var text: String {
    var text = "as of \(list.frame.asOf), \(counted(list.rows.count, "task", "tasks")); to come up to \(list.horizon)\n"
    let lines = alignedRows(list.rows.map { [due($0), who($0), what($0)] }, indent: 2)
    for kind in OpenTask.Kind.allCases {
      let those = zip(list.rows, lines).filter { $0.0.task.kind == kind }.map(\.1)
      guard !those.isEmpty else { continue }
      text += "\n\(Self.heading(kind))\n" + those.map { $0 + "\n" }.joined()
    }
    return text
  }

  /// An event for each task that has a time, and one for the ledger, which names the others.
  var calendar: String {
    let proof = list.frame.proof
    var file = CalendarFile(named: "pledgebook \(proof.origin)", ledger: proof.genesis, stamp: stamp)
    let undated = list.rows.filter { $0.task.due == nil }
    // A calendar has one event at least. // RFC 5545 §3.6
    file.add(
      "task/ledger", at: stamp,
      "\(proof.origin): \(counted(list.rows.count, "task", "tasks")) at entry \(proof.size - min(proof.size, 1))",
      details: undated.map(sentence))
    for row in list.rows {
      guard let due = row.task.due else { continue }
      file.add(Self.identity(row.task), at: due, sentence(row), details: [proof.origin])
    }
    return file.text
  }

  /// What stays the same of a task as long as it is one.
  private static func identity(_ task: OpenTask) -> String {
    let family =
      switch task.kind {
      // One event, which says how far it has come.
      case .reportDue, .reportOverdue, .reportMissing: "report"
      default: task.kind.rawValue
      }
    var parts = ["task", family, task.party?.text ?? ""]
    switch task.kind {
    case .challengeReply, .challengeDecision, .keyRecovery: parts.append(task.entry?.description ?? "")
    default:
      parts += [task.period?.text ?? "", task.commitments.first?.text ?? "", task.evidence?.hex ?? ""]
    }
    return parts.joined(separator: "/")
  }

  private func sentence(_ row: TaskList.Row) -> String {
    "\(Self.heading(row.task.kind)): " + [who(row), what(row)].filter { !$0.isEmpty }.joined(separator: ", ")
  }

  private static func heading(_ kind: OpenTask.Kind) -> String {
    switch kind {
    case .reportDue: "report due"
    case .reportOverdue: "report overdue, still in the grace"
    case .reportMissing: "report missing, the grace is over"
    case .challengeReply: "challenge without an answer"
    case .challengeDecision: "challenge without a decision"
    case .reviewLapsed: "review of a claim that was restated since"
    case .keyRecovery: "recovered keys that wait"
    case .tooFewKeys: "too few keys to sign"
    case .evidenceOld: "evidence whose check grows old"
    case .witnessMissing: "witness missing on the newest checkpoint"
    }
  }

  private func due(_ row: TaskList.Row) -> String { row.task.due?.description ?? "" }

  private func who(_ row: TaskList.Row) -> String {
    guard let name = row.name else { return "" }
    let shown = sanitised(name)
    guard let party = row.task.party, !party.text.utf8.elementsEqual(name.utf8) else { return shown }
    return "\(shown) (\(party))"
  }

  private func what(_ row: TaskList.Row) -> String {
    let task = row.task
    let cells = ([task.period?.text].compactMap { $0 } + [task.commitments.map(\.text).joined(separator: ", ")])
      .filter { !$0.isEmpty }.joined(separator: ": ")
    let entry = task.entry.map { index in
      switch task.kind {
      case .reportDue, .reportOverdue, .reportMissing: "entry \(index) says that no claim is made"
      default: "entry \(index)"
      }
    }
    let evidence = task.evidence.map { "SHA-256 \($0.hex)" }
    return [cells, entry, evidence].compactMap { $0 }.filter { !$0.isEmpty }.joined(separator: ", ")
  }
}
