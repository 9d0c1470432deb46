public import Files

extension CommandTree {
  /// What the arguments, without the program's name, ask for.
  ///
  /// Options stand in any place: `--x v`, `--x=v`, `-xv`, flags' letters bundled; `--` ends them.
  /// A request for help or the version wins over mistakes elsewhere on the line.
  public func parse(_ arguments: [some FileNaming]) throws(CommandError) -> Invocation {
    let arguments = arguments.map(\.filePath)
    var scanner = ArgumentScanner(tree: self)
    var mistake: CommandError?
    do throws(CommandError) {
      try scanner.scan(arguments)
    } catch {
      mistake = error
    }
    // `program help key generate`, for those who expect it.
    if scanner.path.isEmpty, scanner.operands.first == "help", command(["help"]) == nil {
      return try helpRequest(scanner.operands.dropFirst().map(\.asText))
    }
    let asked = mistake == nil ? [] : arguments.prefix { $0 != "--" }
    if scanner.wantsHelp || asked.contains("--help") || asked.contains("-h") { return .help(scanner.path) }
    if scanner.wantsVersion { return .version }
    if let mistake { throw mistake }
    return .run(try scanner.finish())
  }

  private func helpRequest(_ words: [String]) throws(CommandError) -> Invocation {
    var path: [String] = []
    for word in words {
      guard self.words(after: path).contains(word) else { throw unknownWord(word, after: path) }
      path.append(word)
    }
    return .help(path)
  }

  /// The mistake of a word that is no command here.
  func unknownWord(_ word: String, after path: [String]) -> CommandError {
    let page = helpCommand(path)
    let wrong = (path + [word]).joined(separator: " ")
    if path.isEmpty, let place = elsewhere[word] {
      return .usage("unknown-command", "\(word) is no command of \(program) any more", hint: "run \(place)")
    }
    let near: String?
    if let name = nearestName(to: word, among: visibleWords(after: path)) {
      near = (path + [name]).joined(separator: " ")
    } else {
      // `generate` for `key generate`.
      near = commands.first { $0.path.count > 1 && $0.path.last == word }?.name
    }
    return .usage(
      "unknown-command", "unknown command \(wrong)",
      hint: near.map { "did you mean \(program) \($0)? all commands: \(page)" } ?? "all commands: \(page)")
  }
}
