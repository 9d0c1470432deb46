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
  /// Pages that are about no single command, for `help NAME`.
  public let topics: [Topic]

  /// A program; `faults` says whether its definitions fit together.
  public init(
    program: String, summary: String, globals: [OptionDefinition], commands: [CommandDefinition],
    topics: [Topic] = []
  ) {
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
