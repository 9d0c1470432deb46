public import Files

extension CommandTree {
  /// What the arguments, without the program's name, ask for.
  ///
  /// Options stand in any place: `--x v`, `--x=v`, `-xv`, flags' letters bundled; `--` ends them.
  /// A request for help or the version wins over mistakes elsewhere on the line.
  ///
  /// - Parameter isSet: whether an environment variable stands in for an option that is not given.
  public func parse(
    _ arguments: [some FileNaming], isSet: @escaping (String) -> Bool = isEnvironmentSet
  ) throws(CommandError) -> Invocation {
    let arguments = arguments.map(\.filePath)
    var scanner = ArgumentScanner(tree: self, isSet: isSet)
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
    if let word = words.first, words.count == 1, topics.contains(where: { $0.name == word }) { return .help([word]) }
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
    let near = suggestions(for: word, after: path).map { "\(program) \($0)" }
    return .usage(
      "unknown-command", "unknown command \(wrong)",
      hint: near.isEmpty ? "all commands: \(page)" : "did you mean \(near.joinedWords("or"))? all commands: \(page)")
  }

  /// Commands that may have been meant: what is known under that word, what begins so, what nearly reads so, and
  /// `key generate` for `generate`.
  private func suggestions(for word: String, after path: [String]) -> [String] {
    let known = commands.filter { !$0.isHidden && $0.synonyms.contains(word) && $0.path.starts(with: path) }.map(\.name)
    if !known.isEmpty { return known }
    let names = visibleWords(after: path) + (path.isEmpty ? topics.map(\.name) : [])
    let near = nearestNames(to: word, among: names)
    if !near.isEmpty {
      return near.map { name in
        topics.contains { $0.name == name } ? "help \(name)" : (path + [name]).joined(separator: " ")
      }
    }
    let last = commands.filter { !$0.isHidden && $0.path.count > 1 && $0.path.last == word }.prefix(mostSuggestions)
    if !last.isEmpty { return last.map(\.name) }
    return relatedNames(to: word, among: path.isEmpty ? commands.filter { !$0.isHidden }.map(\.name) : names)
      .map { (path + [$0]).joined(separator: " ") }
  }
}
