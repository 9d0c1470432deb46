extension CommandTree {
  /// What may stand in the place of the last of these words, which follow the name of the program.
  ///
  /// Bash hands over `--option=value` as three words, other shells as one; both are understood.
  public func completion(of line: [String]) -> Completion {
    var words = Self.joined(line)
    var completion = Completion()
    completion.typed = words.popLast() ?? ""
    completion.cut = completion.typed.count - (line.last.map { $0 == "=" ? 0 : $0.count } ?? 0)
    var place = Place()
    for word in words { place.pass(word, self) }
    if completion.typed.hasPrefix("--"), !place.isEnded, let equals = completion.typed.firstIndex(of: "=") {
      let name = completion.typed[..<equals].dropFirst(2)
      guard let option = options(of: place.path).first(where: { $0.long == name && $0.placeholder != nil }) else {
        return completion
      }
      completion.attached = String(completion.typed[...equals])
      complete(&completion, option, place)
    } else if let option = place.pending {
      complete(&completion, option, place)
    } else if completion.typed.hasPrefix("-"), !place.isEnded {
      completion.candidates = open(options(of: place.path), place)
    } else {
      completeWord(&completion, place)
    }
    return completion
  }

  /// The values of an option.
  private func complete(_ completion: inout Completion, _ option: OptionDefinition, _ place: Place) {
    completion.candidates = option.choices.map { Completion.Candidate(completion.attached + $0) }
    completion.takesFile = option.namesFile
    guard option.choices.isEmpty, let placeholder = option.placeholder, let command = command(place.path) else {
      return
    }
    completion.wanted = Completion.Wanted(option: option.long, placeholder: placeholder, command: command)
  }

  /// A word of a command, or an operand.
  private func completeWord(_ completion: inout Completion, _ place: Place) {
    if place.operandCount == 0, !place.isEnded {
      for word in visibleWords(after: place.path) {
        completion.candidates.append(Completion.Candidate(word, command(place.path + [word])?.summary ?? ""))
      }
    }
    guard let command = command(place.path) else { return }
    let operands = command.operands
    if let operand = place.operandCount < operands.count ? operands[place.operandCount] : operands.last,
      place.operandCount < operands.count || operand.repeats
    {
      completion.takesFile = operand.namesFile
      completion.wanted = Completion.Wanted(option: nil, placeholder: operand.name, command: command)
    } else if completion.candidates.isEmpty, !place.isEnded {
      completion.candidates = open(options(of: place.path), place)
    }
  }

  /// The options that may still be given.
  private func open(_ options: [OptionDefinition], _ place: Place) -> [Completion.Candidate] {
    options.filter { $0.repeats || !place.given.contains($0.long) }
      .map { Completion.Candidate("--" + $0.long, $0.help) }
  }

  /// A command's own options and the globals that they do not hide; before a command, the globals.
  fileprivate func options(of path: [String]) -> [OptionDefinition] {
    let command = command(path)
    let own = command?.options ?? []
    return own
      + allGlobals.filter { global in
        !own.contains { $0.long == global.long } && (global != .version || path.isEmpty)
          && command?.without[global.long] == nil
      }
  }

  /// `name`, `=`, `value` as one word, which is how it was typed.
  private static func joined(_ line: [String]) -> [String] {
    var words: [String] = []
    var isOpen = false
    for word in line {
      if word == "=", !words.isEmpty {
        words[words.count - 1] += word
        isOpen = true
      } else if isOpen {
        words[words.count - 1] += word
        isOpen = false
      } else {
        words.append(word)
      }
    }
    return words
  }
}

/// How far the words before the one being typed have come.
private struct Place {
  var path: [String] = []
  var operandCount = 0
  /// The option whose value comes next.
  var pending: OptionDefinition?
  var given: Set<String> = []
  /// Behind `--`, where nothing is an option.
  var isEnded = false

  mutating func pass(_ word: String, _ tree: CommandTree) {
    if pending != nil {
      pending = nil
    } else if isEnded {
      operandCount += 1
    } else if word == "--" {
      isEnded = true
    } else if word.hasPrefix("--") {
      let name = word.dropFirst(2).prefix { $0 != "=" }
      given.insert(String(name))
      guard !word.contains("=") else { return }
      let known = tree.options(of: path).first { $0.long == name }
      pending = known.flatMap { $0.placeholder == nil ? nil : $0 }
    } else if word.hasPrefix("-"), word.count > 1 {
      // A letter in a word of its own; of several the last may take a value.
      guard let option = tree.options(of: path).first(where: { $0.letter == word.last }) else { return }
      given.insert(option.long)
      pending = option.placeholder == nil ? nil : option
    } else if operandCount == 0, tree.words(after: path).contains(word) {
      path.append(word)
    } else {
      operandCount += 1
    }
  }
}
