import CanonicalJSON
import CommandLineTools
import Pledges
import Reports

/// `diff`: what changed between two sizes or instants of the ledger.
enum DiffCommand {
  static let definition = CommandDefinition(
    ["diff"], group: "Reading", summary: "show what changed between two sizes or instants",
    operands: [
      OperandDefinition("A", help: "a number of entries, or a time; a bare day means its end"),
      OperandDefinition("B", optional: true, help: "another (default: the ledger as it is)"),
    ],
    options: [
      .value("period", "P", help: "only this reporting period (default: all)"), ReportSession.language,
      ReportSession.width, .value("out", "FILE", file: .output, help: "write the differences into this file"),
      .overwrite,
    ] + ReadLedger.options,
    examples: ["pledgebook diff 2032-01-01T00:00:00Z 2032-07-01T00:00:00Z", "pledgebook diff 40 52 --json"])

  static func run(_ session: inout Session) throws(CommandError) -> ExitStatus {
    let width = try ReportSession.width(session, isText: !session.output.isJSON)
    let period = try ReportSession.period(session)
    let language = ReportSession.language(session)
    let a = try point(session.operand(), session)
    let b = try session.arguments.operands.count > 1 ? point(session.operand(1), session) : (nil, nil)
    try requireOrder(a, b, session)
    let difference = try ReportSession.withViews(session, a, b) { old, new throws(ReportError) in
      try LedgerDifference(from: old, to: new, period: period, language: language)
    }
    let document =
      session.output.isJSON
      ? difference.json().displayText()
      : difference.text(width: width, isColored: ReportSession.isColored(session))
    try ReportCommand.write(document, as: .difference, json: session.output.isJSON, &session)
    return .done
  }

  private static func requireOrder(
    _ a: (asOf: Instant?, size: UInt64?), _ b: (asOf: Instant?, size: UInt64?), _ session: borrowing Session
  ) throws(CommandError) {
    let isBackwards =
      switch (a.size, b.size, a.asOf, b.asOf) {
      case (let from?, let to?, _, _): from > to
      case (_, _, let from?, let to?): from > to
      default: false
      }
    guard isBackwards else { return }
    let (from, to) = try (session.operand(), session.operand(1))
    throw .usage(
      "invalid-value", "\(from) comes after \(to), and changes are told forwards", hint: "pledgebook diff \(to) \(from)"
    )
  }

  /// A number of entries or a time.
  private static func point(
    _ text: String, _ session: borrowing Session
  ) throws(CommandError) -> (asOf: Instant?, size: UInt64?) {
    // A year alone is a number of entries: times are written in full.
    if let size = UInt64(text), String(size) == text { return (nil, size) }
    guard let instant = session.instant(written: text, .end, as: "time") else {
      throw .usage(
        "invalid-value", "\(text) is neither a number of entries nor a time",
        hint: "write 40, or 2031-05-02T09:30:00Z")
    }
    return (instant, nil)
  }
}
