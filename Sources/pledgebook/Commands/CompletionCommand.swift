import CanonicalJSON
import CommandLineTools
import DataFormats
import Files

/// `completion`: a script by which a shell completes commands, options and values.
enum CompletionCommand {
  static let definition = CommandDefinition(
    ["completion"], group: "Other", summary: "print a completion script for a shell",
    operands: [OperandDefinition("SHELL", optional: true, help: "bash, zsh or fish (default: bash)")],
    without: Unheeded.ledger,
    examples: [
      "source <(pledgebook completion)", "pledgebook completion fish > ~/.config/fish/completions/pledgebook.fish",
    ],
    details: [
      "An installed program brings the scripts along. What there is to choose from they ask of the program: commands, "
        + "options and their words, and the ids of the ledger that the command would use."
    ])

  static func run(_ session: inout Session) throws(CommandError) -> ExitStatus {
    let name = session.arguments.operands.first ?? CompletingShell.bash.rawValue
    guard let shell = CompletingShell(rawValue: name) else {
      throw .usage(
        "unknown-shell", "there is no completion script for \(name)",
        hint: "there is one for \(CompletingShell.allCases.map(\.rawValue).joined(separator: ", "))")
    }
    let script = CommandCatalogue.tree.completionScript(for: shell)
    if session.output.isJSON {
      try session.output.writeDocument(.completion, ["shell": .string(shell.rawValue), "script": .string(script)])
    } else {
      try session.output.write(script)
    }
    return .done
  }
}

/// `complete`: what may stand in the place of the last word, for the scripts of `completion`.
enum CompleteCommand {
  static let definition = CommandDefinition(
    ["complete"], group: "Other", summary: "print what may stand in the place of the last word of a command line",
    operands: [OperandDefinition("WORD", optional: true, repeats: true, help: "the words behind the program's name")],
    details: [
      "One candidate a line, WORD, a tab and what it means; the line :files where names of files may stand. It reads the "
        + "ledger that the command line names and writes nothing."
    ], hidden: true)

  static func run(_ session: inout Session) throws(CommandError) -> ExitStatus {
    try session.refuseJSON()
    let words = session.arguments.operands
    var completion = CommandCatalogue.tree.completion(of: words)
    if let wanted = completion.wanted {
      let found = LedgerCandidates.find(for: wanted, ledger: ledger(in: words) ?? session.ledgerPath)
      completion.candidates += found.map { Completion.Candidate(completion.attached + $0.word, $0.meaning) }
    }
    for line in completion.lines { try session.output.print(sanitisedLine(line)) }
    return .done
  }

  /// The ledger that the command line names.
  private static func ledger(in words: [String]) -> FilePath? {
    for (place, word) in words.enumerated() {
      if word == "--ledger", place + 1 < words.count - 1 { return FilePath(words[place + 1]) }
      if word.hasPrefix("--ledger="), place < words.count - 1 { return FilePath(String(word.dropFirst(9))) }
    }
    return nil
  }

  /// The meaning of a candidate may be a name that somebody wrote.
  private static func sanitisedLine(_ line: String) -> String {
    line.split(separator: "\t", maxSplits: 1, omittingEmptySubsequences: false).map { sanitised(String($0)) }
      .joined(separator: "\t")
  }
}
