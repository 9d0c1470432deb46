internal import Files

extension CommandDefinition {
  /// All that a use of the command lacks, in one error; nil when nothing is missing.
  ///
  /// - Parameter isSet: whether an environment variable stands in for an option that is not given.
  func missing(
    in arguments: ParsedArguments, helpCommand: String, isSet: (String) -> Bool
  ) -> CommandError? {
    func isThere(_ option: OptionDefinition) -> Bool {
      arguments.flag(option.long) || option.variable.map(isSet) ?? false
    }
    let operands = self.operands.dropFirst(arguments.operandPaths.count).filter { $0.need.holds(for: arguments) }
      .map(\.name)
    var names = operands
    var variables: [String] = []
    for option in options where option.need.holds(for: arguments) {
      let either = [option] + options.filter { option.others.contains($0.long) }
      guard !either.contains(where: isThere) else { continue }
      let shown = either.map(\.name).joined(separator: " | ")
      names.append(either.count > 1 ? "(\(shown))" : shown)
      variables += either.compactMap(\.variable)
    }
    guard !names.isEmpty else { return nil }
    let set = variables.isEmpty ? "" : "or set \(variables.joinedWords("or")); see "
    return .usage(
      names.count == operands.count ? "missing-operand" : "missing-option",
      "\(name): \(names.joinedWords("and")) \(names.count == 1 ? "is" : "are") missing", hint: set + helpCommand)
  }

  /// Refuses `-` where no stream can be, and where two arguments would be the same stream; and to overwrite nothing.
  func checkFiles(in arguments: ParsedArguments, helpCommand: String) throws(CommandError) {
    var named: [(name: String, file: FileUse, path: FilePath)] = []
    for (place, path) in arguments.operandPaths.enumerated() {
      guard let operand = place < operands.count ? operands[place] : operands.last, let file = operand.file else {
        continue
      }
      named.append((operand.name, file, path))
    }
    for option in options {
      guard let file = option.file else { continue }
      named += arguments.paths(option.long).map { ("--\(option.long)", file, $0) }
    }
    let streams = named.filter { $0.path == .standardStream }
    if let kept = streams.first(where: { $0.file == .kept }) {
      throw .usage(
        "no-stream", "\(kept.name) - is a stream, and this has to be a file or folder",
        hint: "name it; what is called - is written ./-; see \(helpCommand)")
    }
    for (file, stream) in [(FileUse.input, "standard input"), (.output, "standard output")] {
      let same = streams.filter { $0.file == file }.map(\.name)
      guard same.count > 1 else { continue }
      throw .usage(
        "same-stream", "\(same.joinedWords("and")) would be the same stream, \(stream)",
        hint: "give - to one of them; see \(helpCommand)")
    }
    if arguments.flag("overwrite"), !named.contains(where: { $0.file == .output }) {
      let outputs = options.filter { $0.file == .output }.map { "--\($0.long)" }
      throw .usage(
        "missing-option", "--overwrite is for use with \(outputs.joinedWords("or"))",
        hint: "leave it out, or name the file; see \(helpCommand)")
    }
  }
}
