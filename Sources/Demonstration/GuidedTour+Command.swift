internal import CanonicalJSON
public import CommandLineTools
internal import DataFormats
public import Files

// The tour as a command, which two programs have: one with the attacks and one without.

extension GuidedTour {
  /// The option that names its folder.
  public static let outOption = OptionDefinition.value(
    "out", "DIR", help: "the folder to work in, new or empty (default: a new temporary one)")

  /// Prepares a tour as the arguments have it, has `run` take it, and with `--json` says where the files are.
  public static func show(
    _ arguments: ParsedArguments, _ output: inout Output, program: FilePath?, commands: Set<String>,
    _ run: (inout GuidedTour) throws(CommandError) -> Outcome
  ) throws(CommandError) {
    // With --json the story has no reader: what is wanted is where the files are.
    let color = arguments.value("color").flatMap(ColorChoice.init) ?? .auto
    var tour = try GuidedTour(
      out: arguments.path("out"), program: program, commands: commands,
      output: output.isJSON ? nil : Output(color: color))
    let outcome = try run(&tour)
    guard output.isJSON else { return }
    let document: JSONValue = [
      "folder": .string("\(outcome.folder)"), "stepCount": .integer(Int64(outcome.steps)),
      "ledgerFiles": .array(outcome.ledgers.map { .string("\($0)") }),
      "reportFiles": .array(outcome.reports.map { .string("\($0)") }),
    ]
    try output.writeDocument(DocumentFormat.demo.document(document).displayText())
  }
}
