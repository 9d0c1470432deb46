internal import Files

/// Walks the arguments once, from words to a command and from options to their values.
struct ArgumentScanner {
  let tree: CommandTree
  /// Whether an environment variable stands in for an option that is not given.
  let isSet: (String) -> Bool
  /// The words of the command so far.
  private(set) var path: [String] = []
  private(set) var operands: [FilePath] = []
  private(set) var wantsHelp = false
  private(set) var wantsVersion = false
  private var given: [Given] = []

  /// An option as it was typed, checked against the command when that is known.
  private struct Given {
    let option: OptionDefinition
    let spelling: String
    let value: FilePath?
  }

  init(tree: CommandTree, isSet: @escaping (String) -> Bool) {
    self.tree = tree
    self.isSet = isSet
  }

  mutating func scan(_ arguments: [FilePath]) throws(CommandError) {
    var rest = arguments[...]
    while let argument = rest.popFirst() {
      if argument == "--" {
        for operand in rest { try take(operand) }
        return
      } else if argument.hasPrefix("--") {
        try takeLong(argument.bytes.dropFirst(2), &rest)
      } else if argument.hasPrefix("-"), argument.bytes.count > 1 {
        try takeLetters(argument.bytes.dropFirst(), &rest)
      } else {
        try take(argument)
      }
    }
  }

  // MARK: Words and operands

  private mutating func take(_ argument: FilePath) throws(CommandError) {
    let words = tree.words(after: path)
    let word = argument.asText
    if operands.isEmpty, words.contains(word) {
      path.append(word)
      return
    }
    // At a bare word such as `key` only another word makes sense; `help` is left to the caller.
    if !words.isEmpty, tree.command(path) == nil, !isHelpWord(word) {
      throw tree.unknownWord(word, after: path)
    }
    operands.append(argument)
  }

  private func isHelpWord(_ word: String) -> Bool {
    path.isEmpty && (operands.first?.asText ?? word) == "help" && tree.command(["help"]) == nil
  }

  // MARK: Options

  private mutating func takeLong(
    _ argument: ArraySlice<UInt8>, _ rest: inout ArraySlice<FilePath>
  ) throws(CommandError) {
    let equals = argument.firstIndex(of: UInt8(ascii: "="))
    let name = FilePath(bytes: argument[..<(equals ?? argument.endIndex)]).asText
    let attached = equals.map { FilePath(bytes: argument[($0 + 1)...]) }
    let spelling = "--" + name
    let option = try find(spelling) { $0.long == name }
    if option.placeholder == nil {
      if attached != nil {
        throw .usage("unexpected-value", "\(spelling) takes no value", hint: "write \(spelling); see \(page)")
      }
      note(option, spelling, nil)
    } else {
      let value = if let attached { attached } else { try nextValue(of: option, spelling, &rest) }
      note(option, spelling, value)
    }
  }

  private mutating func takeLetters(
    _ argument: ArraySlice<UInt8>, _ rest: inout ArraySlice<FilePath>
  ) throws(CommandError) {
    var letters = argument
    while let first = letters.first {
      // No letter of an option is longer than a byte; what is, is shown whole.
      let letter = first < 0x80 ? Character(Unicode.Scalar(first)) : FilePath(bytes: letters).asText.first ?? " "
      letters = letters.dropFirst()
      let spelling = "-\(letter)"
      let option = try find(spelling) { $0.letter == letter }
      if option.placeholder == nil {
        note(option, spelling, nil)
      } else {
        note(option, spelling, letters.isEmpty ? try nextValue(of: option, spelling, &rest) : FilePath(bytes: letters))
        return
      }
    }
  }

  /// The argument after an option; what looks like an option is more likely a forgotten value.
  private func nextValue(
    of option: OptionDefinition, _ spelling: String, _ rest: inout ArraySlice<FilePath>
  ) throws(CommandError) -> FilePath {
    let shown = "\(spelling) \(option.placeholder ?? "")"
    guard let argument = rest.popFirst() else {
      throw .usage("missing-value", "\(spelling) needs a value", hint: "write \(shown); see \(page)")
    }
    let next = argument.asText
    let bare = next.drop { $0 == "-" }
    if next == "--" || next.hasPrefix("-") && next.count - bare.count <= 2 && bare.first?.isLetter == true {
      throw .usage(
        "missing-value", "\(spelling) needs a value before \(next)",
        hint: "write \(shown), or --\(option.long)=\(argument.shellWord) if that is the value; see \(page)")
    }
    return argument
  }

  /// The definition behind a spelling: the command's, a global, or while words may still come, one of any command ahead.
  private func find(_ spelling: String, _ matches: (OptionDefinition) -> Bool) throws(CommandError) -> OptionDefinition
  {
    if let option = tree.command(path)?.options.first(where: matches) { return option }
    if let option = tree.allGlobals.first(where: matches) { return option }
    let ahead = tree.commands(under: path).flatMap(\.options).filter(matches)
    if operands.isEmpty, let option = ahead.first {
      // The words ahead decide what it is called and whether it takes a value; they have to agree on that much.
      guard ahead.allSatisfy({ $0.long == option.long && ($0.placeholder == nil) == (option.placeholder == nil) })
      else {
        throw .usage(
          "ambiguous-option", "\(spelling) means different things to different commands",
          hint: "write it after the command; see \(page)")
      }
      return option
    }
    throw unknownOption(spelling)
  }

  private mutating func note(_ option: OptionDefinition, _ spelling: String, _ value: FilePath?) {
    // A command may have a `--version VALUE` of its own; only the global flag asks for the program's.
    if option == .help { wantsHelp = true }
    if option == .version { wantsVersion = true }
    given.append(Given(option: option, spelling: spelling, value: value))
  }

  private func unknownOption(_ spelling: String) -> CommandError {
    let long = spelling.hasPrefix("--") ? String(spelling.dropFirst(2)) : nil
    let definition = tree.command(path)
    if let definition, let old = definition.former.first(where: { $0.long == long }) {
      let now = definition.options.first { $0.long == old.now }
      return .usage(
        "renamed-option", "\(definition.name) takes \(old.what) with --\(old.now), not with --\(old.long)",
        hint: "write \(now?.name ?? "--\(old.now)"); see \(page)")
    }
    let known = definition.map { tree.options(of: $0) + [.help, .version] } ?? tree.allGlobals
    let near = long.map { meant(by: $0, among: known, definition) } ?? []
    let command = path.isEmpty ? "" : " for \(path.joined(separator: " "))"
    return .usage(
      "unknown-option", "unknown option \(spelling)\(command)",
      hint: near.isEmpty ? "all options: \(page)" : "did you mean \(near.joinedWords("or"))? all options: \(page)")
  }

  /// What somebody may have meant by an option that there is not: one that reads nearly so, one that has something in
  /// common with it, one that takes what it names, or an operand of that name.
  private func meant(by long: String, among known: [OptionDefinition], _ command: CommandDefinition?) -> [String] {
    let near = nearestNames(to: long, among: known.map(\.long))
    if !near.isEmpty { return near.map { "--\($0)" } }
    let what = long.uppercased()
    if let operand = command?.operands.first(where: { operand in
      operand.name == what || operand.name == "ID" && operand.help.split(separator: " ").contains { $0 == long }
    }) {
      return [([tree.program] + path + [operand.name]).joined(separator: " ")]
    }
    let named = known.filter { $0.placeholder == what }
    let related = named.isEmpty ? relatedNames(to: long, among: known.map(\.long)) : named.map(\.long)
    return related.count > mostSuggestions ? [] : related.map { "--\($0)" }
  }

  private var page: String { tree.helpCommand(path) }

  // MARK: The whole

  /// The command, when everything it needs is there and nothing else.
  func finish() throws(CommandError) -> ParsedCommand {
    guard let definition = tree.command(path) else {
      if path.isEmpty { throw .usage("no-command", "no command given", hint: "all commands: \(page)") }
      let words = tree.words(after: path).joined(separator: ", ")
      throw .usage(
        "incomplete-command", "\(path.joined(separator: " ")) needs a subcommand: \(words)", hint: page)
    }
    var arguments = ParsedArguments(operandPaths: operands, helpCommand: page)
    for given in given {
      let option = try own(given, of: definition)
      if arguments.flag(option.long), !option.repeats {
        throw .usage("repeated-option", "--\(option.long) is given twice", hint: "give it once; see \(page)")
      }
      try requireText(given.value, "--\(option.long)", orFile: option.namesFile, lines: option.hasLines)
      if let value = given.value?.asText, !option.choices.isEmpty, !option.choices.contains(value) {
        let near = nearestNames(to: value, among: option.choices)
        throw .usage(
          "invalid-choice", "--\(option.long) is one of \(option.choices.joined(separator: ", ")), not \(value)",
          hint: near.isEmpty ? page : "did you mean \(near.joinedWords("or"))? see \(page)")
      }
      if option.placeholder == "TEXT", given.value?.bytes.isEmpty == true {
        throw .usage(
          "invalid-value", "--\(option.long) says nothing", hint: "write --\(option.long) TEXT, or leave it out")
      }
      arguments.given[option.long, default: []].append(given.value ?? "")
    }
    if let missing = definition.missing(in: arguments, helpCommand: page, isSet: isSet) {
      guard let extra = extraOperand(definition) else { throw missing }
      throw CommandError(
        code: missing.code, message: "\(missing.message), and \(extra) is one argument too many", hint: missing.hint,
        exit: missing.exit)
    }
    try checkOperands(definition)
    try definition.checkFiles(in: arguments, helpCommand: page)
    return ParsedCommand(definition: definition, arguments: arguments)
  }

  /// The final command's definition of what was typed, perhaps before the command was known.
  private func own(_ given: Given, of definition: CommandDefinition) throws(CommandError) -> OptionDefinition {
    guard let option = tree.options(of: definition).first(where: { $0.long == given.option.long }) else {
      if let reason = definition.without[given.option.long] {
        throw .usage(
          "unheeded-option", "\(definition.name) takes no --\(given.option.long): \(reason)",
          hint: "leave it out; see \(page)")
      }
      throw unknownOption(given.spelling)
    }
    guard (option.placeholder == nil) == (given.value == nil) else {
      throw .usage(
        "ambiguous-option", "\(given.spelling) means something else to \(definition.name)",
        hint: "write it after the command; see \(page)")
    }
    return option
  }

  /// The first operand for which the command has no place.
  private func extraOperand(_ definition: CommandDefinition) -> FilePath? {
    guard operands.count > definition.operands.count, definition.operands.last?.repeats != true else { return nil }
    return operands[definition.operands.count]
  }

  private func checkOperands(_ definition: CommandDefinition) throws(CommandError) {
    if let extra = extraOperand(definition) {
      throw .usage("extra-operand", "\(definition.name): \(extra) is one argument too many", hint: page)
    }
    for (place, operand) in operands.enumerated() {
      guard let taken = definition.operands[max: place] else { return }
      try requireText(operand, taken.name, orFile: taken.namesFile)
    }
  }

  /// Names of files are bytes. All else is text that shows what it says, and nothing is guessed of what is none.
  private func requireText(
    _ value: FilePath?, _ name: String, orFile namesFile: Bool, lines: Bool = false
  ) throws(CommandError) {
    guard let value, !namesFile else { return }
    guard let text = value.text else {
      throw .usage("not-text", "\(name) \(value) is not UTF-8 text", hint: "write it in UTF-8; see \(page)")
    }
    try requireNoControl(in: text, name, lines: lines)
  }
}

extension Array {
  /// The element at a place, or behind the end the last one.
  fileprivate subscript(max place: Int) -> Element? { place < count ? self[place] : last }
}
