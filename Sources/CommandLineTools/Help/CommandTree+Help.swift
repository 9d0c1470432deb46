extension CommandTree {
  /// The page for these words: a command's, that of the commands under a word, or the overview.
  ///
  /// - Parameter width: the columns of the terminal; the page takes no more than 80 of them.
  public func help(_ path: [String] = [], style: Style = .plain, width: Int = 80) -> String {
    let style = HelpStyle(style: style, width: min(max(width, HelpStyle.leastWidth), TextLayout.width))
    var sections: [[String]] = []
    if let command = command(path) {
      sections += [usage(of: command, style), lines(command.summary, style)] + body(of: command, style)
      let further = commands(under: path).filter { $0.path != path && !$0.isHidden }
      if !further.isEmpty { sections.append(list(further, under: "See also", style)) }
    } else if path.count == 1, let topic = topics.first(where: { $0.name == path[0] }) {
      sections += [lines(topic.summary, style)] + body(of: topic, style)
    } else {
      let line = ([program] + path + ["<command> [<argument>…] [--option value]…"]).joined(separator: " ")
      sections.append(TextLayout.hanging(style.bold("Usage:"), line, headWidth: 6, width: style.width))
      if path.isEmpty { sections.append(lines(summary, style)) }
      sections += overview(of: commands(under: path).filter { !$0.isHidden }, style)
      sections.append([style.bold("Common options:")] + table(allGlobals, style))
      sections.append([([program] + path).joined(separator: " ") + " <command> --help explains a command."])
      if path.isEmpty, !topics.isEmpty {
        let rows = topics.map { (name: "\(program) help \($0.name)", meaning: $0.summary) }
        let column = TextLayout.column(for: rows.map(\.name), limit: 40)
        sections.append([style.bold("More help:")] + TextLayout.table(rows, column: column, width: style.width))
      }
    }
    return sections.map { $0.joined(separator: "\n") }.joined(separator: "\n\n") + "\n"
  }

  // MARK: A command

  /// Everything in one line when it fits; otherwise what is required, and `[options]` for the rest.
  private func usage(of command: CommandDefinition, _ style: HelpStyle) -> [String] {
    let start = [program] + command.path + command.operands.map(\.usage)
    // What does in the place of a required option stands beside it.
    let required = command.options.filter(\.isRequired).map { option in
      let either = [option] + command.options.filter { option.others.contains($0.long) }
      let words = either.map(\.usage).joined(separator: " | ")
      return either.count > 1 ? "(\(words))" : words
    }
    let others = command.options.filter(\.isRequired).flatMap(\.others)
    let optional = command.options.filter { !$0.isRequired && !others.contains($0.long) }.map { "[\($0.usage)]" }
    let whole = (start + required + optional).joined(separator: " ")
    let brief = (start + required + (optional.isEmpty ? [] : ["[options]"])).joined(separator: " ")
    let fits = whole.count + 7 <= style.width
    return TextLayout.hanging(style.bold("Usage:"), fits ? whole : brief, headWidth: 6, width: style.width)
  }

  private func body(of command: CommandDefinition, _ style: HelpStyle) -> [[String]] {
    var sections: [[String]] = []
    let operands = command.operands.map { (name: $0.usage, meaning: $0.help + $0.notes) }
    let hidden = Set(command.options.map(\.long))
    let globals = allGlobals.filter {
      !hidden.contains($0.long) && $0 != .version && command.without[$0.long] == nil
    }
    let column = TextLayout.column(for: operands.map(\.name) + (command.options + globals).map(label))
    if !operands.isEmpty {
      sections.append([style.bold("Arguments:")] + TextLayout.table(operands, column: column, width: style.width))
    }
    if !command.options.isEmpty {
      sections.append([style.bold("Options:")] + table(command.options, style, column: column))
    }
    sections.append([style.bold("Common options:")] + table(globals, style, column: column))
    if !command.examples.isEmpty {
      sections.append([style.bold("Examples:")] + command.examples.map { "  " + $0 })
    }
    sections += command.details.map { TextLayout.wrapped($0, width: style.width) }
    return sections
  }

  private func table(_ options: [OptionDefinition], _ style: HelpStyle, column: Int? = nil) -> [String] {
    let rows = options.map { (name: label($0), meaning: $0.help + $0.notes) }
    return TextLayout.table(rows, column: column ?? TextLayout.column(for: rows.map(\.name)), width: style.width)
  }

  /// `-h, --help`, with room for a letter when there is none.
  private func label(_ option: OptionDefinition) -> String {
    (option.letter.map { "-\($0), " } ?? "    ") + option.usage
  }

  /// A summary as the sentence it is, in lines.
  private func lines(_ summary: String, _ style: HelpStyle) -> [String] {
    TextLayout.wrapped(sentence(summary), width: style.width)
  }

  // MARK: A topic

  private func body(of topic: Topic, _ style: HelpStyle) -> [[String]] {
    let column = TextLayout.column(for: topic.tables.flatMap(\.rows).map(\.name))
    return topic.tables.map { table in
      [style.bold(table.heading + ":")]
        + TextLayout.table(
          table.rows.map { (name: $0.name, meaning: $0.meaning) }, column: column, width: style.width)
    } + topic.details.map { TextLayout.wrapped($0, width: style.width) }
  }

  // MARK: Many commands

  private func overview(of commands: [CommandDefinition], _ style: HelpStyle) -> [[String]] {
    let column = TextLayout.column(for: commands.map(\.name))
    return groups(of: commands).map { group in
      list(commands.filter { $0.group == group }, under: group, style, column: column)
    }
  }

  private func list(
    _ commands: [CommandDefinition], under heading: String, _ style: HelpStyle, column: Int? = nil
  ) -> [String] {
    let rows = commands.map { (name: $0.name, meaning: $0.summary) }
    return [style.bold(heading + ":")]
      + TextLayout.table(rows, column: column ?? TextLayout.column(for: rows.map(\.name)), width: style.width)
  }
}

/// How a page of help is set.
private struct HelpStyle {
  static let leastWidth = 40

  let style: Style
  let width: Int

  func bold(_ text: String) -> String { style.bold(text) }
}
