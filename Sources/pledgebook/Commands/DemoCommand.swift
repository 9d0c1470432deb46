import CanonicalJSON
import CommandLineTools
import DataFormats
import Demonstration
import Files

/// `demo`: the guided tour, in a folder of its own.
enum DemoCommand {
  static let definition = CommandDefinition(
    ["demo"], group: "Getting to know it", summary: "take a guided tour: two ledgers, reports, attacks, a witness",
    options: [
      .value("out", "DIR", help: "the folder to work in, new or empty (default: a new temporary one)"),
      .value("data", "DIR", help: "where Accords and Registers are (default: Ledger)"),
    ],
    without: Unheeded.ledger,
    examples: ["pledgebook demo", "pledgebook demo --out ~/tour"],
    details: [
      "Each command of the tour is printed before it runs, so that you can repeat it. Nothing outside the folder is "
        + "touched, and the folder stays when the tour is over.",
      "The accords and registers of the tour are files of the project, in its folder Ledger. Run the tour in the project's "
        + "folder, or say with --data where that folder is.",
    ])

  static func run(_ session: inout Session) throws(CommandError) -> ExitStatus {
    let arguments = session.arguments
    // With --json the story has no reader: what is wanted is where the files are.
    let color = arguments.value("color").flatMap(ColorChoice.init) ?? .auto
    var tour = try GuidedTour(
      out: arguments.path("out"), data: arguments.path("data") ?? "Ledger",
      commands: Set(CommandCatalogue.entries.map(\.definition.name)),
      output: session.output.isJSON ? nil : Output(color: color))
    let outcome = try tour.run()
    if session.output.isJSON {
      let document: JSONValue = [
        "folder": .string("\(outcome.folder)"), "stepCount": .integer(Int64(outcome.steps)),
        "ledgerFiles": .array(outcome.ledgers.map { .string("\($0)") }),
        "reportFiles": .array(outcome.reports.map { .string("\($0)") }),
      ]
      try session.output.writeDocument(.demo, document)
    }
    return .done
  }
}
