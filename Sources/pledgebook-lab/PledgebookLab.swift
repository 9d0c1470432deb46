import CanonicalJSON
import CommandLineTools
import DataFormats
import Files
import Glibc
import ProgramFacts

/// The laboratory: ledgers of any size, the figures of a machine, and the tour with its attacks. It is built beside the
/// program, whose runs it starts, and never installed.
@main
struct PledgebookLab {
  typealias Run = @Sendable (ParsedArguments, inout Output) throws(CommandError) -> ExitStatus

  static let entries: [(definition: CommandDefinition, run: Run)] = [
    (DemoCommand.definition, DemoCommand.run), (BenchCommand.definition, BenchCommand.run),
    (BenchBuildCommand.definition, BenchBuildCommand.run),
  ]

  static let tree = CommandTree(
    program: "pledgebook-lab",
    summary: "What measures Pledgebook and what attacks its ledgers: for who works on the program, and not installed",
    globals: [
      .value("ledger", "PATH", help: "the ledger (default: PLEDGEBOOK_LEDGER, else Ledger/ledger.db)"),
      .flag("json", help: "results as one JSON document"),
      .flag("quiet", help: "no notes and no progress"),
      .choice("color", ["auto", "always", "never"], help: "colour (default: auto)"),
    ],
    commands: entries.map(\.definition))

  static func main() {
    StopSignal.watch()
    FileSizeSignal.takeAsError()
    let status = run(programArguments().dropFirst().map { FilePath(bytes: $0) })
    StopSignal.endIfRequested()
    exit(status.rawValue)
  }

  private static func run(_ words: [FilePath]) -> ExitStatus {
    var output = Output(json: words.contains("--json"))
    do throws(CommandError) {
      try OpenFileLimit.require()
      switch try tree.parse(words) {
      case .help(let path):
        try show(.help, ["text": .string(tree.help(path))], as: tree.help(path, style: output.style), &output)
      case .version:
        let lines = ProgramFacts.lines(of: tree.program).map { $0 + "\n" }
        try show(.version, ProgramFacts.document(of: tree.program), as: lines.joined(), &output)
      case .run(let command):
        return try run(command, &output)
      }
      try output.flush()
      return .done
    } catch {
      output.report(error)
      return error.exit
    }
  }

  private static func show(
    _ format: DocumentFormat, _ document: JSONValue, as text: String, _ output: inout Output
  ) throws(CommandError) {
    if output.isJSON {
      try output.writeDocument(format.document(document).displayText())
    } else {
      try output.write(text)
    }
  }

  private static func run(_ command: ParsedCommand, _ output: inout Output) throws(CommandError) -> ExitStatus {
    output = Output(
      json: command.arguments.flag("json"), quiet: command.arguments.flag("quiet"),
      color: command.arguments.value("color").flatMap(ColorChoice.init) ?? .auto)
    guard let entry = entries.first(where: { $0.definition == command.definition }) else {
      throw .usage("unknown-command", "\(command.definition.name) is unknown")
    }
    let status = try entry.run(command.arguments, &output)
    try output.flush()
    return status
  }
}
