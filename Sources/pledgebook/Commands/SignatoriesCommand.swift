import CanonicalJSON
import CommandLineTools
import Compliance
import DataFormats
import Pledges
import Reports

/// `signatories`: who is in the ledger, a line each.
enum SignatoriesCommand {
  static let definition = CommandDefinition(
    ["signatories"], group: "Reading", summary: "list the signatories: id, name, kind, country, standing, joined",
    options: [
      .value("kind", "KIND", help: "only signatories of this kind, as the accord calls it"),
      .value(
        "standing", "WORD",
        help: "only those that stand so: \(Standing.allCases.map(\.rawValue).joined(separator: ", "))"),
      ReportSession.asOf,
      .choice("format", ["text", "json", "csv"], help: "text in columns (default), JSON, or comma-separated values"),
      CSVOutput.byteOrderMark,
      .value("out", "FILE", file: .output, help: "write the list into this file"), .overwrite,
    ] + ReadLedger.options,
    synonyms: ["list", "ls", "members", "signatory", "member"],
    examples: [
      "pledgebook signatories", "pledgebook signatories --kind state --standing non-communicating",
      "pledgebook signatories --format csv --out signatories.csv",
    ],
    details: [
      "One signatory a line, in the order of their ids, those that have left as well. Columns keep their places from the "
        + "first line to the last, and no line is broken. pledgebook report ID says all of one. Below stand the words by "
        + "which reports call the standings that are in the list."
    ])

  static func run(_ session: inout Session) throws(CommandError) -> ExitStatus {
    let format = try format(session)
    if format != "csv", session.arguments.flag("bom") {
      throw .usage(
        "missing-option", "--bom is for use with --format csv", hint: "leave it out, or add --format csv")
    }
    let standing = session.arguments.flag("standing") ? try session.choice("standing", Standing.self) : nil
    let (list, wanted) = try ReportSession.withView(session) {
      [arguments = session.arguments] view throws(ReportError) in
      let written = arguments.value("kind")
      let kinds = view.state.accord.versions.flatMap(\.document.signatoryKinds).map(\.id)
      guard let written else { return (try SignatoryList(standing: standing, in: view), Wanted.all) }
      guard let kind = kinds.first(where: { $0.text.utf8.elementsEqual(written.utf8) }) else {
        return (try SignatoryList(standing: standing, in: view), Wanted.unknown(written, kinds.map(\.text)))
      }
      return (try SignatoryList(kind: kind, standing: standing, in: view), Wanted.all)
    }
    if case .unknown(let text, let kinds) = wanted { throw unknown(text, kinds) }
    switch format {
    case "csv": try CSVOutput.write(list.table(), as: .signatories, &session)
    case "json":
      try ReportCommand.write(
        DocumentFormat.signatories.document(list.json()).displayText(), as: .signatories, json: true, &session)
    default: try ReportCommand.write(list.text(), as: .signatories, json: false, &session)
    }
    ReportSession.noteCopy(session)
    return .done
  }

  private enum Wanted {
    case all
    case unknown(String, [String])
  }

  /// `--json` and `--format json` are one.
  private static func format(_ session: borrowing Session) throws(CommandError) -> String {
    try ReportCommand.format(session) ?? "text"
  }

  private static func unknown(_ text: String, _ kinds: [String]) -> CommandError {
    var list: [String] = []
    for kind in kinds where !list.contains(where: { $0.utf8.elementsEqual(kind.utf8) }) { list.append(kind) }
    let meant = nearestNames(to: text, among: list)
    let suggestion = meant.isEmpty ? "" : "did you mean \(meant.joined(separator: " or "))? "
    return .usage(
      "invalid-value", "\(text) is not a kind of signatory in this accord",
      hint: suggestion + "the kinds are \(list.joined(separator: ", "))")
  }
}
