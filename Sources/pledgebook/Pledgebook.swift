import CanonicalJSON
import CommandLineTools
import DataFormats
import Files
import Glibc
import ProgramFacts

/// The command line: finds the command, runs it, and turns what it throws into words and an exit status.
@main
struct Pledgebook {
  static let version = ProgramFacts.version

  static func main() {
    StopSignal.watch()
    FileSizeSignal.takeAsError()
    let status = run(Self.arguments)
    StopSignal.endIfRequested()
    exit(status.rawValue)
  }

  /// The words behind the program's name as the system handed them over: Swift's own list repairs what is not UTF-8.
  private static var arguments: [FilePath] {
    programArguments().dropFirst().map { FilePath(bytes: $0) }
  }

  static func run(_ arguments: [FilePath]) -> ExitStatus {
    let tree = CommandCatalogue.tree
    do throws(CommandError) {
      try OpenFileLimit.require()
      switch try tree.parse(arguments) {
      case .help(let path):
        var output = Output(json: arguments.contains("--json"))
        if output.isJSON {
          try output.writeDocument(.help, ["text": .string(tree.help(path, style: .plain))])
        } else {
          let stream = StandardStream.output
          try output.write(tree.help(path, style: output.style, width: stream.isTerminal ? stream.width : 80))
        }
        try output.flush()
        return .done
      case .version:
        var output = Output(json: arguments.contains("--json"))
        if output.isJSON {
          try output.writeDocument(.version, ProgramFacts.document(of: tree.program))
        } else {
          for line in ProgramFacts.lines(of: tree.program) { try output.print(line) }
        }
        try output.flush()
        return .done
      case .run(let command):
        return run(command)
      }
    } catch {
      let formats = zip(arguments, arguments.dropFirst()).contains { $0 == "--format" && $1 == "json" }
      let isJSON = arguments.contains("--json") || formats || arguments.contains("--format=json")
      var output = Output(json: isJSON)
      output.report(error)
      return error.exit
    }
  }

  private static func run(_ command: ParsedCommand) -> ExitStatus {
    var session = Session(command)
    do throws(CommandError) {
      guard let entry = CommandCatalogue.entries.first(where: { $0.definition == command.definition }) else {
        throw CommandError(
          code: "usage.unknown-command", message: "\(command.definition.name) is unknown", exit: .usage)
      }
      for path in command.outputs { try session.guarded.require(path, ledger: session.ledgerPath) }
      let status = try entry.run(&session)
      try session.output.flush()
      return status
    } catch {
      // Who asks for a JSON document on standard output gets one, also of why there is no other.
      if command.arguments.value("format") == "json", command.arguments.path("out") == nil, !session.output.isJSON {
        var output = Output(json: true)
        output.report(error)
      } else {
        session.output.report(error)
      }
      return error.exit
    }
  }
}
