/// What the arguments ask for.
public enum Invocation: Sendable, Equatable {
  case run(ParsedCommand)
  /// A page: of a command, of the commands under a word, or the overview for no words.
  case help([String])
  case version
}

/// A command and what was given to it, complete and consistent with the definition.
public struct ParsedCommand: Sendable, Equatable {
  /// The command whose words were given.
  public let definition: CommandDefinition
  /// Its options and operands.
  public let arguments: ParsedArguments
}
