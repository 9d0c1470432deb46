/// All commands of a program and the options that go with every one of them.
public struct CommandTree: Sendable {
  /// What the user types first.
  public let program: String
  /// One line at the head of the overview.
  public let summary: String
  /// Options that every command takes, besides `--help` and `--version`.
  public let globals: [OptionDefinition]
  /// In the order of the overview.
  public let commands: [CommandDefinition]
  /// Pages that are about no single command, for `help NAME` and the manual.
  public let topics: [Topic]
  /// First words that were commands here and have another place now: what to run in place of them.
  public let elsewhere: [String: String]

  /// A program; `faults` says whether its definitions fit together.
  public init(
    program: String, summary: String, globals: [OptionDefinition], commands: [CommandDefinition],
    topics: [Topic] = [], elsewhere: [String: String] = [:]
  ) {
    self.elsewhere = elsewhere
    self.program = program
    self.summary = summary
    self.globals = globals
    self.commands = commands
    self.topics = topics
  }

  /// The command called by exactly these words.
  public func command(_ path: [String]) -> CommandDefinition? {
    commands.first { $0.path == path }
  }

  /// The commands whose words begin with these.
  func commands(under path: [String]) -> [CommandDefinition] {
    commands.filter { $0.path.starts(with: path) }
  }

  /// The words that may follow these, each once, in the order of the definitions.
  func words(after path: [String]) -> [String] {
    var words: [String] = []
    for command in commands(under: path) where command.path.count > path.count {
      let word = command.path[path.count]
      if !words.contains(word) { words.append(word) }
    }
    return words
  }

  /// The same without the words that lead to hidden commands alone.
  func visibleWords(after path: [String]) -> [String] {
    words(after: path).filter { word in commands(under: path + [word]).contains { !$0.isHidden } }
  }

  /// Globals with the two that are always there.
  var allGlobals: [OptionDefinition] { globals + [.help, .version] }

  /// All options that a command takes.
  func options(of command: CommandDefinition) -> [OptionDefinition] {
    command.options + globals.filter { command.without[$0.long] == nil }
  }

  /// The command line that shows the page for these words.
  func helpCommand(_ path: [String]) -> String {
    ([program] + path + ["--help"]).joined(separator: " ")
  }
}
