extension CommandTree {
  /// The page for these words: a command's, that of the commands under a word, or the overview.
  public func help(_ path: [String] = [], style: Style = .plain) -> String {
    var sections: [[String]] = []
    if let command = command(path) {
      sections += [usage(of: command, style), lines(command.summary)] + body(of: command, style)
      let further = commands(under: path).filter { $0.path != path && !$0.isHidden }
      if !further.isEmpty { sections.append(list(further, under: "See also", style)) }
    } else {
      let line = ([program] + path + ["<command> [<argument>…] [--option value]…"]).joined(separator: " ")
      sections.append(TextLayout.hanging(style.bold("Usage:"), line, headWidth: 6))
      if path.isEmpty { sections.append(lines(summary)) }
      sections += overview(of: commands(under: path).filter { !$0.isHidden }, style)
      sections.append([style.bold("Options for every command:")] + table(allGlobals))
      sections.append([([program] + path).joined(separator: " ") + " <command> --help explains a command."])
    }
    return sections.map { $0.joined(separator: "\n") }.joined(separator: "\n\n") + "\n"
  }

  // MARK: A command

  /// Everything in one line when it fits; otherwise what is required, and `[options]` for the rest.
  private func usage(of command: CommandDefinition, _ style: Style) -> [String] {
    let start = [program] + command.path + command.operands.map(\.usage)
    let required = command.options.filter(\.isRequired).map(usage)
    let optional = command.options.filter { !$0.isRequired }.map { "[\(usage($0))]" }
    let whole = (start + required + optional).joined(separator: " ")
    let brief = (start + required + (optional.isEmpty ? [] : ["[options]"])).joined(separator: " ")
    let fits = whole.count + 7 <= TextLayout.width
    return TextLayout.hanging(style.bold("Usage:"), fits ? whole : brief, headWidth: 6)
  }

  private func usage(_ option: OptionDefinition) -> String {
    let value = option.placeholder.map { " " + $0 } ?? ""
    return "--\(option.long)\(value)\(option.repeats ? "…" : "")"
  }

  private func body(of command: CommandDefinition, _ style: Style) -> [[String]] {
    var sections: [[String]] = []
    let operands = command.operands.map { (name: $0.usage, meaning: $0.help) }
    let hidden = Set(command.options.map(\.long))
    let globals = allGlobals.filter { !hidden.contains($0.long) && $0 != .version }
    let column = TextLayout.column(for: operands.map(\.name) + (command.options + globals).map(label))
    if !operands.isEmpty {
      sections.append([style.bold("Arguments:")] + TextLayout.table(operands, column: column))
    }
    if !command.options.isEmpty {
      sections.append([style.bold("Options:")] + table(command.options, column: column))
    }
    sections.append([style.bold("Options for every command:")] + table(globals, column: column))
    if !command.examples.isEmpty {
      sections.append([style.bold("Examples:")] + command.examples.map { "  " + $0 })
    }
    sections += command.details.map { TextLayout.wrapped($0, width: TextLayout.width) }
    return sections
  }

  private func table(_ options: [OptionDefinition], column: Int? = nil) -> [String] {
    let rows = options.map { option in
      (name: label(option), meaning: option.help + (option.isRequired ? " (required)" : ""))
    }
    return TextLayout.table(rows, column: column ?? TextLayout.column(for: rows.map(\.name)))
  }

  /// `-h, --help`, with room for a letter when there is none.
  private func label(_ option: OptionDefinition) -> String {
    (option.letter.map { "-\($0), " } ?? "    ") + usage(option)
  }

  /// A summary as the sentence it is, in lines.
  private func lines(_ summary: String) -> [String] {
    TextLayout.wrapped(sentence(summary), width: TextLayout.width)
  }

  // MARK: Many commands

  private func overview(of commands: [CommandDefinition], _ style: Style) -> [[String]] {
    let column = TextLayout.column(for: commands.map(\.name))
    return groups(of: commands).map { group in
      list(commands.filter { $0.group == group }, under: group, style, column: column)
    }
  }

  private func list(
    _ commands: [CommandDefinition], under heading: String, _ style: Style, column: Int? = nil
  ) -> [String] {
    let rows = commands.map { (name: $0.name, meaning: $0.summary) }
    return [style.bold(heading + ":")]
      + TextLayout.table(rows, column: column ?? TextLayout.column(for: rows.map(\.name)))
  }
}
