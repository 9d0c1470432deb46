import CommandLineTools
import Demonstration

/// `demo`: the guided tour with all its chapters.
enum DemoCommand {
  static let definition = CommandDefinition(
    ["demo"], group: "Showing", summary: "take the guided tour with the attacks on a copy",
    options: [GuidedTour.outOption],
    examples: ["pledgebook-lab demo", "pledgebook-lab demo --out ~/tour"],
    details: [
      "The same tour as pledgebook demo, by the pledgebook that lies beside this program, and with the chapter in which "
        + "somebody changes copies of the ledger past its rules."
    ])

  static func run(_ arguments: ParsedArguments, _ output: inout Output) throws(CommandError) -> ExitStatus {
    let program = try OwnProgram.sibling("pledgebook")
    // All the commands of its own version are there.
    try GuidedTour.show(arguments, &output, program: program, commands: ["overview"]) { tour throws(CommandError) in
      try tour.run { tour throws(CommandError) in try tour.tampering() }
    }
    return .done
  }
}
