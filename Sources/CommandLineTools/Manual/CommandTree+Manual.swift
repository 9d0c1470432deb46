/// A page of the manual, section 1.
public struct ManualPage: Sendable {
  /// The name of its file, such as `pledgebook-verify.1`.
  public let file: String
  /// Its source, in the macros of man(7).
  public let source: String
}

extension CommandTree {
  /// The manual: a page for the program, and one for each command that help shows.
  ///
  /// - Parameters:
  ///   - version: of the program.
  ///   - date: of the sources, `2032-05-01`: the same sources give the same pages on every day.
  public func manual(version: String, date: String) -> [ManualPage] {
    let title = "\(program.prefix(1).uppercased())\(program.dropFirst()) \(version)"
    let shown = commands.filter { !$0.isHidden }
    return [page([], programSections(shown), title, date)]
      + shown.map { page($0.path, sections(of: $0), title, date) }
  }

  private func page(_ path: [String], _ sections: [[String]], _ title: String, _ date: String) -> ManualPage {
    let name = pageName(path)
    let head = ".TH \(Roff.text(name.uppercased())) 1 \"\(date)\" \"\(title)\" \"User commands\""
    return ManualPage(
      file: name + ".1", source: ([head, ".ad l", ".nh"] + sections.joined()).joined(separator: "\n") + "\n")
  }

  private func pageName(_ path: [String]) -> String { ([program] + path).joined(separator: "-") }

  private func reference(_ path: [String]) -> String { "\(Roff.bold(pageName(path)))(1)" }

  // MARK: The program

  private func programSections(_ shown: [CommandDefinition]) -> [[String]] {
    var sections = [
      [".SH NAME", Roff.name(program, summary)],
      [
        ".SH SYNOPSIS",
        "\(Roff.bold(program)) \(Roff.italic("command")) [\(Roff.italic("argument"))\\|.\\|.\\|.\\|] "
          + "[\(Roff.bold("--option")) \(Roff.italic("value"))]\\|.\\|.\\|.",
      ],
      [
        ".SH DESCRIPTION",
        Roff.paragraph("Results go to standard output; progress, warnings and errors to standard error."),
        ".PP", Roff.paragraph("Options stand in any place, also as --option=value; -- ends them."),
      ],
    ]
    for group in groups(of: shown) {
      sections.append([".SS \(Roff.text(group))"])
      sections += shown.filter { $0.group == group }.map { Roff.item(reference($0.path), sentence($0.summary)) }
    }
    sections.append([".SH OPTIONS"] + allGlobals.flatMap(item))
    for topic in topics {
      sections.append([".SH \(Roff.text(topic.title.uppercased()))"])
      if !topic.introduction.isEmpty { sections.append([Roff.paragraph(topic.introduction)]) }
      sections += topic.rows.map { Roff.item(Roff.bold($0.name), $0.meaning) }
    }
    return sections
  }

  // MARK: A command

  private func sections(of command: CommandDefinition) -> [[String]] {
    var sections = [
      [".SH NAME", Roff.name(pageName(command.path), command.summary)], synopsis(of: command),
      [".SH DESCRIPTION", Roff.paragraph(sentence(command.summary))]
        + command.details.flatMap { [".PP", Roff.paragraph($0)] },
    ]
    if !command.operands.isEmpty {
      sections.append(
        [".SH ARGUMENTS"] + command.operands.flatMap { Roff.item(Roff.italic($0.usage), $0.help) })
    }
    if !command.options.isEmpty { sections.append([".SH OPTIONS"] + command.options.flatMap(item)) }
    sections.append([
      command.options.isEmpty ? ".SH OPTIONS" : ".PP", "The options of every command are in \(reference([])).",
    ])
    if !command.examples.isEmpty {
      sections.append([".SH EXAMPLES", ".nf"] + command.examples.map(Roff.text) + [".fi"])
    }
    let others = commands.filter { !$0.isHidden && $0.path.first == command.path.first && $0.path != command.path }
    let also = [reference([])] + others.map { reference($0.path) }
    sections.append([".SH SEE ALSO"] + also.enumerated().map { $1 + ($0 < also.count - 1 ? "," : "") })
    return sections
  }

  private func synopsis(of command: CommandDefinition) -> [String] {
    let operands = command.operands.map { operand in
      let word = Roff.italic(operand.name) + (operand.repeats ? "\\|.\\|.\\|." : "")
      return operand.isOptional ? "[\(word)]" : word
    }
    let required = command.options.filter(\.isRequired).map(\.usage)
    let more = command.options.contains { !$0.isRequired } ? ["[\(Roff.italic("options"))]"] : []
    return [
      ".SH SYNOPSIS", ([Roff.bold("\(program) \(command.name)")] + operands + required + more).joined(separator: " "),
    ]
  }

  private func usage(_ option: OptionDefinition) -> String {
    let value = option.placeholder.map { " " + Roff.italic($0) } ?? ""
    return Roff.bold("--" + option.long) + value + (option.repeats ? "\\|.\\|.\\|." : "")
  }

  private func item(_ option: OptionDefinition) -> [String] {
    let letter = option.letter.map { Roff.bold("-\($0)") + ", " } ?? ""
    return Roff.item(letter + option.usage, option.help + (option.isRequired ? " (required)" : ""))
  }
}

extension CommandTree {
  /// The headings of these commands, each once, in their order.
  func groups(of commands: [CommandDefinition]) -> [String] {
    var groups: [String] = []
    for command in commands where !groups.contains(command.group) { groups.append(command.group) }
    return groups
  }

  /// A summary as the sentence it is.
  func sentence(_ summary: String) -> String { summary.prefix(1).uppercased() + summary.dropFirst() + "." }
}
