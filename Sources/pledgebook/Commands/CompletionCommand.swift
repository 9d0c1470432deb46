import CommandLineTools

/// `completion`: a script by which bash completes commands, options and choices.
enum CompletionCommand {
  static let definition = CommandDefinition(
    ["completion"], group: "Other", summary: "print a completion script for bash",
    examples: ["source <(pledgebook completion)"])

  static func run(_ session: inout Session) throws(CommandError) -> ExitStatus {
    try session.output.write(CommandCatalogue.tree.bashCompletion)
    return .done
  }
}
