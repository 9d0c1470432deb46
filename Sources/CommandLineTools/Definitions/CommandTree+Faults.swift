extension CommandTree {
  /// What is contradictory in the definitions: empty for a program that may be shipped, and a test says so.
  public var faults: [String] {
    var faults = repeated(commands.map(\.name)).map { "command \($0) is defined twice" }
    for command in commands {
      if command.path.isEmpty || command.path.contains(where: { $0.isEmpty || $0.hasPrefix("-") }) {
        faults.append("command \"\(command.name)\" has a word that cannot be typed")
      }
      // A command's own option hides a global of the same name; two of its own would hide each other.
      let names = command.options.map { "--" + $0.long } + command.options.compactMap { $0.letter.map { "-\($0)" } }
      faults += repeated(names).map { "\(command.name): option \($0) is defined twice" }
      if names.contains("--help") || names.contains("-h") {
        faults.append("\(command.name): --help belongs to every command")
      }
      faults += unknownOptions(of: command).map { "\(command.name): there is no option --\($0) for it to speak of" }
      faults += command.former.filter { old in command.options.contains { $0.long == old.long } }
        .map { "\(command.name): option --\($0.long) is a former one" }
      if command.writesFile != command.options.contains(.overwrite) {
        faults.append("\(command.name): --overwrite belongs to what writes a file, and to nothing else")
      }
      if command.operands.dropLast().contains(where: \.repeats) {
        faults.append("\(command.name): only the last operand may repeat")
      }
      let optionals = command.operands.drop { !$0.isOptional }
      if optionals.contains(where: { !$0.isOptional }) {
        faults.append("\(command.name): an operand after an optional one must be optional")
      }
    }
    let names = allGlobals.map { "--" + $0.long } + allGlobals.compactMap { $0.letter.map { "-\($0)" } }
    faults += repeated(names).map { "global option \($0) is defined twice" }
    return faults
  }

  /// Names in the definition of a command that lead nowhere.
  private func unknownOptions(of command: CommandDefinition) -> [String] {
    let own =
      command.options.flatMap { $0.need.conditions + $0.others } + command.operands.flatMap(\.need.conditions)
      + command.former.map(\.now)
    return own.filter { long in !command.options.contains { $0.long == long } }
      + command.without.keys.sorted().filter { long in !globals.contains { $0.long == long } }
  }

  private func repeated(_ names: [String]) -> [String] {
    var seen: Set<String> = []
    return names.filter { !seen.insert($0).inserted }
  }
}
