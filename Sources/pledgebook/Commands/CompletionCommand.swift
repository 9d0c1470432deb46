import CanonicalJSON
import CommandLineTools
import DataFormats

/// `completion`: a script by which bash completes commands, options and choices.
enum CompletionCommand {
  static let definition = CommandDefinition(
    ["completion"], group: "Other", summary: "print a completion script for a shell",
    operands: [OperandDefinition("SHELL", optional: true, help: "bash, the only one there is a script for")],
    without: Unheeded.ledger,
    examples: ["source <(pledgebook completion)"])

  static func run(_ session: inout Session) throws(CommandError) -> ExitStatus {
    if let shell = session.arguments.operands.first, shell != "bash" {
      throw .usage("unknown-shell", "there is no completion script for \(shell)", hint: "pledgebook completion bash")
    }
    let script = CommandCatalogue.tree.bashCompletion
    if session.output.isJSON {
      try session.output.writeDocument(.completion, ["shell": "bash", "script": .string(script)])
    } else {
      try session.output.write(script)
    }
    return .done
  }
}
