import CommandLineTools
import Demonstration

/// `demo`: the guided tour, in a folder of its own.
enum DemoCommand {
  static let definition = CommandDefinition(
    ["demo"], group: "Getting to know it", summary: "take a guided tour: two ledgers, reports, a witness",
    options: [GuidedTour.outOption],
    without: Unheeded.ledger,
    examples: ["pledgebook demo", "pledgebook demo --out ~/tour"],
    details: [
      "Each command of the tour is printed before it runs, so that you can repeat it. Nothing outside the folder is "
        + "touched, and the folder stays when the tour is over. The accords and registers of the tour are in the program.",
      "One chapter is left out, the attacks on a copy: what can attack a ledger is not installed. make demo in the "
        + "sources of Pledgebook shows all chapters.",
    ])

  static func run(_ session: inout Session) throws(CommandError) -> ExitStatus {
    try GuidedTour.show(
      session.arguments, &session.output, program: nil, commands: Set(CommandCatalogue.entries.map(\.definition.name))
    ) { tour throws(CommandError) in try tour.run() }
    return .done
  }
}
