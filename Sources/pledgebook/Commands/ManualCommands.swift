import CommandLineTools
import Files

/// `document manual`: the pages of the manual, for who installs or packs the program.
enum ManualCommand {
  static let definition = CommandDefinition(
    ["document", "manual"], group: "Other", summary: "write the pages of the manual into a folder",
    operands: [OperandDefinition("DIR", help: "a folder that is there")],
    options: [.value("date", "DATE", required: true, help: "the date of the sources, such as 2032-05-01")],
    examples: ["pledgebook document manual man1 --date 2032-05-01"], hidden: true)

  static func run(_ session: inout Session) throws(CommandError) -> ExitStatus {
    try session.refuseJSON()
    let folder = try session.operandPath()
    guard let date = try session.date("date") else {
      throw .usage("missing-option", "--date DATE is missing", hint: "write it as 2032-05-01")
    }
    for page in CommandCatalogue.tree.manual(version: Pledgebook.version, date: "\(date)") {
      try writeOutput(Array(page.source.utf8), to: folder / page.file, overwriting: true)
    }
    return .done
  }
}

/// `document reference`: all commands on one page, which is `Documentation/CommandLine.md`.
enum ReferenceCommand {
  static let definition = CommandDefinition(
    ["document", "reference"], group: "Other", summary: "print all commands as one page of Markdown",
    examples: ["pledgebook document reference > Documentation/CommandLine.md"], hidden: true)

  static let introduction =
    "What every command takes, as `pledgebook COMMAND --help` says it. This page is made from the definitions of the "
    + "commands by `make reference`, and a test holds it against them; what the commands are for is in the other pages "
    + "of this folder."

  static func run(_ session: inout Session) throws(CommandError) -> ExitStatus {
    try session.refuseJSON()
    try session.output.write(CommandCatalogue.tree.reference(introduction: introduction))
    return .done
  }
}

extension Session {
  /// Refuses `--json` where what comes out is no JSON document.
  func refuseJSON() throws(CommandError) {
    guard output.isJSON else { return }
    throw .usage(
      "conflicting-options", "--json cannot be given here: what comes out is no JSON document", hint: "leave out --json"
    )
  }
}
