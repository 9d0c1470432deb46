extension CommandTree {
  /// All commands on one page of Markdown: what the pages of help say, in their order.
  public func reference(introduction: String) -> String {
    let shown = commands.filter { !$0.isHidden }
    var blocks = ["# The command line", wrapped(introduction)]
    blocks.append("## Options of every command")
    blocks.append(allGlobals.map(item).joined(separator: "\n"))
    for topic in topics {
      blocks.append("## \(topic.title)")
      if !topic.introduction.isEmpty { blocks.append(wrapped(topic.introduction)) }
      blocks.append(topic.rows.map { bullet($0.name, $0.meaning) }.joined(separator: "\n"))
    }
    for group in groups(of: shown) {
      blocks.append("## \(group)")
      for command in shown where command.group == group { blocks += self.blocks(of: command) }
    }
    return blocks.joined(separator: "\n\n") + "\n"
  }

  private func blocks(of command: CommandDefinition) -> [String] {
    let required = command.options.filter(\.isRequired).map(\.usage)
    let more = command.options.contains { !$0.isRequired } ? ["[options]"] : []
    let line = ([program] + command.path + command.operands.map(\.usage) + required + more).joined(separator: " ")
    var blocks = ["### \(command.name)", "    \(line)", wrapped(sentence(command.summary))]
    let items = command.operands.map { bullet($0.usage, $0.help) } + command.options.map(item)
    if !items.isEmpty { blocks.append(items.joined(separator: "\n")) }
    if !command.examples.isEmpty {
      blocks.append((["For example", ""] + command.examples.map { "    " + $0 }).joined(separator: "\n"))
    }
    return blocks + command.details.map { wrapped($0) }
  }

  private func usage(_ option: OptionDefinition) -> String {
    "--\(option.long)" + (option.placeholder.map { " " + $0 } ?? "") + (option.repeats ? "…" : "")
  }

  private func item(_ option: OptionDefinition) -> String {
    bullet(
      (option.letter.map { "-\($0), " } ?? "") + option.usage, option.help + (option.isRequired ? " (required)" : ""))
  }

  private func bullet(_ name: String, _ meaning: String) -> String {
    wrapped("* `\(name)`: \(escaped(meaning))", indent: "  ")
  }

  private func wrapped(_ text: String, indent: String = "") -> String {
    TextLayout.wrapped(text, width: 118).joined(separator: "\n" + indent)
  }

  /// Words whose characters Markdown would take for marks of its own.
  private func escaped(_ text: String) -> String {
    var out = ""
    for character in text {
      if "*_<[`".contains(character) { out += "\\" }
      out.append(character)
    }
    return out
  }
}
